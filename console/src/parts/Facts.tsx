import { Box, Card, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./parts.module.css";

/** A strip of labelled figures. */
export function Facts({ facts, isLarge = false }: { facts: [string, ReactNode][]; isLarge?: boolean }) {
  return (
    <Card padding={0}>
      <Box component="dl" className={classes.facts} data-large={isLarge || undefined}>
        {facts.map(([label, value]) => (
          <div key={label} className={classes.fact}>
            <Text component="dt" fz="xs" c="dimmed">{label}</Text>
            <Text component="dd" fw={600} m={0} mt={3}>{value}</Text>
          </div>
        ))}
      </Box>
    </Card>
  );
}

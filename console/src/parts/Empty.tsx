import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./parts.module.css";

/** Nothing here yet: says why, and offers the next step. */
export function Empty({ icon, title, children, action }: { icon: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Box className={classes.empty}>
      <Box className={classes.emptyMark} aria-hidden>{icon}</Box>
      <Text fw={600}>{title}</Text>
      {children && <Text c="dimmed" fz="sm" maw={440}>{children}</Text>}
      {action && <Box mt="xs">{action}</Box>}
    </Box>
  );
}

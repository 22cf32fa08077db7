import { Box, ScrollArea, Text } from "@mantine/core";
import { Copy } from "./Sid";
import classes from "./parts.module.css";

/** Something to paste, or a body as it came over the wire; scrolls inside itself. */
export function CodeBlock({ code, label, maxHeight = 320, wrap = false }: { code: string; label: string; maxHeight?: number; wrap?: boolean }) {
  return (
    <Box className={classes.code}>
      <Box className={classes.codeCopy}><Copy value={code} what={label} /></Box>
      <ScrollArea.Autosize mah={maxHeight} type="auto" viewportProps={{ tabIndex: 0, "aria-label": label, role: "region" }}>
        <pre className={classes.pre} data-wrap={wrap || undefined}>{code || <Text span c="dimmed" fz="sm">empty</Text>}</pre>
      </ScrollArea.Autosize>
    </Box>
  );
}

import { Box, Button, Code, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { Refusal } from "@/api/client";
import { nextStep } from "@/words/codes";
import classes from "./parts.module.css";

function Heading({ refusal }: { refusal: Refusal }) {
  return (
    <Group gap="xs">
      <Text fw={600} style={{ overflowWrap: "anywhere" }}>{refusal.message}</Text>
      {refusal.code !== null && <Code aria-label="Error code">{refusal.code}</Code>}
      {refusal.status > 0 && <Text c="dimmed" fz="sm">HTTP {refusal.status}</Text>}
    </Group>
  );
}

/** What went wrong, under which code, and what to do next. */
export function Problem({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const refusal = error instanceof Refusal ? error : new Refusal(-1, null, error.message);
  return (
    <Box className={classes.problem} role="alert">
      <IconAlertTriangle size={20} className={classes.problemIcon} aria-hidden />
      <Box flex={1} miw={0}>
        <Heading refusal={refusal} />
        <Text fz="sm" c="dimmed" mt={4}>
          {nextStep(refusal.code, refusal.status)}
          {refusal.retryAfterS !== null && ` The server asks to wait ${refusal.retryAfterS} s.`}
        </Text>
        {onRetry && (
          <Button mt="sm" size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        )}
      </Box>
    </Box>
  );
}

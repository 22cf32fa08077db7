import { Box, Center } from "@mantine/core";
import { Logo } from "@/layout/Logo";
import { Problem } from "@/parts/Problem";

export function NoAnswer({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Center mih="100dvh" p="md">
      <Box w="100%" maw={480}>
        <Box mb="lg"><Logo /></Box>
        <Problem error={error} onRetry={onRetry} />
      </Box>
    </Center>
  );
}

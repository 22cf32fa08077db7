import { Badge, Box, Code, Loader, Text } from "@mantine/core";
import { isOpen } from "./queries";
import { STANDING } from "./rules";

/** How far a review has come. */
export function Standing({ status }: { status: string }) {
  const { label, colour } = STANDING[status] ?? { label: status.toLowerCase().replaceAll("_", " "), colour: "gray" };
  return <Badge color={colour} tt="none" fw={500} title={status} leftSection={isOpen(status) ? <Loader size={10} color={colour} /> : undefined}>{label}</Badge>;
}

/** Why a review ended badly. */
export function Reasons({ reasons, title }: { reasons: { code: string; reason: string }[]; title: string }) {
  if (reasons.length === 0) return null;
  return (
    <Box role="group" aria-label={title}>
      <Text fz="sm" fw={600} c="red" mb={4}>{title}</Text>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {reasons.map(({ code, reason }) => <li key={reason}><Text fz="sm" component="span" style={{ overflowWrap: "anywhere" }}>{reason}</Text>{code && <Code ml={8} fz="xs">{code}</Code>}</li>)}
      </ul>
    </Box>
  );
}

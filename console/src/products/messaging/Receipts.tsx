import { Group, Stack, Text } from "@mantine/core";
import type { TraceReceipt } from "@/api/types";
import { StatusBadge } from "@/parts/Status";
import { atTimeExactly } from "@/words/when";

/** What the carrier reported, part by part. */
export function Receipts({ receipts, isInbound }: { receipts: TraceReceipt[]; isInbound: boolean }) {
  if (receipts.length === 0)
    return <Text c="dimmed" fz="sm">{isInbound ? "An inbound message has none." : "The carrier has reported nothing yet."}</Text>;
  return (
    <Stack gap="sm">
      {receipts.map((one, at) => (
        <div key={at}>
          <Group justify="space-between" gap="xs"><Group gap={8}><Text fz="sm" fw={500}>Part {one.part}</Text><StatusBadge status={one.status} code={one.error_code} /></Group><Text fz="xs" c="dimmed">{atTimeExactly(one.at)}</Text></Group>
          <Text className="mono quiet" style={{ overflowWrap: "anywhere" }}>{one.carrier_id}</Text>
        </div>
      ))}
    </Stack>
  );
}

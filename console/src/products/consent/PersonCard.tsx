import { Badge, Button, Card, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMapPin } from "@tabler/icons-react";
import { api, own } from "@/api/client";
import type { TrialLine } from "@/api/types";
import { useQuery } from "@tanstack/react-query";
import { e164, pretty } from "@/words/numbers";
import { useListed } from "./queries";
import { there } from "./rules";
import { WhereForm } from "./WhereForm";

/** Where somebody is by all that is known, and what time it is there. */
function useZones(number: string) {
  return useQuery({ queryKey: ["recipients", "zones", number], queryFn: () => api.post<{ items: TrialLine[] }>(own("ConsentTrials"), { to: [number] }), select: (told) => told.items[0]?.time_zones ?? [] });
}

function Known({ number }: { number: string }) {
  const zones = useZones(number).data ?? [];
  const isListed = useListed(number).data != null;
  const [isOpen, form] = useDisclosure(false);
  const now = there(new Date().toISOString(), zones);
  return (
    <Card padding="sm">
      <Group gap="md">
        <Text fw={600}>{pretty(number)}</Text>
        {isListed && <Badge color="red" tt="none" fw={500}>on the do-not-call list</Badge>}
        <Group gap={6}><IconMapPin size={16} aria-hidden /><Text fz="sm">{zones.length ? zones.join(", ").replaceAll("_", " ") : "time zone unknown: UTC"}</Text>{now && zones.length === 1 && <Text fz="sm" c="dimmed">now {now}</Text>}</Group>
        <Button size="xs" variant="default" ml="auto" onClick={form.open}>Set time zone</Button>
      </Group>
      <WhereForm number={number} isOpen={isOpen} onClose={form.close} />
    </Card>
  );
}

/** What is known of one person besides what they said. */
export function PersonCard({ number }: { number: string }) {
  const whole = e164(number);
  return whole ? <Known key={whole} number={whole} /> : null;
}

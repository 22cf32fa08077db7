import { Badge, Button, Card, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMapPin } from "@tabler/icons-react";
import { e164, pretty } from "@/words/numbers";
import { useTrial } from "./queries";
import { there } from "./rules";
import { WhereForm } from "./WhereForm";

function Known({ number }: { number: string }) {
  const line = useTrial(number).data;
  const zones = line?.time_zones ?? [];
  const [isOpen, form] = useDisclosure(false);
  const now = there(new Date().toISOString(), zones);
  return (
    <Card padding="sm" component="section" aria-label={pretty(number)}>
      <Group gap="md">
        <Text fw={600}>{pretty(number)}</Text>
        {line && line.outcome !== "send" && <Badge color={line.outcome === "wait" ? "indigo" : "orange"} tt="none" fw={500} h="auto" py={2} styles={{ label: { whiteSpace: "normal" } }}>{line.why}</Badge>}
        {line && <Group gap={6}><IconMapPin size={16} aria-hidden /><Text fz="sm">{zones.length ? zones.join(", ").replaceAll("_", " ") : "time zone unknown: UTC"}</Text>{now && zones.length === 1 && <Text fz="sm" c="dimmed">{now} there</Text>}</Group>}
        <Button size="xs" variant="default" ml="auto" onClick={form.open}>Set time zone</Button>
      </Group>
      <WhereForm number={number} isOpen={isOpen} onClose={form.close} />
    </Card>
  );
}

/** What is known of one person besides what they said: where they are, and what a message to them would come to now. */
export function PersonCard({ number }: { number: string }) {
  const whole = e164(number);
  return whole ? <Known key={whole} number={whole} /> : null;
}

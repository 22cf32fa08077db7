import { Accordion, Badge, Button, Group, Text } from "@mantine/core";
import { IconRotateClockwise } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import type { TracedWebhook } from "@/api/types";
import { tell, useAct } from "@/parts/acting";
import { atTimeExactly, span } from "@/words/when";
import { Exchange } from "./Exchange";
import { Outcome } from "./Outcome";
import { replay } from "./queries";
import { formOf, hostOf, pathOf } from "./rules";

/** What the callback told: the status it carried, if any. */
function told(webhook: TracedWebhook): string | null {
  const form = formOf(webhook);
  return form?.find(([name]) => name === "MessageStatus" || name === "SmsStatus")?.[1] ?? null;
}

function Head({ webhook }: { webhook: TracedWebhook }) {
  const status = told(webhook);
  return (
    <Group gap="sm" wrap="wrap" pr="sm">
      <Outcome webhook={webhook} />
      <Text fz="sm" fw={500}>{webhook.method} {pathOf(webhook.url)}</Text>
      {status && <Badge color="gray" tt="none">{status}</Badge>}
      {webhook.attempt > 1 && <Badge color="lamp" tt="none">attempt {webhook.attempt}</Badge>}
      {webhook.replay_of && <Badge color="indigo" tt="none">replay</Badge>}
      <Text fz="xs" c="dimmed">{hostOf(webhook.url)} · {atTimeExactly(webhook.at)}{webhook.duration_ms !== null && ` · ${span(webhook.duration_ms)}`}</Text>
    </Group>
  );
}

export function ReplayButton({ webhook, size = "xs" }: { webhook: TracedWebhook; size?: string }) {
  const navigate = useNavigate();
  const again = useAct(() => replay(webhook.sid), {
    refresh: [["webhooks"], ["trace"]], done: (record) => { tell("Asked again; this is what came back."); void navigate(`/webhooks/${record.sid}`); },
  });
  return <Button size={size} variant="default" loading={again.isPending} leftSection={<IconRotateClockwise size={15} />} onClick={() => again.mutate(undefined)}>Replay</Button>;
}

/** Several webhooks folded up, each opening to its bodies. */
export function Exchanges({ webhooks }: { webhooks: TracedWebhook[] }) {
  if (webhooks.length === 0) return <Text c="dimmed" fz="sm">None was asked. Set a status callback or a message URL, and each request shows here.</Text>;
  return (
    <Accordion multiple variant="separated" radius="md" chevronPosition="left">
      {webhooks.map((webhook) => (
        <Accordion.Item key={webhook.sid} value={webhook.sid}>
          <Accordion.Control><Head webhook={webhook} /></Accordion.Control>
          <Accordion.Panel>
            <Exchange webhook={webhook} />
            <Group mt="md"><ReplayButton webhook={webhook} /><Button size="xs" variant="subtle" component={Link} to={`/webhooks/${webhook.sid}`}>Open the record</Button></Group>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

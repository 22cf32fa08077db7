import { Badge, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useParams } from "react-router";
import type { Webhook } from "@/api/types";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { Sid } from "@/parts/Sid";
import { diff } from "@/words/diff";
import { inFull, span } from "@/words/when";
import { Exchange } from "./Exchange";
import { ReplayButton } from "./Exchanges";
import { useWebhook } from "./queries";
import { answerText, pathOf } from "./rules";
import classes from "./webhooks.module.css";

function Compared({ before, after }: { before: Webhook; after: Webhook }) {
  const lines = diff(answerText(before), answerText(after));
  const isSame = lines.every((line) => line.side === "both");
  const marks = { both: " ", left: "−", right: "+" };
  return (
    <Card>
      <Group justify="space-between" mb="sm"><Title order={2}>What the replay changed</Title><Text fz="sm" c="dimmed">{span(before.duration_ms ?? 0)} before, {span(after.duration_ms ?? 0)} now</Text></Group>
      {isSame ? <Text fz="sm" c="dimmed">Nothing: status, headers and body are the same.</Text> : (
        <div className={classes.diff} role="region" aria-label="Difference between the answers" tabIndex={0}>
          {lines.map((line, at) => <div key={at} data-side={line.side}>{marks[line.side]} {line.text}</div>)}
        </div>
      )}
      <Text fz="sm" mt="sm">First asked as <Sid sid={before.sid} to={`/webhooks/${before.sid}`} /></Text>
    </Card>
  );
}

function Related({ webhook }: { webhook: Webhook }) {
  return (
    <Group gap="lg">
      <Group gap={6}><Text fz="sm" c="dimmed">Record</Text><Sid sid={webhook.sid} /></Group>
      {webhook.subject_sid && <Group gap={6}><Text fz="sm" c="dimmed">About</Text><Sid sid={webhook.subject_sid} to={/^(SM|MM)/.test(webhook.subject_sid) ? `/messages/${webhook.subject_sid}` : undefined} /></Group>}
      <Text fz="sm" c="dimmed">{inFull(webhook.at)}</Text>
      <Badge color="gray" tt="none">{webhook.kind}</Badge>
      {webhook.attempt > 1 && <Badge color="lamp" tt="none">attempt {webhook.attempt}</Badge>}
      {webhook.replay_of && <Badge color="indigo" tt="none">replay</Badge>}
    </Group>
  );
}

/** One webhook record in full, and beside a replay what it replayed. */
export function Inspector() {
  const { sid = "" } = useParams();
  const record = useWebhook(sid);
  const origin = useWebhook(record.data?.replay_of ?? null);
  const webhook = record.data;
  return (
    <Page
      title={webhook ? `${webhook.method} ${pathOf(webhook.url)}` : "Webhook"} about={webhook ? <span style={{ overflowWrap: "anywhere" }}>{webhook.url}</span> : undefined}
      back={{ to: "/webhooks", label: "Webhooks" }} actions={webhook && <ReplayButton webhook={webhook} size="sm" />}
    >
      {record.error && !webhook && <Problem error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && <Skeleton h={420} radius="lg" />}
      {webhook && <Stack gap="lg"><Related webhook={webhook} />{origin.data && <Compared before={origin.data} after={webhook} />}<Card><Exchange webhook={webhook} /></Card></Stack>}
    </Page>
  );
}

import { Alert, Group, SimpleGrid, Stack, Tabs, Text } from "@mantine/core";
import type { TracedWebhook } from "@/api/types";
import { CodeBlock } from "@/parts/CodeBlock";
import { nextStep, titleOf } from "@/words/codes";
import { sentence } from "@/words/sentence";
import { span } from "@/words/when";
import { formOf, readable, waterfall } from "./rules";
import classes from "./webhooks.module.css";

function Pairs({ pairs, label }: { pairs: [string, string][]; label: string }) {
  if (pairs.length === 0) return <Text fz="sm" c="dimmed">none</Text>;
  return (
    <table className={classes.pairs} aria-label={label}>
      <tbody>{pairs.map(([name, value], at) => <tr key={at}><th scope="row">{name}</th><td>{value}</td></tr>)}</tbody>
    </table>
  );
}

export function Waterfall({ webhook }: { webhook: TracedWebhook }) {
  const stretches = waterfall(webhook);
  const total = Math.max(webhook.timing?.total_ms ?? webhook.duration_ms ?? 0, 0.001);
  if (stretches.length === 0) return <Text fz="sm" c="dimmed">No timing was recorded.</Text>;
  return (
    <div role="img" aria-label={`Took ${span(total)}: ${stretches.map((one) => `${one.name} ${span(one.ms)}`).join(", ")}`}>
      {stretches.map((one) => (
        <div key={one.name} className={classes.stretch} data-name={one.name}>
          <span>{one.name}</span>
          <div className={classes.track}>{one.ms > 0 && <span style={{ left: `${Math.min(99, (100 * one.from) / total)}%`, width: `${Math.min(100, (100 * one.ms) / total)}%` }} />}</div>
          <span className={classes.ms}>{one.ms > 0 ? span(one.ms) : "–"}</span>
        </div>
      ))}
    </div>
  );
}

function Request({ webhook }: { webhook: TracedWebhook }) {
  const form = formOf(webhook);
  return (
    <Tabs defaultValue={form ? "form" : "body"} keepMounted={false}>
      <Tabs.List mb="sm">
        {form && <Tabs.Tab value="form">Parameters</Tabs.Tab>}
        <Tabs.Tab value="body">Body</Tabs.Tab>
        <Tabs.Tab value="headers">Headers</Tabs.Tab>
      </Tabs.List>
      {form && <Tabs.Panel value="form"><Pairs label="Request parameters" pairs={form} /></Tabs.Panel>}
      <Tabs.Panel value="body"><CodeBlock label="request body" code={readable(webhook.request.body)} wrap /></Tabs.Panel>
      <Tabs.Panel value="headers"><Pairs label="Request headers" pairs={Object.entries(webhook.request.headers)} /></Tabs.Panel>
    </Tabs>
  );
}

function Response({ webhook }: { webhook: TracedWebhook }) {
  if (!webhook.response) return <Text fz="sm" c="dimmed">No response came back.</Text>;
  return (
    <Tabs defaultValue="body" keepMounted={false}>
      <Tabs.List mb="sm"><Tabs.Tab value="body">Body</Tabs.Tab><Tabs.Tab value="headers">Headers</Tabs.Tab></Tabs.List>
      <Tabs.Panel value="body"><CodeBlock label="response body" code={readable(webhook.response.body)} wrap /></Tabs.Panel>
      <Tabs.Panel value="headers"><Pairs label="Response headers" pairs={Object.entries(webhook.response.headers)} /></Tabs.Panel>
    </Tabs>
  );
}

/** One webhook in full: what was asked, what came back, how long each stretch took. */
export function Exchange({ webhook }: { webhook: TracedWebhook }) {
  const { error } = webhook;
  const code = error?.code ? Number(error.code) : null;
  return (
    <Stack gap="lg">
      {error && (
        <Alert color="red" title={[error.code, titleOf(error.code) ?? "It failed"].filter(Boolean).join(" · ")}>{sentence(error.message)} {nextStep(code, 400)}</Alert>
      )}
      <div><Group justify="space-between" mb={6}><Text fw={500} fz="sm">Timing</Text><Text fz="sm" c="dimmed">{span(webhook.timing?.total_ms ?? webhook.duration_ms ?? 0)} in all</Text></Group><Waterfall webhook={webhook} /></div>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <div style={{ minWidth: 0 }}><Text fw={500} fz="sm" mb={4}>Request</Text><Request webhook={webhook} /></div>
        <div style={{ minWidth: 0 }}><Text fw={500} fz="sm" mb={4}>Response{webhook.response ? ` · HTTP ${webhook.response.status}` : ""}</Text><Response webhook={webhook} /></div>
      </SimpleGrid>
    </Stack>
  );
}

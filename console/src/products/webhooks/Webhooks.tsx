import { Badge, Button, Card, Group, SegmentedControl, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFilterOff, IconStack2, IconWebhook } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { Webhook } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { SearchField } from "@/parts/SearchField";
import { short, Sid } from "@/parts/Sid";
import { When } from "@/parts/When";
import { plural } from "@/words/numbers";
import { span } from "@/words/when";
import { Outcome } from "./Outcome";
import { useWebhooks } from "./queries";

function Subject({ sid }: { sid: string | null }) {
  if (!sid) return <span className="quiet">—</span>;
  return /^(SM|MM)/.test(sid) ? <Link className="plain-link mono" to={`/messages/${sid}`}>{short(sid)}</Link> : <span className="mono">{short(sid)}</span>;
}

function Target({ webhook }: { webhook: Webhook }) {
  return (
    <Group gap={8} wrap="nowrap" miw={0}>
      <Outcome webhook={webhook} />
      <Text span fz="sm" lineClamp={1} style={{ overflowWrap: "anywhere" }}>{webhook.method} {webhook.url}</Text>
      {webhook.replay_of && <Badge color="indigo" tt="none" style={{ flex: "none" }}>replay</Badge>}
      {webhook.attempt > 1 && <Badge color="lamp" tt="none" style={{ flex: "none" }}>attempt {webhook.attempt}</Badge>}
    </Group>
  );
}

const COLUMNS: Column<Webhook>[] = [
  { key: "target", title: "Request", card: "head", render: (row) => <Target webhook={row} /> },
  { key: "kind", title: "Kind", width: 150, render: (row) => row.kind },
  { key: "subject", title: "About", width: 150, render: (row) => <Subject sid={row.subject_sid} /> },
  { key: "took", title: "Took", width: 90, align: "right", render: (row) => (row.duration_ms === null ? "—" : span(row.duration_ms)) },
  { key: "at", title: "At", width: 130, render: (row) => <When at={row.at} /> },
  { key: "sid", title: "Record", width: 176, render: (row) => <Sid sid={row.sid} to={`/webhooks/${row.sid}`} /> },
];

function WebhookCard({ row }: { row: Webhook }) {
  return (
    <>
      <Link to={`/webhooks/${row.sid}`} className="plain-link"><Target webhook={row} /></Link>
      <Group justify="space-between" gap="xs" mt={6}><Text span fz="xs" c="dimmed">{row.kind} about <Subject sid={row.subject_sid} /></Text><Text span fz="xs" c="dimmed">{row.duration_ms === null ? "" : `${span(row.duration_ms)} · `}<When at={row.at} /></Text></Group>
    </>
  );
}

function useFilters() {
  const [params, setParams] = useSearchParams();
  const [subject, setSubject] = useState(params.get("subject") ?? "");
  const [host, setHost] = useState(params.get("host") ?? "");
  const [outcome, setOutcome] = useState(params.get("outcome") ?? "");
  const [settled] = useDebouncedValue({ subject, host, outcome }, 300);
  useEffect(() => {
    setParams(Object.entries(settled).filter(([, value]) => value), { replace: true });
  }, [settled, setParams]);
  return { subject, setSubject, host, setHost, outcome, setOutcome, settled };
}

export function Webhooks() {
  const navigate = useNavigate();
  const { subject, setSubject, host, setHost, outcome, setOutcome, settled } = useFilters();
  const list = useWebhooks(settled);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const isFiltered = Boolean(subject || host || outcome);
  return (
    <Page title="Webhooks" about="Every request Ringback made to your servers, with what came back." actions={<Button component={Link} to="/webhooks/jobs" variant="default" leftSection={<IconStack2 size={16} />}>Work waiting and given up</Button>}>
      <Card mb="md" padding="md">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" style={{ alignItems: "end" }}>
          <SearchField label="About" placeholder="SM…" value={subject} onChange={(event) => setSubject(event.currentTarget.value.trim())} />
          <TextInput label="Host" placeholder="app.example.com" value={host} onChange={(event) => setHost(event.currentTarget.value.trim())} />
          <SegmentedControl aria-label="Outcome" value={outcome} onChange={setOutcome} data={[{ value: "", label: "All" }, { value: "ok", label: "Answered" }, { value: "failed", label: "Failed" }]} />
        </SimpleGrid>
      </Card>
      <Card padding={0}>
        <Listing
          label="Webhooks" card={(row) => <WebhookCard row={row} />} rows={rows} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} onOpen={(row) => void navigate(`/webhooks/${row.sid}`)}
          empty={isFiltered ? <Empty icon={<IconFilterOff size={26} />} title="No webhook matches">Loosen a filter.</Empty> : <Empty icon={<IconWebhook size={26} />} title="No webhook yet">Give a number a message URL, or a message a status callback: each request is recorded here, and can be replayed.</Empty>}
        />
      </Card>
      {rows && rows.length > 0 && (
        <Group justify="space-between" mt="md">
          <Text fz="sm" c="dimmed">{plural(rows.length, "webhook")}</Text>
          {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show older</Button>}
        </Group>
      )}
    </Page>
  );
}

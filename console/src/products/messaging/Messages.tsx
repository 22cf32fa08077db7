import { ActionIcon, Button, Card, Group, Select, SimpleGrid, Text, TextInput, Tooltip } from "@mantine/core";
import { IconArrowDownLeft, IconArrowUpRight, IconFilterOff, IconMessages, IconPhoto, IconSend } from "@tabler/icons-react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { Message } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { PartyField } from "@/parts/PartyField";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { plural, pretty } from "@/words/numbers";
import { listed, useMessages, type MessageFilters } from "./queries";

const STATUSES = ["queued", "sending", "sent", "delivered", "undelivered", "failed", "received", "scheduled", "accepted", "canceled"];
const NAMES = ["to", "from", "since", "until", "status"] as const;

function Direction({ message }: { message: Message }) {
  const isIn = message.direction === "inbound";
  const Icon = isIn ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <Tooltip label={message.direction}>
      <Icon size={17} aria-label={isIn ? "inbound" : "outbound"} color={`var(--mantine-color-${isIn ? "blue" : "rack"}-6)`} style={{ flex: "none" }} />
    </Tooltip>
  );
}

function Body({ message }: { message: Message }) {
  return (
    <Group gap={6} wrap="nowrap" miw={0}>
      {Number(message.num_media) > 0 && <IconPhoto size={16} aria-label={plural(Number(message.num_media), "picture")} style={{ flex: "none" }} />}
      <Text span fz="sm" lineClamp={1} style={{ overflowWrap: "anywhere" }}>{message.body || <span className="quiet">no text</span>}</Text>
    </Group>
  );
}

const COLUMNS: Column<Message>[] = [
  { key: "status", title: "Status", width: 196, card: "head", render: (row) => <Group gap={8} wrap="nowrap"><Direction message={row} /><StatusBadge status={row.status} code={row.error_code} /></Group> },
  { key: "from", title: "From", width: 148, render: (row) => <span style={{ whiteSpace: "nowrap" }}>{pretty(row.from)}</span> },
  { key: "to", title: "To", width: 148, render: (row) => <span style={{ whiteSpace: "nowrap" }}>{pretty(row.to)}</span> },
  { key: "body", title: "Text", render: (row) => <Body message={row} /> },
  { key: "parts", title: "Parts", width: 66, align: "right", render: (row) => row.num_segments },
  { key: "at", title: "Created", width: 130, render: (row) => <When at={row.date_created} /> },
  { key: "sid", title: "SID", width: 176, render: (row) => <Sid sid={row.sid} to={`/messages/${row.sid}`} /> },
];

function MessageCard({ row }: { row: Message }) {
  return (
    <>
      <Group justify="space-between" gap="xs"><Group gap={8}><Direction message={row} /><StatusBadge status={row.status} code={row.error_code} /></Group><Text span fz="sm" c="dimmed"><When at={row.date_created} /></Text></Group>
      <Link to={`/messages/${row.sid}`} className="plain-link"><Text fz="sm" my={6} lineClamp={3} style={{ overflowWrap: "anywhere" }}>{row.body || "No text"}</Text></Link>
      <Group justify="space-between" gap="xs"><Text span fz="xs" c="dimmed">{pretty(row.from)} → {pretty(row.to)}</Text><Text span fz="xs" c="dimmed">{Number(row.num_media) > 0 ? "MMS" : plural(Number(row.num_segments), "part")}</Text></Group>
    </>
  );
}

function useFilters() {
  const [params, setParams] = useSearchParams();
  const filters = Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ""])) as unknown as MessageFilters;
  const set = (name: keyof MessageFilters, value: string) =>
    setParams((old) => { if (value) old.set(name, value); else old.delete(name); return old; }, { replace: true });
  return { filters, set, clear: () => setParams({}, { replace: true }), isFiltered: NAMES.some((name) => filters[name]) };
}

function Filters({ filters, set, clear, isFiltered }: ReturnType<typeof useFilters>) {
  return (
    <Card mb="md" padding="md">
      <Group align="flex-end" wrap="nowrap" gap="sm">
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm" flex={1}>
          <PartyField isMain label="To" value={filters.to} onSettle={(value) => set("to", value)} />
          <PartyField label="From" value={filters.from} onSettle={(value) => set("from", value)} />
          <TextInput type="date" label="Sent since" value={filters.since} onChange={(event) => set("since", event.currentTarget.value)} />
          <TextInput type="date" label="Sent until" value={filters.until} onChange={(event) => set("until", event.currentTarget.value)} />
          <Select label="Status" placeholder="Any" clearable data={STATUSES} value={filters.status || null} onChange={(value) => set("status", value ?? "")} />
        </SimpleGrid>
        <Tooltip label="Clear the filters">
          <ActionIcon size="lg" variant="default" aria-label="Clear the filters" disabled={!isFiltered} onClick={clear}><IconFilterOff size={17} /></ActionIcon>
        </Tooltip>
      </Group>
    </Card>
  );
}

function NoMessages({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <Empty icon={<IconFilterOff size={26} />} title="No message matches">Loosen a filter. Dates are whole days in UTC.</Empty>;
  return (
    <Empty icon={<IconMessages size={26} />} title="No messages yet" action={<Button component={Link} to="/messages/new" leftSection={<IconSend size={16} />}>Send the first</Button>}>
      Whatever your code or a handset sends shows up here at once.
    </Empty>
  );
}

export function Messages() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const state = useFilters();
  const { filters, isFiltered } = state;
  const list = useMessages(account_sid, filters);
  const rows = listed(list.data?.pages);
  return (
    <Page
      title="Messages" about="Newest first, as they happen."
      actions={<Button component={Link} to="/messages/new" leftSection={<IconSend size={16} />}>Send a message</Button>}
    >
      <Filters {...state} />
      <Card padding={0}>
        <Listing
          label="Messages" rows={rows} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()}
          card={(row) => <MessageCard row={row} />} isFetching={list.isFetching} onOpen={(row) => void navigate(`/messages/${row.sid}`)} empty={<NoMessages isFiltered={isFiltered} />}
        />
      </Card>
      {rows && (rows.length > 0 || list.hasNextPage) && (
        <Group justify="space-between" mt="md">
          <Text fz="sm" c="dimmed">{plural(rows.length, "message")}{list.hasNextPage ? " so far" : ""}</Text>
          {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show older</Button>}
        </Group>
      )}
    </Page>
  );
}

import { ActionIcon, Button, Card, Group, Select, SimpleGrid, Text, TextInput, Tooltip } from "@mantine/core";
import { IconFilterOff, IconPhone, IconPhoneIncoming, IconPhoneOutgoing, IconPhonePlus } from "@tabler/icons-react";
import { useEffect } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { Call } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { PartyField } from "@/parts/PartyField";
import { Sid } from "@/parts/Sid";
import { StatusBadge } from "@/parts/Status";
import { When } from "@/parts/When";
import { useSession } from "@/products/console/session";
import { money, party, plural } from "@/words/numbers";
import { Answerer } from "./Answerer";
import { Lasting } from "./Lasting";
import { listed, PAGE_SIZE, useCalls } from "./queries";

const STATUSES = ["queued", "ringing", "in-progress", "completed", "busy", "no-answer", "failed", "canceled"];
const DIRECTIONS = [{ value: "inbound", label: "Inbound" }, { value: "outbound-api", label: "Outbound, by API" }, { value: "outbound-dial", label: "Outbound, by <Dial>" }];
const NAMES = ["to", "from", "since", "until", "status", "direction"] as const;
/** The API does not filter by direction, so older pages are read until so many rows fit, or this many pages were. */
const [ENOUGH, PAGES_MOST] = [20, 10];

type Name = (typeof NAMES)[number];

export function Direction({ call }: { call: Call }) {
  const isIn = call.direction === "inbound";
  const Icon = isIn ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <Tooltip label={call.direction}>
      <Icon size={17} aria-label={call.direction} color={`var(--mantine-color-${isIn ? "blue" : "rack"}-6)`} style={{ flex: "none" }} />
    </Tooltip>
  );
}

function Party({ address }: { address: string }) {
  return <Text span fz="sm" display="block" maw={190} truncate title={address}>{party(address)}</Text>;
}

const COLUMNS: Column<Call>[] = [
  { key: "status", title: "Status", width: 168, render: (row) => <Group gap={8} wrap="nowrap"><Direction call={row} /><StatusBadge status={row.status} />{row.answered_by && <Answerer answeredBy={row.answered_by} />}</Group> },
  { key: "from", title: "From", render: (row) => <Party address={row.from} /> },
  { key: "to", title: "To", render: (row) => <Party address={row.to} /> },
  { key: "duration", title: "Duration", width: 92, align: "right", render: (row) => <Lasting call={row} /> },
  { key: "price", title: "Price", width: 92, align: "right", render: (row) => money(row.price, row.price_unit) },
  { key: "at", title: "Started", width: 140, render: (row) => <When at={row.start_time ?? row.date_created} /> },
  { key: "sid", title: "SID", width: 176, render: (row) => <Sid sid={row.sid} to={`/calls/${row.sid}`} /> },
];

function CallCard({ row }: { row: Call }) {
  return (
    <>
      <Group justify="space-between" gap="xs"><Group gap={8}><Direction call={row} /><StatusBadge status={row.status} />{row.answered_by && <Answerer answeredBy={row.answered_by} />}</Group><Text span fz="sm" c="dimmed"><When at={row.start_time ?? row.date_created} /></Text></Group>
      <Link to={`/calls/${row.sid}`} className="plain-link" aria-label={`Open ${row.sid}`}><Text fz="sm" my={6} style={{ overflowWrap: "anywhere" }}>{party(row.from)} → {party(row.to)}</Text></Link>
      <Group justify="space-between" gap="xs"><Text span fz="xs" c="dimmed"><Lasting call={row} /></Text><Text span fz="xs" c="dimmed">{money(row.price, row.price_unit)}</Text></Group>
    </>
  );
}

function useFilters() {
  const [params, setParams] = useSearchParams();
  const filters = Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ""])) as Record<Name, string>;
  const set = (name: Name, value: string) =>
    setParams((old) => { if (value) old.set(name, value); else old.delete(name); return old; }, { replace: true });
  return { filters, set, clear: () => setParams({}, { replace: true }), isFiltered: NAMES.some((name) => filters[name]) };
}

function Filters({ filters, set, clear, isFiltered }: ReturnType<typeof useFilters>) {
  return (
    <Card mb="md" padding="md">
      <Group align="flex-end" wrap="nowrap" gap="sm">
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm" flex={1}>
          <PartyField isMain label="To" value={filters.to} onSettle={(value) => set("to", value)} />
          <PartyField label="From" value={filters.from} onSettle={(value) => set("from", value)} />
          <TextInput type="date" label="Started since" value={filters.since} onChange={(event) => set("since", event.currentTarget.value)} />
          <TextInput type="date" label="Started until" value={filters.until} onChange={(event) => set("until", event.currentTarget.value)} />
          <Select label="Status" placeholder="Any" clearable data={STATUSES} value={filters.status || null} onChange={(value) => set("status", value ?? "")} />
          <Select label="Direction" placeholder="Any" clearable data={DIRECTIONS} value={filters.direction || null} onChange={(value) => set("direction", value ?? "")} />
        </SimpleGrid>
        <Tooltip label="Clear the filters">
          <ActionIcon size="lg" variant="default" aria-label="Clear the filters" disabled={!isFiltered} onClick={clear}><IconFilterOff size={17} /></ActionIcon>
        </Tooltip>
      </Group>
    </Card>
  );
}

function MakeOne({ label = "Make a call" }: { label?: string }) {
  return <Button component={Link} to="/calls/new" leftSection={<IconPhonePlus size={16} />}>{label}</Button>;
}

function NoCalls({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <Empty icon={<IconFilterOff size={26} />} title="No call matches">Loosen a filter. Dates are whole days in UTC.</Empty>;
  return <Empty icon={<IconPhone size={26} />} title="No calls yet" action={<MakeOne label="Make the first" />}>Whoever your code or a handset calls shows up here at once.</Empty>;
}

function useRows(accountSid: string, filters: Record<Name, string>) {
  const list = useCalls(accountSid, filters);
  const all = listed(list.data?.pages);
  const rows = filters.direction ? all?.filter((call) => call.direction === filters.direction) : all;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const wantsMore = Boolean(filters.direction && rows && rows.length < ENOUGH && all!.length < PAGES_MOST * PAGE_SIZE && hasNextPage && !isFetchingNextPage);
  useEffect(() => { if (wantsMore) void fetchNextPage(); }, [wantsMore, fetchNextPage]);
  return { list, rows: wantsMore && rows?.length === 0 ? undefined : rows };
}

export function Calls() {
  const { account_sid } = useSession();
  const navigate = useNavigate();
  const state = useFilters();
  const { list, rows } = useRows(account_sid, state.filters);
  return (
    <Page title="Calls" about="Newest first, as they happen." actions={<MakeOne />}>
      <Filters {...state} />
      <Card padding={0}>
        <Listing
          label="Calls" rows={rows} columns={COLUMNS} rowKey={(row) => row.sid} error={list.error} onRetry={() => void list.refetch()} isFetching={list.isFetching}
          card={(row) => <CallCard row={row} />} onOpen={(row) => void navigate(`/calls/${row.sid}`)} empty={<NoCalls isFiltered={state.isFiltered} />}
        />
      </Card>
      {rows && (rows.length > 0 || list.hasNextPage) && (
        <Group justify="space-between" mt="md">
          <Text fz="sm" c="dimmed">{plural(rows.length, "call")}{list.hasNextPage ? " so far" : ""}</Text>
          {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show older</Button>}
        </Group>
      )}
    </Page>
  );
}

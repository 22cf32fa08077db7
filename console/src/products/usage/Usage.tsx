import { Card, Center, Group, Loader, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconChartHistogram } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { UsageRecord } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { Listing, type Column } from "@/parts/Listing";
import { Page } from "@/parts/Page";
import { Problem } from "@/parts/Problem";
import { useSession } from "@/products/console/session";
import { money } from "@/words/numbers";
import { utcDay } from "@/words/when";
import { useBalance, useDaily, useRecords } from "./queries";
import { byDay, used, type Measure } from "./rules";
import { Triggers } from "./Triggers";

const Plot = lazy(() => import("./Plot"));

function PerDay() {
  const { account_sid } = useSession();
  const [length, setLength] = useState("30");
  const [measure, setMeasure] = useState<Measure>("count");
  const since = utcDay(Number(length) - 1);
  const records = useDaily(account_sid, since);
  const days = byDay(records.data ?? [], measure, since, utcDay());
  const waiting = <Center h={320}><Loader type="dots" aria-label="Loading" /></Center>;
  return (
    <Card>
      <Group justify="space-between" mb="md">
        <Title order={2}>A day at a time</Title>
        <Group gap="xs">
          <SegmentedControl size="xs" aria-label="Measure" value={measure} onChange={(value) => setMeasure(value as Measure)} data={[{ value: "count", label: "Count" }, { value: "price", label: "Price" }]} />
          <SegmentedControl size="xs" aria-label="Days shown" value={length} onChange={setLength} data={[{ value: "7", label: "7 days" }, { value: "30", label: "30 days" }, { value: "90", label: "90 days" }]} />
        </Group>
      </Group>
      {records.error && !records.data ? <Problem error={records.error} onRetry={() => void records.refetch()} />
        : records.isPending ? waiting
        : used(days).length === 0 ? <Empty icon={<IconChartHistogram size={26} />} title="Nothing used in these days">Send a text: it shows here within a minute.</Empty>
        : <Suspense fallback={waiting}><Plot days={days} measure={measure} /></Suspense>}
      <Text fz="xs" c="dimmed" mt="xs">Days are UTC.</Text>
    </Card>
  );
}

const COLUMNS: Column<UsageRecord>[] = [
  { key: "category", title: "Category", card: "head", render: (row) => <div><Text span fz="sm" fw={500}>{row.description || row.category}</Text> <span className="mono quiet">{row.category}</span></div> },
  { key: "count", title: "Count", align: "right", width: 150, render: (row) => `${Number(row.count || 0).toLocaleString()} ${row.count_unit ?? ""}` },
  { key: "usage", title: "Usage", align: "right", width: 160, render: (row) => `${Number(row.usage || 0).toLocaleString()} ${row.usage_unit ?? ""}` },
  { key: "price", title: "Price", align: "right", width: 120, render: (row) => money(row.price, row.price_unit) },
];

const SPANS = [{ value: "Today", label: "Today" }, { value: "ThisMonth", label: "This month" }, { value: "LastMonth", label: "Last month" }, { value: "AllTime", label: "All time" }];

function PerCategory() {
  const { account_sid } = useSession();
  const [list, setList] = useState("ThisMonth");
  const records = useRecords(account_sid, list);
  const rows = records.data?.filter((row) => Number(row.count) !== 0 || Number(row.usage) !== 0 || Number(row.price) !== 0);
  return (
    <Card padding={0}>
      <Group justify="space-between" p="lg" pb="md"><Title order={2}>By category</Title><SegmentedControl size="xs" aria-label="Span" value={list} onChange={setList} data={SPANS} /></Group>
      <Listing label="Usage by category" rows={rows} columns={COLUMNS} rowKey={(row) => row.category + row.start_date} error={records.error} onRetry={() => void records.refetch()} empty={<Empty icon={<IconChartHistogram size={26} />} title="Nothing used in this span" />} />
    </Card>
  );
}

function BalanceNow() {
  const { account_sid } = useSession();
  const balance = useBalance(account_sid);
  if (!balance.data) return null;
  return <div style={{ textAlign: "right" }}><Text fz="xs" c="dimmed">Balance</Text><Text fz={24} fw={600} lh={1.2}>{money(balance.data.balance, balance.data.currency)}</Text></div>;
}

export function Usage() {
  return (
    <Page title="Usage" about="What was used and what it would have cost by the price list. Categories with others inside them overlap." actions={<BalanceNow />}>
      <Stack gap="lg"><PerDay /><PerCategory /><Triggers /></Stack>
    </Page>
  );
}

import { Box, Card, Center, Grid, Group, Loader, SegmentedControl, Text, Title } from "@mantine/core";
import { IconChartDots } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { QueueState, QueueWait } from "@/api/types";
import { Empty } from "@/parts/Empty";
import { Problem } from "@/parts/Problem";
import { plural } from "@/words/numbers";
import { useWaits } from "./queries";
import { outcomeOf, shares, typical, waited } from "./rules";
import classes from "./queues.module.css";

// In a chunk of its own because the charts are heavy.
const OverTime = lazy(async () => ({ default: (await import("./WaitPlots")).OverTime }));
const ByHour = lazy(async () => ({ default: (await import("./WaitPlots")).ByHour }));

const SPANS = [{ value: "1", label: "Hour" }, { value: "24", label: "Day" }, { value: "168", label: "Week" }];
const WORDS: Record<string, string> = { "1": "hour", "24": "day", "168": "week" };

const waiting = <Center h={260}><Loader type="dots" aria-label="Loading" /></Center>;

function percent(share: number): string {
  return share > 0 && share < 0.005 ? "<1 %" : `${Math.round(100 * share)} %`;
}

function Outcomes({ waits }: { waits: QueueWait[] }) {
  const parts = shares(waits);
  return (
    <section aria-label="How waits ended">
      <div className={classes.shares} role="img" aria-label={parts.map((one) => `${one.label} ${percent(one.share)}`).join(", ")}>
        {parts.map((one) => <span key={one.result} style={{ flexGrow: one.share, background: `var(--mantine-color-${outcomeOf(one.result).colour}-6)` }} title={one.label} />)}
      </div>
      <Box mt="sm">
        {parts.map((one) => (
          <div key={one.result} className={classes.shareLine}>
            <span className={classes.dot} style={{ background: `var(--mantine-color-${one.colour}-6)` }} aria-hidden /><span style={{ flex: 1, minWidth: 0 }}>{one.label}</span>
            <Text span fz="sm" c="dimmed">{one.count.toLocaleString()}</Text><Text span fz="sm" fw={500} w={48} ta="right">{percent(one.share)}</Text>
          </div>
        ))}
      </Box>
    </section>
  );
}

function Plots({ waits, hours }: { waits: QueueWait[]; hours: number }) {
  const until = Date.now();
  const usual = typical(waits);
  return (
    <Suspense fallback={waiting}>
      <Grid gap="xl">
        <Grid.Col span={12}><Title order={3} mb="xs">As they ended</Title><Box role="img" aria-label="Waits over time"><OverTime waits={waits} since={until - hours * 3_600_000} until={until} /></Box></Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}><Title order={3} mb="xs">Average by hour of the day</Title><Box role="img" aria-label="Waits by hour"><ByHour waits={waits} /></Box></Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Title order={3} mb="sm">How they ended</Title>
          <Outcomes waits={waits} />
          {usual && <Text fz="sm" c="dimmed" mt="sm">{plural(waits.length, "wait")}: half took up to {waited(usual.median)}, nine of ten up to {waited(usual.most)}.</Text>}
        </Grid.Col>
      </Grid>
    </Suspense>
  );
}

/** How long callers waited, and what became of them. */
export function Waits({ queue }: { queue: QueueState }) {
  const [span, setSpan] = useState("24");
  const found = useWaits(queue, Number(span));
  return (
    <Card>
      <Group justify="space-between" mb="md"><Title order={2}>Waits</Title><SegmentedControl size="xs" aria-label="How far back" data={SPANS} value={span} onChange={setSpan} /></Group>
      {found.error && !found.data ? <Problem error={found.error} onRetry={() => void found.refetch()} />
        : !found.data ? waiting
        : found.data.length === 0 ? <Empty icon={<IconChartDots size={26} />} title={`No wait has ended within this ${WORDS[span]}`}>Each dot will be a caller: when the wait ended, how long it was, and how it came out.</Empty>
        : <Plots waits={found.data} hours={Number(span)} />}
    </Card>
  );
}

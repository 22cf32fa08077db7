import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis, type TooltipContentProps } from "recharts";
import type { QueueWait } from "@/api/types";
import { party, plural } from "@/words/numbers";
import { atTime, shortly } from "@/words/when";
import { byHour, dots, firstShown, outcomeOf, waited, type Dot, type Hour } from "./rules";

const TICK = { fontSize: 12, fill: "var(--mantine-color-dimmed)" };
const BOX = { background: "var(--surface)", border: "1px solid var(--line)", borderRadius: 10, fontSize: 13, padding: "8px 12px" };
const HEIGHT = 260;
const [DAY_MS, TEN_MINUTES_MS] = [86_400_000, 600_000];

export function colourOf(result: string): string {
  return `var(--mantine-color-${outcomeOf(result).colour}-6)`;
}

type Shown = Pick<TooltipContentProps<number, string>, "active" | "payload">;

function AboutDot({ active, payload }: Shown) {
  const dot = active ? (payload?.[0]?.payload as Dot | undefined) : undefined;
  if (!dot) return null;
  return <div style={BOX}><b>{waited(dot.seconds)}</b> {party(dot.from)}<br />{outcomeOf(dot.result).label}, {shortly(new Date(dot.at).toISOString())}</div>;
}

/** Each wait that ended, where it ended: how long it was, and how it came out. */
export function OverTime({ waits, since, until }: { waits: QueueWait[]; since: number; until: number }) {
  const from = firstShown(waits, since, until);
  const shownMs = until - from;
  const tick = (at: number) => (shownMs > DAY_MS * 1.1 ? shortly(new Date(at).toISOString()).split(",")[0]! : atTime(new Date(at).toISOString()).slice(0, shownMs < TEN_MINUTES_MS ? 8 : 5));
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <ScatterChart margin={{ top: 8, right: 12, left: 0, bottom: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis type="number" dataKey="at" domain={[from, until]} tickFormatter={tick} tick={TICK} tickLine={false} axisLine={false} minTickGap={40} tickCount={7} />
        <YAxis type="number" dataKey="seconds" tickFormatter={waited} tick={TICK} tickLine={false} axisLine={false} width={52} />
        <ZAxis range={[34, 34]} />
        <Tooltip content={(shown) => <AboutDot {...(shown as unknown as Shown)} />} cursor={{ stroke: "var(--line)" }} />
        {Object.entries(dots(waits)).map(([result, data]) => <Scatter key={result} name={outcomeOf(result).label} data={data} fill={colourOf(result)} fillOpacity={0.75} isAnimationActive={false} />)}
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function AboutHour({ active, payload }: Shown) {
  const hour = active ? (payload?.[0]?.payload as Hour | undefined) : undefined;
  if (!hour || hour.average === null) return null;
  return <div style={BOX}>{hour.hour}:00 to {hour.hour + 1}:00: <b>{waited(hour.average)}</b> on average<br />{plural(hour.count, "caller")}, the longest {waited(hour.longest ?? 0)}</div>;
}

/** The average wait by the hour of the day in which it began. */
export function ByHour({ waits }: { waits: QueueWait[] }) {
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <BarChart data={byHour(waits)} margin={{ top: 8, right: 8, left: 0, bottom: 0 }} barCategoryGap="18%">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="hour" tick={TICK} tickLine={false} axisLine={false} interval={2} />
        <YAxis tickFormatter={waited} tick={TICK} tickLine={false} axisLine={false} width={52} />
        <Tooltip content={(shown) => <AboutHour {...(shown as unknown as Shown)} />} cursor={{ fill: "var(--surface-sunk)" }} />
        <Bar dataKey="average" fill="var(--mantine-color-rack-6)" radius={[3, 3, 0, 0]} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

export default { OverTime, ByHour };

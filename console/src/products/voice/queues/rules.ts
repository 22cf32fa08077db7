import type { QueueWait } from "@/api/types";
import { talkTime } from "@/words/when";

export interface Outcome {
  result: string;
  label: string;
  colour: string;
}

const OUTCOMES: Record<string, Omit<Outcome, "result">> = {
  bridged: { label: "Connected", colour: "rack" },
  "bridging-in-process": { label: "Hung up during the whisper", colour: "cyan" },
  redirected: { label: "Taken out over the API", colour: "indigo" },
  "redirected-from-bridged": { label: "Connected, then redirected", colour: "blue" },
  leave: { label: "Left for another document", colour: "lamp" },
  hangup: { label: "Hung up while waiting", colour: "orange" },
  "queue-full": { label: "The queue was full", colour: "grape" },
  error: { label: "Stopped by an error", colour: "red" },
  "system-error": { label: "Stopped by a fault here", colour: "red" },
};
const ORDER = Object.keys(OUTCOMES);

/** How a wait ended, in words. */
export function outcomeOf(result: string | null): Outcome {
  const known = OUTCOMES[result ?? ""];
  return { result: result ?? "", label: known?.label ?? (result ?? "unknown").replaceAll("-", " "), colour: known?.colour ?? "gray" };
}

export interface Share extends Outcome {
  count: number;
  /** 0 to 1. */
  share: number;
}

/** How many waits ended how: the good ones first. */
export function shares(waits: QueueWait[]): Share[] {
  const counts = new Map<string, number>();
  for (const { result } of waits) counts.set(result ?? "", (counts.get(result ?? "") ?? 0) + 1);
  const rank = (result: string) => (ORDER.includes(result) ? ORDER.indexOf(result) : ORDER.length);
  return [...counts].map(([result, count]) => ({ ...outcomeOf(result), count, share: count / waits.length })).sort((a, b) => rank(a.result) - rank(b.result));
}

export interface Dot {
  /** When it ended, milliseconds since the epoch. */
  at: number;
  seconds: number;
  from: string;
  result: string;
}

/** What is drawn over time: ended waits, for each way of ending. */
export function dots(waits: QueueWait[]): Record<string, Dot[]> {
  const found: Record<string, Dot[]> = {};
  for (const one of waits) {
    if (one.left_at === null) continue;
    (found[one.result ?? ""] ??= []).push({ at: Date.parse(one.left_at), seconds: one.wait_ms / 1000, from: one.from, result: one.result ?? "" });
  }
  return found;
}

export interface Hour {
  /** 0 to 23, where the reader is. */
  hour: number;
  count: number;
  /** Seconds; null where nobody waited. */
  average: number | null;
  longest: number | null;
}

/** Waits by the hour of the day in which they began. */
export function byHour(waits: QueueWait[], hourOf = (moment: string) => new Date(moment).getHours()): Hour[] {
  const kept: number[][] = Array.from({ length: 24 }, () => []);
  for (const one of waits) kept[hourOf(one.enqueued_at)]!.push(one.wait_ms / 1000);
  return kept.map((all, hour) => ({
    hour, count: all.length, average: all.length ? all.reduce((sum, one) => sum + one, 0) / all.length : null, longest: all.length ? Math.max(...all) : null,
  }));
}

/** Half waited at most so long, and nine of ten; seconds. Null where nobody waited. */
export function typical(waits: QueueWait[]): { median: number; most: number } | null {
  const sorted = waits.map((one) => one.wait_ms / 1000).sort((a, b) => a - b);
  const of = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  return sorted.length ? { median: of(0.5), most: of(0.9) } : null;
}

/** Seconds as one waits them: `0 s`, `1.5 s`, `42 s`, `2:05`. */
export function waited(seconds: number): string {
  if (seconds >= 59.5) return talkTime(Math.round(seconds));
  return `${seconds > 0 && seconds < 9.95 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
}

/** Where the drawing begins: at `since`, or shortly before the first wait that ended after it. Milliseconds since the epoch. */
export function firstShown(waits: QueueWait[], since: number, until: number): number {
  const first = Math.min(until, ...waits.flatMap((one) => (one.left_at ? [Date.parse(one.left_at)] : [])));
  return Math.max(since, first - Math.max(10_000, (until - first) / 20));
}

function escaped(name: string): string {
  return name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** The document that puts a caller in line. */
export function enqueueTwiml(name: string): string {
  return `<Response>\n  <Enqueue>${escaped(name)}</Enqueue>\n</Response>`;
}

/** The document with which one serves whoever is next. */
export function serveTwiml(name: string): string {
  return `<Response>\n  <Dial>\n    <Queue>${escaped(name)}</Queue>\n  </Dial>\n</Response>`;
}

import type { UsageRecord } from "@/api/types";

/** Categories that do not contain one another, so that a stack of them counts nothing twice. */
export const PLOTTED = [
  { category: "sms-outbound", label: "Texts out" },
  { category: "sms-inbound", label: "Texts in" },
  { category: "mms-outbound", label: "Pictures out" },
  { category: "mms-inbound", label: "Pictures in" },
  { category: "calls", label: "Calls" },
  { category: "phonenumbers", label: "Numbers" },
] as const;

export type Measure = "count" | "price";

export interface Day {
  day: string;
  [category: string]: number | string;
}

/** One row a day from `since` to `until` (UTC, inclusive), days without use as zeros. */
export function byDay(records: UsageRecord[], measure: Measure, since: string, until: string): Day[] {
  const days = new Map<string, Day>();
  for (let at = Date.parse(since); at <= Date.parse(until); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    days.set(day, { day, ...Object.fromEntries(PLOTTED.map((one) => [one.category, 0])) });
  }
  for (const record of records) {
    const row = days.get(record.start_date);
    if (row && record.category in row) row[record.category] = Math.abs(Number(record[measure]));
  }
  return [...days.values()];
}

/** The categories that were used at all. */
export function used(days: Day[]): typeof PLOTTED[number][] {
  return PLOTTED.filter((one) => days.some((day) => Number(day[one.category]) > 0));
}

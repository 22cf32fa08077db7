import { expect, it } from "vitest";
import type { UsageRecord } from "@/api/types";
import { byDay, used } from "./rules";

const record = (category: string, start_date: string, count: string) => ({
  category, start_date, end_date: start_date, count, count_unit: "messages", usage: count, usage_unit: "segments", price: "0.0075", price_unit: "usd", description: "",
}) as UsageRecord;

it("fills days without use with zeros and leaves overlapping categories out of the stack", () => {
  const days = byDay([record("sms-outbound", "2026-11-02", "4"), record("sms", "2026-11-02", "4")], "count", "2026-11-01", "2026-11-03");
  expect(days.map((day) => day["sms-outbound"])).toEqual([0, 4, 0]);
  expect(used(days).map((one) => one.category)).toEqual(["sms-outbound"]);
});

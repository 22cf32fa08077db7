import { describe, expect, it } from "vitest";
import type { QueueWait } from "@/api/types";
import { byHour, dots, firstShown, shares, typical, waited } from "./rules";

const moment = (hour: number, second = 0) => new Date(Date.UTC(2026, 0, 1, hour, 0, second)).toISOString();
const wait = (hour: number, seconds: number, result = "bridged"): QueueWait => ({
  sid: "QW1", account_sid: "AC1", queue_sid: "QU1", queue_name: "support", call_sid: "CA1", from: "+14155550123", status: "over", result, agent_call_sid: null, workflow_sid: null,
  enqueued_at: moment(hour), left_at: moment(hour, seconds), wait_ms: seconds * 1000,
});
const hourOf = (at: string) => new Date(at).getUTCHours();

describe("waits", () => {
  it("are shared out by how they ended, the good ones first, those unknown last", () => {
    const told = shares([wait(9, 1, "hangup"), wait(9, 1), wait(9, 1), wait(9, 1, "something-new")]);
    expect(told.map(({ result, count, share, label }) => [result, count, share, label])).toEqual([
      ["bridged", 2, 0.5, "Connected"], ["hangup", 1, 0.25, "Hung up while waiting"], ["something-new", 1, 0.25, "something new"],
    ]);
  });

  it("have an average for each hour of the day in which they began", () => {
    const hours = byHour([wait(9, 10), wait(9, 30), wait(17, 5)], hourOf);
    expect(hours).toHaveLength(24);
    expect([hours[9], hours[17], hours[3]]).toEqual([{ hour: 9, count: 2, average: 20, longest: 30 }, { hour: 17, count: 1, average: 5, longest: 5 }, { hour: 3, count: 0, average: null, longest: null }]);
  });

  it("are drawn where they ended", () => {
    expect(dots([wait(9, 10)])).toEqual({ bridged: [{ at: Date.parse(moment(9, 10)), seconds: 10, from: "+14155550123", result: "bridged" }] });
    expect(dots([{ ...wait(9, 10), left_at: null }])).toEqual({});
  });

  it("are told in seconds up to a minute", () => {
    expect([0, 0.25, 1, 9.97, 42.4, 59.7, 125].map(waited)).toEqual(["0 s", "0.3 s", "1 s", "10 s", "42 s", "1:00", "2:05"]);
  });

  it("fill the drawing, however young the queue is", () => {
    const [since, until] = [Date.parse(moment(0)), Date.parse(moment(9, 100))];
    expect((until - firstShown([wait(9, 0)], since, until)) / 1000).toBe(110);
    expect(firstShown([], since, until)).toBe(until - 10_000);
  });

  it("are typical up to the median, and up to nine of ten", () => {
    expect(typical(Array.from({ length: 10 }, (_, at) => wait(9, at + 1)))).toEqual({ median: 5, most: 9 });
    expect(typical([])).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { Call, CallStep, LegQuality } from "@/api/types";
import { answerer, figuresOf, gathered, gradeOf, grown, lossPercent, merged, settled, stretches } from "./rules";

const at = (second: number, kind: CallStep["kind"], text: string, detail: Record<string, unknown> = {}): CallStep => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(), kind, text, detail,
});
const leg = (figures: Partial<LegQuality>): LegQuality => ({
  codec: "PCMU", packets_sent: 0, packets_received: 500, lost: 0, remote_lost: 0, concealed: 0, late: 0, jitter_ms: 0, jitter_max_ms: 0, round_trip_ms: null, mos: 4.4, ...figures,
});
const call = (sid: string) => ({ sid }) as Call;

describe("the life of a call and of those it dialled", () => {
  it("is told in one order, with the time since it began", () => {
    const told = merged([
      { call: call("CAparent"), steps: [at(0, "state", "initiated"), at(5, "twiml", "Dial"), at(9, "state", "completed")] },
      { call: call("CAchild"), steps: [at(6, "signalling", "INVITE"), at(7, "state", "answered")] },
    ]);
    expect(told.map((one) => one.step.text)).toEqual(["initiated", "Dial", "INVITE", "answered", "completed"]);
    expect(told.map((one) => one.afterMs)).toEqual([0, 5000, 6000, 7000, 9000]);
    expect(stretches(told).map((one) => [one.isChild, one.steps.length])).toEqual([[false, 2], [true, 2], [false, 1]]);
  });

  it("draws legs that ring at once in one lane", () => {
    const told = merged([
      { call: call("CAparent"), steps: [at(0, "twiml", "Dial")] },
      { call: call("CAone"), steps: [at(1, "state", "ringing"), at(3, "state", "answered")] },
      { call: call("CAother"), steps: [at(2, "state", "ringing"), at(4, "state", "canceled")] },
    ]);
    expect(stretches(told).map((one) => one.calls.map(({ sid }) => sid))).toEqual([["CAparent"], ["CAone", "CAother"]]);
  });

  it("shows a webhook once: as begun until its record is there", () => {
    const asking = at(1, "webhook", "POST http://a/twiml");
    const record = at(1, "webhook", "POST http://a/twiml: 200", { sid: "WR1", method: "POST", url: "http://a/twiml" });
    expect(settled([asking])).toEqual([asking]);
    expect(settled([asking, record])).toEqual([record]);
  });

  it("reads keys pressed one after another as one", () => {
    expect(gathered([at(1, "digits", "4"), at(2, "digits", "2"), at(3, "twiml", "Say"), at(4, "digits", "#")]).map((one) => one.text)).toEqual(["42", "Say", "#"]);
  });
});

it("tells a person from a machine, where that was asked", () => {
  expect([null, "human", "machine_end_beep", "machine_new_kind"].map(answerer)).toEqual([null, "a person", "a machine, waited for until its beep", "machine new kind"]);
});

describe("how a leg sounded", () => {
  it("is good, fair or poor by its MOS", () => {
    expect([4.4, 3.8, 3.1].map((mos) => gradeOf(leg({ mos })))).toEqual(["good", "fair", "poor"]);
    expect(gradeOf(leg({ packets_received: 0 }))).toBeNull();
  });

  it("counts loss against all that was sent to it", () => {
    expect(lossPercent(leg({ packets_received: 97, lost: 3 }))).toBe(3);
    expect(lossPercent(leg({ packets_received: 0 }))).toBeNull();
  });

  it("says what was not measured", () => {
    expect(figuresOf(leg({ mos: 4.2, jitter_ms: 3.21 })).map((one) => one.value)).toEqual(["4.20", "0.0 %", "3.2 ms", "not measured"]);
  });
});

describe("a conversation", () => {
  it("grows in the order in which it was heard and said", () => {
    const first = grown([], ["Welcome"], []);
    const second = grown(first, ["Welcome"], ["Hello"]);
    expect(grown(second, ["Welcome", "Goodbye"], ["Hello"])).toEqual([
      { side: "heard", text: "Welcome" }, { side: "said", text: "Hello" }, { side: "heard", text: "Goodbye" },
    ]);
  });

  it("is the same object while nobody speaks", () => {
    const first = grown([], ["Welcome"], []);
    expect(grown(first, ["Welcome"], [])).toBe(first);
  });
});

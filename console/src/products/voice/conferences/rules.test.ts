import { describe, expect, it } from "vitest";
import type { Attendee, ConferenceStep } from "@/api/types";
import { ending, initials, isFound, joinTwiml, lanes, nameOf, ordered } from "./rules";

const moment = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const attendee = (call_sid: string, more: Partial<Attendee> = {}): Attendee => ({
  call_sid, conference_sid: "CF1", label: null, from: "+14155550123", to: "+14155550100", direction: "inbound", status: "connected", muted: false, hold: false, coaching: false, call_sid_to_coach: null,
  start_conference_on_enter: true, end_conference_on_exit: false, is_talking: false, joined_at: moment(0), left_at: null, reason_left: null, ...more,
});
const step = (second: number, kind: string, call_sid: string): ConferenceStep => ({ at: moment(second), kind, text: "", call_sid, detail: {} });

describe("those of a conference", () => {
  it("are called by their label, else by the number at the far end", () => {
    expect(nameOf(attendee("CA1", { label: "Ann" }))).toBe("Ann");
    expect(nameOf(attendee("CA1"))).toBe("+1 415 555 0123");
    expect(nameOf(attendee("CA1", { direction: "outbound-api", to: "client:bob" }))).toBe("client:bob");
  });

  it("have two letters or digits", () => {
    expect([attendee("CA1", { label: "Ann Marie Lee" }), attendee("CA1", { label: "bob" }), attendee("CA1"), attendee("CA1", { from: "client:cy" })].map(initials)).toEqual(["AL", "BO", "23", "CY"]);
  });

  it("stand in the order they came, then who is called, then who left last", () => {
    const { inside, coming, gone } = ordered([
      attendee("CAleft", { status: "complete", left_at: moment(5) }), attendee("CAlate", { joined_at: moment(9) }), attendee("CArings", { status: "ringing", joined_at: null }), attendee("CAearly"), attendee("CAlast", { status: "complete", left_at: moment(8) }),
    ]);
    expect([inside, coming, gone].map((all) => all.map((one) => one.call_sid))).toEqual([["CAearly", "CAlate"], ["CArings"], ["CAlast", "CAleft"]]);
  });

  it("are found by a part of name or number, however it is written", () => {
    const one = attendee("CA1", { label: "Ann Lee" });
    expect(["lee", "555 0123", "(415) 555", "", "bob"].map((words) => isFound(one, words))).toEqual([true, true, true, true, false]);
  });
});

describe("who was there when", () => {
  it("is told in stretches; what is open ends with their leaving", () => {
    const steps = [step(2, "participant.muted", "CA1"), step(4, "participant.unmuted", "CA1"), step(5, "participant.held", "CA1"), step(3, "participant.muted", "CA2")];
    const [lane] = lanes([attendee("CA1", { left_at: moment(10), status: "complete" })], steps, Date.parse(moment(60)));
    const seconds = lane!.spans.map(({ kind, from, to }) => [kind, (from - Date.parse(moment(0))) / 1000, (to - Date.parse(moment(0))) / 1000]);
    expect(seconds).toEqual([["inside", 0, 10], ["muted", 2, 4], ["hold", 5, 10]]);
  });

  it("leaves out who never came in", () => {
    expect(lanes([attendee("CA1", { joined_at: null, status: "failed" })], [], 0)).toEqual([]);
  });
});

it("tells why a conference ended, and how one joins it", () => {
  expect(ending({ reason_conference_ended: "last-participant-left" })).toBe("The last one left");
  expect(ending({ reason_conference_ended: null })).toBeNull();
  expect(joinTwiml("Q&A <1>")).toContain("<Conference>Q&amp;A &lt;1></Conference>");
});

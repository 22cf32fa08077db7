import { describe, expect, it } from "vitest";
import type { HandsetCall } from "@/api/types";
import { outcomeOf, stepOf, whole, wordOf } from "./rules";

describe("the steps of a script", () => {
  it("go to a form and back unchanged", () => {
    for (const step of [{ wait_s: 1.5 }, { press: "1#" }, { say: "Yes." }, { play: "https://a/b.wav" }, { hang_up: true }]) {
      const { deed, value } = wordOf(step);
      expect(stepOf(deed, value)).toEqual(step);
    }
  });

  it("are left out while nothing is typed in them", () => {
    expect(whole([{ say: "" }, { press: "1" }, { hang_up: true }])).toEqual([{ press: "1" }, { hang_up: true }]);
  });
});

describe("what became of a call", () => {
  const call = (more: Partial<HandsetCall>) => ({ direction: "received", answered_at: null, sip_status: null, ...more }) as HandsetCall;

  it("has a word unless one talked", () => {
    expect([call({ sip_status: 486 }), call({ sip_status: 603 }), call({}), call({ direction: "placed", sip_status: 480 })].map(outcomeOf)).toEqual(["busy", "declined", "missed", "not answered"]);
    expect(outcomeOf(call({ answered_at: "2026-01-01T00:00:00.000Z" }))).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { ConsentPolicy, TrialLine } from "@/api/types";
import { bodyOf, draftOf, momentOf, pasted, placeOf, purposesOf, sentences, tally, there } from "./rules";

const POLICY: ConsentPolicy = {
  scope: "account", account_sid: "AC1", quiet_from: "21:00", quiet_until: "08:00", quiet_action: "reschedule", frequency_most: 3, frequency_hours: 168,
  requires_opt_in: true, purposes: ["marketing", "poll"], date_updated: "2026-01-01T00:00:00Z",
};

describe("pasted numbers", () => {
  it("are found in lines and columns, each once, and what is none is named", () => {
    expect(pasted('+1 (415) 555-0123\n4155550123, "+442071838750";;\nBob\t12')).toEqual({ numbers: ["+14155550123", "+442071838750"], wrong: ["Bob", "12"] });
    expect(pasted(" \n")).toEqual({ numbers: [], wrong: [] });
  });
});

describe("a policy", () => {
  it("is said in sentences", () => {
    expect(sentences(POLICY)).toEqual([
      "Quiet from 21:00 to 08:00 where the recipient is: messages wait until it ends.", "At most 3 to one person in 7 days; more fail (30693).", "Only to people who have opted in; to others it fails (30692).",
    ]);
    expect(sentences({ ...POLICY, quiet_from: null, quiet_until: null, frequency_most: null, requires_opt_in: false })).toEqual(["Nothing beyond what people have said."]);
    expect([purposesOf(POLICY), purposesOf({ ...POLICY, purposes: [] })]).toEqual(["Marketing, Poll", "all purposes"]);
  });

  it("comes back from its form as it was, and what is switched off is said too", () => {
    const { scope, account_sid, date_updated, ...rest } = POLICY;
    expect(bodyOf(draftOf(POLICY))).toEqual(rest);
    expect(bodyOf({ ...draftOf(POLICY), isQuiet: false, isCapped: false })).toMatchObject({ quiet_from: null, quiet_until: null, frequency_most: null });
  });
});

describe("a trial", () => {
  const line = (outcome: TrialLine["outcome"]): TrialLine => ({ to: "+14155550123", outcome, code: null, why: "", until: null, time_zones: [] });

  it("counts what would become of messages", () => {
    expect(tally([line("send"), line("skip"), line("send")])).toEqual({ send: 2, wait: 0, skip: 1 });
  });

  it("says moments by the recipient's clock", () => {
    expect(there("2026-06-01T13:00:00Z", ["America/Chicago"], "en-GB")).toMatch(/^Mon.* 1 Jun.* 08:00$/);
    expect([there("2026-06-01T13:00:00Z", []), there("2026-06-01T13:00:00Z", ["No/Where"])]).toEqual([null, null]);
    expect([placeOf(["America/New_York", "America/Chicago"]), placeOf(["Europe/Berlin"]), placeOf([])]).toEqual(["New York and 1 more", "Berlin", "unknown"]);
  });

  it("is about now where no time is given", () => {
    expect([momentOf(""), momentOf("soon")]).toEqual([undefined, undefined]);
    expect(momentOf("2026-06-01T10:00")).toMatch(/^2026-\d\d-\d\dT\d\d:00:00Z$/);
  });
});

import { describe, expect, it } from "vitest";
import type { CampaignState } from "@/api/types";
import { draftOf, fieldsOf, LENGTHS, rateOf, reasons, shortfall } from "./rules";

describe("a campaign", () => {
  it("is sent with its samples in order, and without what nobody said", () => {
    const draft = { ...draftOf(null, "BN1"), usecase: "MARKETING", description: " Offers ", samples: ["One", "", " Two "], optInWords: "join, Join" };
    expect(fieldsOf(draft)).toMatchObject({ BrandRegistrationSid: "BN1", Description: "Offers", MessageSamples: ["One", "Two"], HasEmbeddedLinks: "false", SubscriberOptIn: "true", OptInKeywords: ["JOIN"] });
    expect(fieldsOf(draft).HelpMessage).toBeUndefined();
  });

  it("says what its texts are short of, and when there is little room left", () => {
    expect(shortfall("Offers", LENGTHS.description)).toBe("6 of at least 40 characters");
    expect(shortfall("x".repeat(100), LENGTHS.description)).toBe("");
    expect(shortfall("x".repeat(319), LENGTHS.answer)).toBe("319 of at most 320 characters");
  });

  it("says why it failed, whatever the reason looks like", () => {
    expect(reasons([{ error_code: 30880, error_reason: "too little" }, { odd: 1 }])).toEqual([{ code: "30880", reason: "too little" }, { code: "", reason: '{"odd":1}' }]);
  });

  it("may send at the slowest network's rate", () => {
    expect(rateOf({ rate_limits: { att: { mps: 4 }, other: { mps: 2.5 } } } as unknown as CampaignState)).toBe(2.5);
    expect(rateOf({ rate_limits: null } as CampaignState)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { Webhook } from "@/api/types";
import { formOf, readable, waterfall } from "./rules";

const POSTED: Webhook = {
  sid: "WR1", account_sid: "AC1", subject_sid: "SM1", kind: "sms", url: "http://localhost:3000/sms", method: "POST", attempt: 1, at: "2026-11-23T21:00:00Z", duration_ms: 50,
  timing: { dns_ms: 1, connect_ms: 2, tls_ms: 0, first_byte_ms: 40, total_ms: 50 },
  request: { headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "From=%2B1415&Body=a+b" },
  response: { status: 200, headers: {}, body: "" }, error: null, replay_of: null,
};

describe("one exchange with a customer's server", () => {
  it("lays its stretches end to end up to the total", () => {
    const stretches = waterfall(POSTED);
    expect(stretches.map((one) => one.ms)).toEqual([1, 2, 0, 37, 10]);
    expect(stretches.at(-1)!.from + stretches.at(-1)!.ms).toBe(50);
  });

  it("reads form parameters, pluses and all", () => {
    expect(formOf(POSTED)).toEqual([["From", "+1415"], ["Body", "a b"]]);
  });

  it("indents TwiML and leaves broken JSON alone", () => {
    expect(readable("<Response><Message>hi</Message></Response>")).toBe("<Response>\n  <Message>hi</Message>\n</Response>");
    expect(readable("{oops")).toBe("{oops");
  });
});

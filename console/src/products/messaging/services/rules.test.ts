import { describe, expect, it } from "vitest";
import type { Service } from "@/api/types";
import { changes, lasting, settingsOf, usecaseName, words } from "./rules";

const SERVICE = {
  sid: "MG1", friendly_name: "Shop", usecase: "marketing", sticky_sender: true, area_code_geomatch: true, smart_encoding: true, validity_period: 36000,
  inbound_request_url: "https://shop.example/in", inbound_method: "POST", fallback_url: null, fallback_method: "POST", status_callback: null, use_inbound_webhook_on_number: false,
} as unknown as Service;

describe("a service", () => {
  it("is sent only what was changed, and an emptied address as nothing", () => {
    const before = settingsOf(SERVICE);
    expect(changes(before, before)).toEqual({});
    expect(changes(before, { ...before, sticky_sender: false, inbound_request_url: "", validity_period: 600 })).toEqual({ StickySender: "false", InboundRequestUrl: "", ValidityPeriod: "600" });
  });

  it("is for something, and says so where nobody has", () => {
    expect([usecaseName("marketing"), usecaseName(null), usecaseName("something")]).toEqual(["Marketing", "Undeclared", "something"]);
  });

  it("keeps messages so long", () => {
    expect([36_000, 5400, 45, 3601].map(lasting)).toEqual(["10 h", "90 min", "45 s", "3601 s"]);
  });
});

describe("keywords", () => {
  it("are told apart by commas and lines, each once", () => {
    expect(words("enough, Basta\nENOUGH;;  no more ")).toEqual(["ENOUGH", "BASTA", "NO MORE"]);
    expect(words("")).toEqual([]);
  });
});

import type { Service } from "@/api/types";

export interface Usecase {
  value: string;
  label: string;
  about: string;
}

/** What a service is for: consent, policies and the ledger speak of the same purposes. */
export const USECASES: Usecase[] = [
  { value: "undeclared", label: "Undeclared", about: "Not said yet" },
  { value: "notifications", label: "Notifications", about: "Orders, deliveries, appointments, alerts" },
  { value: "marketing", label: "Marketing", about: "Offers and news, to people who asked" },
  { value: "verification", label: "Verification", about: "One-time codes" },
  { value: "discussion", label: "Discussion", about: "Conversations between people" },
  { value: "poll", label: "Poll", about: "Questions whose answers are counted" },
];

export function usecaseName(value: string | null | undefined): string {
  return USECASES.find((one) => one.value === (value ?? "undeclared"))?.label ?? value!;
}

/** A service as its form holds it; seconds of validity as typed. */
export interface Settings {
  friendly_name: string;
  usecase: string;
  sticky_sender: boolean;
  area_code_geomatch: boolean;
  smart_encoding: boolean;
  validity_period: number | "";
  inbound_request_url: string;
  inbound_method: string;
  fallback_url: string;
  fallback_method: string;
  status_callback: string;
  use_inbound_webhook_on_number: boolean;
}

/** The field, and its name when sent. */
const SENT_AS: Record<keyof Settings, string> = {
  friendly_name: "FriendlyName", usecase: "Usecase", sticky_sender: "StickySender", area_code_geomatch: "AreaCodeGeomatch", smart_encoding: "SmartEncoding",
  validity_period: "ValidityPeriod", inbound_request_url: "InboundRequestUrl", inbound_method: "InboundMethod", fallback_url: "FallbackUrl",
  fallback_method: "FallbackMethod", status_callback: "StatusCallback", use_inbound_webhook_on_number: "UseInboundWebhookOnNumber",
};

export const VALIDITY_MOST_S = 36_000;

export function settingsOf(service: Service): Settings {
  return {
    friendly_name: service.friendly_name, usecase: service.usecase ?? "undeclared", sticky_sender: service.sticky_sender ?? true,
    area_code_geomatch: service.area_code_geomatch ?? true, smart_encoding: service.smart_encoding ?? true, validity_period: service.validity_period ?? VALIDITY_MOST_S,
    inbound_request_url: service.inbound_request_url ?? "", inbound_method: service.inbound_method ?? "POST", fallback_url: service.fallback_url ?? "",
    fallback_method: service.fallback_method ?? "POST", status_callback: service.status_callback ?? "", use_inbound_webhook_on_number: service.use_inbound_webhook_on_number ?? false,
  };
}

/** Only what was changed is sent. */
export function changes(before: Settings, now: Settings): Record<string, string> {
  const names = (Object.keys(SENT_AS) as (keyof Settings)[]).filter((name) => before[name] !== now[name]);
  return Object.fromEntries(names.map((name) => [SENT_AS[name], String(now[name]).trim()]));
}

/** `STOP, ENOUGH` and lines alike: each word once, in capitals. */
export function words(typed: string): string[] {
  return [...new Set(typed.split(/[,;\n]/).map((word) => word.trim().toUpperCase()).filter(Boolean))];
}

/** Seconds as one says them: `10 h`, `90 min`, `45 s`. */
export function lasting(seconds: number): string {
  if (seconds >= 3600 && seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** Shapes on the wire, spelt as the API spells them. Replaced as a whole when types are made from the API description. */

export interface Session {
  account_sid: string;
  friendly_name: string;
  csrf_token: string;
  operator: boolean;
}

/* The 2010 API */

export type MessageStatus =
  | "accepted" | "scheduled" | "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed"
  | "read" | "canceled" | "receiving" | "received" | "partially_delivered";

export interface Message {
  sid: string;
  account_sid: string;
  api_version: string;
  direction: "inbound" | "outbound-api" | "outbound-call" | "outbound-reply";
  from: string | null;
  to: string;
  body: string;
  num_segments: string;
  num_media: string;
  status: MessageStatus;
  error_code: number | null;
  error_message: string | null;
  price: string | null;
  price_unit: string | null;
  date_created: string;
  date_updated: string;
  date_sent: string | null;
  messaging_service_sid: string | null;
  uri: string;
}

export interface Media {
  sid: string;
  parent_sid: string;
  content_type: string;
  date_created: string;
  uri: string;
}

export interface Capabilities {
  voice: boolean;
  sms?: boolean;
  mms?: boolean;
  SMS?: boolean;
  MMS?: boolean;
  fax?: boolean;
}

export interface AvailablePhoneNumber {
  friendly_name: string;
  phone_number: string;
  locality: string | null;
  region: string | null;
  postal_code: string | null;
  rate_center: string | null;
  iso_country: string;
  address_requirements: string;
  capabilities: Capabilities;
}

export interface AvailableCountry {
  country_code: string;
  country: string;
  beta: boolean;
  subresource_uris: Record<string, string>;
}

export interface IncomingPhoneNumber {
  sid: string;
  account_sid: string;
  friendly_name: string;
  phone_number: string;
  voice_url: string | null;
  voice_method: string | null;
  voice_fallback_url: string | null;
  voice_fallback_method: string | null;
  voice_application_sid: string | null;
  sms_url: string | null;
  sms_method: string | null;
  sms_fallback_url: string | null;
  sms_fallback_method: string | null;
  sms_application_sid: string | null;
  status_callback: string | null;
  status_callback_method: string | null;
  capabilities: Capabilities;
  origin: string;
  status: string;
  date_created: string;
  date_updated: string;
}

export interface Application {
  sid: string;
  friendly_name: string;
  voice_url: string | null;
  voice_method: string | null;
  voice_fallback_url: string | null;
  sms_url: string | null;
  sms_method: string | null;
  sms_fallback_url: string | null;
  sms_status_callback: string | null;
  message_status_callback: string | null;
  status_callback: string | null;
  date_created: string;
  date_updated: string;
}

export interface Account {
  sid: string;
  friendly_name: string;
  status: "active" | "suspended" | "closed";
  type: string;
  auth_token?: string | null;
  owner_account_sid: string;
  date_created: string;
  date_updated: string;
}

export interface Key {
  sid: string;
  friendly_name: string;
  date_created: string;
  date_updated: string;
  secret?: string;
}

export interface Balance {
  account_sid: string;
  balance: string;
  currency: string;
}

export interface UsageRecord {
  category: string;
  description: string;
  count: string;
  count_unit: string;
  usage: string;
  usage_unit: string;
  price: string | number;
  price_unit: string;
  start_date: string;
  end_date: string;
}

export interface UsageTrigger {
  sid: string;
  friendly_name: string;
  usage_category: string;
  trigger_by: string;
  trigger_value: string;
  current_value: string;
  recurring: string | null;
  callback_url: string;
  callback_method: string;
  date_fired: string | null;
  date_created: string;
}

export interface CorePage {
  page: number;
  page_size: number;
  start: number;
  end: number;
  uri: string;
  first_page_uri: string;
  next_page_uri: string | null;
  previous_page_uri: string | null;
}

/* The v1 families */

export interface Meta {
  key?: string;
  page?: number;
  page_size?: number;
  url?: string;
  first_page_url?: string;
  next_page_url?: string | null;
  previous_page_url?: string | null;
}

export interface Alert {
  sid: string;
  account_sid: string;
  resource_sid: string | null;
  error_code: string;
  log_level: string;
  alert_text: string;
  request_method: string | null;
  request_url: string | null;
  more_info: string | null;
  date_generated: string;
  date_created: string;
  request_variables?: string | null;
  request_headers?: string | null;
  response_headers?: string | null;
  response_body?: string | null;
}

/* Ringback's own API */

export interface Items<T> {
  items: T[];
  meta: Meta;
}

export interface HandsetReply {
  when: string;
  body: string;
}

export interface HandsetSms {
  outcome: "delivered" | "undelivered" | "failed" | "silent";
  error_code?: number | null;
  after_s?: number;
}

export interface HandsetScript {
  answer_after_s?: number | null;
  reject?: string | null;
  then?: unknown[];
  sms?: Partial<HandsetSms> | null;
  replies?: HandsetReply[] | null;
}

export interface Handset {
  number: string;
  state: "idle" | "ringing" | "talking";
  script: HandsetScript;
  date_created: string;
}

export interface HandsetMessage {
  sid: string;
  direction: "received" | "sent";
  from: string;
  to: string;
  body: string;
  media_urls: string[];
  parts: number;
  encoding: "GSM-7" | "UCS-2";
  at: string;
}

export interface HandsetLive {
  type: "message" | "ringing" | "talking" | "ended";
  message?: HandsetMessage;
}

export interface TracePart {
  index: number;
  text: string;
  units: number;
}

export interface TraceCharacter {
  char: string;
  code_point: string;
  alphabet: string;
  units: number;
  part: number;
  forces_ucs2: boolean;
}

export interface TraceStep {
  at: string;
  what: string;
  detail: unknown;
}

export interface TraceReceipt {
  at: string;
  part: number;
  status: string;
  error_code: number | string | null;
  carrier_id: string;
}

export interface TracePrice {
  amount: string | null;
  currency: string | null;
  segments: number;
  each: string | null;
}

export interface Trace {
  message: Message;
  encoding: "GSM-7" | "UCS-2" | null;
  parts: TracePart[];
  characters: TraceCharacter[];
  timeline: TraceStep[];
  receipts: TraceReceipt[];
  webhooks: Webhook[];
  carrier: { name: string; simulated: boolean } | null;
  price: TracePrice | null;
}

export interface WebhookTiming {
  dns_ms: number | null;
  connect_ms: number | null;
  tls_ms: number | null;
  first_byte_ms: number | null;
  total_ms: number | null;
}

export interface Webhook {
  sid: string;
  account_sid: string;
  subject_sid: string | null;
  kind: string;
  url: string;
  method: string;
  attempt: number;
  at: string;
  duration_ms: number | null;
  timing: WebhookTiming | null;
  request: { headers: Record<string, string>; body: string };
  response: { status: number; headers: Record<string, string>; body: string } | null;
  error: { code: number | string | null; message: string } | null;
  replay_of: string | null;
}

export interface Job {
  sid: string;
  kind: string;
  key: string | null;
  status: string;
  due_at: string | null;
  attempts: number;
  last_error: string | null;
}

export interface Clock {
  now: string;
  kind: "real" | "test";
}

export interface LiveEvent {
  type: string;
  subject_sid: string | null;
  at: string;
  data: Record<string, unknown>;
}

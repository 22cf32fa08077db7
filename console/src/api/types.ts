/**
 * Shapes on the wire, spelt as the API spells them. Resources come from described.ts, which scripts/reference.py makes
 * from the API's declarations. Written by hand: pages, what sockets tell, and what the declarations leave open.
 */

import type { Call, CallLeg as DescribedLeg, CallTimeline, ConferenceTimeline, HandsetCall, HandsetMessage, HandsetScript, HandsetSms, IncomingPhoneNumber, Message, RecordingTranscript, Trace as DescribedTrace, Webhook } from "./described";

export type {
  ApiV2010ShortCode as ShortCode, BrandRegistrations as Brand, Consent, ConsentPolicy, DestinationAlphaSender as PoolAlpha, DoNotCall, Keywords, MessagingV1ShortCode as PoolShortCode,
  PhoneNumber as PoolNumber, Recipient, Service, UsAppToPerson as CampaignState,
} from "./described";

export type {
  Account, Alert, AlertOfListAlert as AlertRow, ApiV2010Key as Key, ApiV2010KeyOfCreateNewKey as NewKey, Application,
  AvailablePhoneNumberCountry as AvailableCountry, AvailablePhoneNumberLocal as AvailablePhoneNumber, Balance, Clock, Handset, HandsetMessage,
  HandsetReply, HandsetScript, HandsetSms, IncomingPhoneNumber, JobOfListJob as JobRow, Media, Message, Session, TracedMessage, UsageRecord,
  UsageTrigger, Webhook, Call, HandsetCall, Recording, RecordingWaveform, Attendee, Conference, Member, Queue, QueueState, QueueWait, Transcription,
} from "./described";

/* The 2010 API */

export type MessageStatus = Message["status"];

export type Capabilities = IncomingPhoneNumber["capabilities"];

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

/* Ringback's own API */

export interface Items<T> {
  items: T[];
  meta: Meta;
}

/** What a script may be told to change; what is left out stays. */
export type ScriptChange = Partial<Omit<HandsetScript, "sms">> & { sms?: Partial<HandsetSms> };

/** What a handset's line tells: a text, a call that came further, or why a deed was refused. */
export type HandsetLive =
  | { type: "message"; message: HandsetMessage }
  | { type: "ringing" | "talking" | "ended"; call: HandsetCall }
  | { type: "error"; code?: number; message: string };

/** What a hand does with a handset, over the same line. Without `call` the last one that is on is meant. */
export type HandsetDeed =
  | { type: "attend"; on: boolean }
  | { type: "dial"; to: string }
  | { type: "answer" | "hang_up"; call?: string }
  | { type: "press"; digits: string; call?: string }
  | { type: "say"; text: string; call?: string };

/* Calls */

export type CallStatus = Call["status"];

/** Figures of a leg's media, seen from here: `lost` never came in, `remote_lost` is what the other side missed. */
export interface LegQuality {
  codec: string;
  packets_sent: number;
  packets_received: number;
  lost: number;
  remote_lost: number;
  concealed: number;
  late: number;
  jitter_ms: number;
  jitter_max_ms: number;
  round_trip_ms: number | null;
  mos: number;
}

/** The declaration says only that its quality is an object. */
export type CallLeg = Omit<DescribedLeg, "quality"> & { quality: LegQuality | null };

export type StepKind = "signalling" | "twiml" | "media" | "digits" | "speech" | "webhook" | "state" | "alert";

export type CallStep = Omit<CallTimeline, "kind"> & { kind: StepKind };

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

/** A trace holds no more of an exchange than this; whose it is, and about what, is the message's to say. */
export type TracedWebhook = Omit<Webhook, "account_sid" | "subject_sid">;

/** The declaration says only that its lists hold objects. */
export type Trace = Omit<DescribedTrace, "encoding" | "parts" | "characters" | "timeline" | "receipts" | "webhooks" | "carrier" | "price"> & {
  encoding: "GSM-7" | "UCS-2";
  parts: TracePart[];
  characters: TraceCharacter[];
  timeline: TraceStep[];
  receipts: TraceReceipt[];
  webhooks: TracedWebhook[];
  carrier: { name: string; simulated: boolean } | null;
  price: TracePrice;
};

export interface LiveEvent {
  type: string;
  subject_sid: string | null;
  at: string;
  data: Record<string, unknown>;
}

/* Conferences */

export type ConferenceStep = ConferenceTimeline;

/* Transcriptions */

export interface Sentence {
  start_s: number;
  end_s: number;
  text: string;
}

/** The declaration says only that its sentences are objects. */
export type Transcript = Omit<RecordingTranscript, "sentences"> & { sentences: Sentence[] };

/* Messaging services and consent */

/** The declaration says only that use cases are objects. */
export interface CampaignUsecase {
  code: string;
  name: string;
  description: string;
  post_approval_required: boolean;
}

/** What would become of a text to somebody; the declaration says only that its lines are objects. */
export interface TrialLine {
  to: string;
  outcome: "send" | "wait" | "skip";
  code: number | null;
  why: string;
  until: string | null;
  time_zones: string[];
}

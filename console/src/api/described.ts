// Made from the declarations of resources: change those, not this file.
/** An account, or a subaccount: a part of an account with numbers, messages and a token of its own. */
export interface Account {
  /** Names this account for ever. */
  sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** Whether it may work. Its parent suspends and reactivates it; closing is final. */
  status: "active" | "suspended" | "closed";
  /** Always Full: there are no trial accounts here. */
  type: "Trial" | "Full";
  /** The primary token. Told to its owner and its parent only. */
  auth_token: string;
  /** Its parent; a parent account owns itself. */
  owner_account_sid: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  addresses?: string;
  applications?: string;
  authorized_connect_apps?: string;
  available_phone_numbers?: string;
  balance?: string;
  calls?: string;
  conferences?: string;
  connect_apps?: string;
  incoming_phone_numbers?: string;
  keys?: string;
  messages?: string;
  notifications?: string;
  outgoing_caller_ids?: string;
  queues?: string;
  recordings?: string;
  short_codes?: string;
  signing_keys?: string;
  sip?: string;
  transcriptions?: string;
  usage?: string;
};
  /** Where this resource is found. */
  uri: string;
}

/** What an account has set for itself. null means: as the server has it. */
export interface AccountSettings {
  /** The account. */
  account_sid: string;
  /** Whether webhooks may go to private addresses. null: while the server listens on loopback only. true: for the operator to say. */
  allow_private_webhooks: boolean | null;
  /** Whether media is shown only to who has credentials. */
  http_auth_media: boolean;
  /** Messages a second of every sender, over what the server's profile says. */
  message_rate_per_s: number | null;
  /** Whether STOP, START and HELP are answered and heeded; if not, that is the application's to do. */
  opt_out_keywords: boolean;
  /** Whether ten-digit numbers may text the United States in a verified campaign only, as carriers there ask; else such a text fails with 30034. */
  requires_us_registration: boolean;
  /** When something was last set. */
  date_updated: string | null;
}

/** Where a customer of the account lives. */
export interface Address {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Who lives there. */
  customer_name: string;
  /** Number and street. */
  street: string;
  /** Suite, floor and the like. */
  street_secondary: string | null;
  /** The town. */
  city: string;
  /** State or province. */
  region: string;
  /** The postal code. */
  postal_code: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** What the account calls it. */
  friendly_name: string | null;
  /** Whether help can be sent there. */
  emergency_enabled: boolean;
  /** Whether its parts have the form they should. */
  validated: boolean;
  /** Whether someone has seen that it is true. */
  verified: boolean;
  /** When it was told. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** Something that went wrong, or looks as if it would. Kept for 30 days. */
export interface Alert {
  /** Whose trouble it is. */
  account_sid: string;
  /** What happened, as form pairs: Msg, ErrorCode, LogLevel and what else is known. */
  alert_text: string;
  /** The version of the API it came up in. */
  api_version: string;
  /** When it was written down. */
  date_created: string;
  /** When it happened. */
  date_generated: string;
  /** The same: alerts do not change. */
  date_updated: string;
  /** The five-digit code of the trouble. */
  error_code: string;
  /** How bad it is. */
  log_level: "error" | "warning" | "notice" | "debug";
  /** Where the code is explained. */
  more_info: string;
  /** How the URL was asked. */
  request_method: string | null;
  /** The URL it came up with. */
  request_url: string | null;
  /** The parameters that were sent, as form pairs. */
  request_variables: string | null;
  /** The headers that were sent, as form pairs. */
  request_headers: string | null;
  /** The message, call or other thing it is about. */
  resource_sid: string;
  /** What the server answered. */
  response_body: string | null;
  /** The answer's headers, as form pairs. */
  response_headers: string | null;
  /** Names this alert for ever. */
  sid: string;
  /** The service it belongs to, if any. */
  service_sid: string | null;
  /** Where this resource is found. */
  url: string;
}

/** Something that went wrong, or looks as if it would. Kept for 30 days. */
export interface AlertOfListAlert {
  /** Whose trouble it is. */
  account_sid: string;
  /** What happened, as form pairs: Msg, ErrorCode, LogLevel and what else is known. */
  alert_text: string;
  /** The version of the API it came up in. */
  api_version: string;
  /** When it was written down. */
  date_created: string;
  /** When it happened. */
  date_generated: string;
  /** The same: alerts do not change. */
  date_updated: string;
  /** The five-digit code of the trouble. */
  error_code: string;
  /** How bad it is. */
  log_level: "error" | "warning" | "notice" | "debug";
  /** Where the code is explained. */
  more_info: string;
  /** How the URL was asked. */
  request_method: string | null;
  /** The URL it came up with. */
  request_url: string | null;
  /** The message, call or other thing it is about. */
  resource_sid: string;
  /** Names this alert for ever. */
  sid: string;
  /** The service it belongs to, if any. */
  service_sid: string | null;
  /** Where this resource is found. */
  url: string;
}

/** The name a service sends from where no country has one of its own. */
export interface AlphaSender {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The service whose pool it is in. */
  service_sid: string;
  /** When it joined. */
  date_created: string;
  /** The same: what is in a pool does not change. */
  date_updated: string;
  /** The name: 1 to 11 letters, digits, spaces and - + _ &. */
  alpha_sender: string;
  /** What it can carry: SMS. */
  capabilities: Array<string>;
  /** Where this resource is found. */
  url: string;
}

export interface AnswerCallerIdValidationParameters {
  /** What was keyed in. */
  Digits?: string;
}

export interface ApiV2010CreateNewKeyParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

/** A key with which a program enters in the place of SID and token. Made here, it is a standard one. */
export interface ApiV2010Key {
  /** Names this key for ever; the user name when it is used. */
  sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** A key with which a program enters in the place of SID and token. Made here, it is a standard one. */
export interface ApiV2010KeyOfCreateNewKey {
  /** Names this key for ever; the user name when it is used. */
  sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** The password when it is used. Told once. */
  secret: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

export interface ApiV2010ListShortCodeParameters {
  /** The code. */
  ShortCode?: string;
  /** What the account calls it. */
  FriendlyName?: string;
}

/** A short code the account leases. */
export interface ApiV2010ShortCode {
  /** Names it while it is leased. */
  sid: string;
  /** Who leases it. */
  account_sid: string;
  /** The code. */
  short_code: string;
  /** What the account calls it. */
  friendly_name: string;
  /** The version of the API its texts start with. */
  api_version: string;
  /** When the lease began. */
  date_created: string;
  /** When it was last set up. */
  date_updated: string;
  /** Who is asked what to do with a text. */
  sms_url: string | null;
  /** How that is asked. */
  sms_method: "GET" | "POST";
  /** Who is asked when that fails. */
  sms_fallback_url: string | null;
  /** How that is asked. */
  sms_fallback_method: "GET" | "POST";
  /** Where this resource is found. */
  uri: string;
}

export interface ApiV2010UpdateKeyParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

/** A set of URLs that numbers and calls share by naming it. At most 1,000 an account. */
export interface Application {
  /** Names this application for ever. */
  sid: string;
  /** The account it belongs to. */
  account_sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** Which TwiML its calls begin with. */
  api_version: string | null;
  /** Asked what to do with a call. */
  voice_url: string | null;
  /** How it is asked. */
  voice_method: "GET" | "POST" | null;
  /** Asked where `voice_url` fails. */
  voice_fallback_url: string | null;
  /** How it is asked. */
  voice_fallback_method: "GET" | "POST" | null;
  /** Whether callers' names are looked up. */
  voice_caller_id_lookup: boolean | null;
  /** Hears how calls go. */
  status_callback: string | null;
  /** How it is told. */
  status_callback_method: "GET" | "POST" | null;
  /** Asked what to do with a text. */
  sms_url: string | null;
  /** How it is asked. */
  sms_method: "GET" | "POST" | null;
  /** Asked where `sms_url` fails. */
  sms_fallback_url: string | null;
  /** How it is asked. */
  sms_fallback_method: "GET" | "POST" | null;
  /** The older name of `message_status_callback`. */
  sms_status_callback: string | null;
  /** Hears how messages go that name this application. */
  message_status_callback: string | null;
  /** Whether other accounts may dial it. */
  public_application_connect_enabled: boolean | null;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** Everybody who is or was in a conference, or was called into it, with the call that brought them. */
export interface Attendee {
  /** The call. */
  call_sid: string;
  /** The conference. */
  conference_sid: string;
  /** A name of its own in this conference. */
  label: string | null;
  /** Who called. */
  from: string;
  /** Who was called. */
  to: string;
  /** Inbound, or what made the call go out. */
  direction: "inbound" | "outbound-api" | "outbound-dial" | null;
  /** How far it has come; complete and failed too. */
  status: "queued" | "connecting" | "ringing" | "connected" | "complete" | "failed";
  /** Whether nobody hears it. */
  muted: boolean;
  /** Whether it hears music in place of the others. */
  hold: boolean;
  /** Whether only one hears it. */
  coaching: boolean;
  /** The one who hears it. */
  call_sid_to_coach: string | null;
  /** Whether its coming begins the conference. */
  start_conference_on_enter: boolean;
  /** Whether its leaving ends it. */
  end_conference_on_exit: boolean;
  /** Whether it talks at this moment. */
  is_talking: boolean;
  /** When it came. */
  joined_at: string | null;
  /** When it left. */
  left_at: string | null;
  /** Why it left, or never came. */
  reason_left: "conference_ended_via_api" | "moderator_ended_conference" | "participant_updated_via_api" | "participant_hung_up" | "participant_add_failed" | null;
}

/** Makes the second token the primary one. The former primary is refused from then on. */
export interface AuthTokenPromotion {
  /** The account it belongs to. */
  account_sid: string;
  /** The primary token from now on. */
  auth_token: string;
  /** When it was made. */
  date_created: string;
  /** When it was promoted. */
  date_updated: string;
  /** Where this resource is found. */
  url: string;
}

/** A country that has numbers for sale. */
export interface AvailablePhoneNumberCountry {
  /** ISO 3166 code. */
  country_code: string;
  /** Its name in English. */
  country: string;
  /** Whether its numbers are new to the platform. */
  beta: boolean;
  /** Where this resource is found. */
  uri: string;
  /** The lists of its numbers, by their kind. */
  subresource_uris: Record<string, string>;
}

/** A number that belongs to a town and is for sale. */
export interface AvailablePhoneNumberLocal {
  /** The number as it is written at home. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** Its local access and transport area, where known. */
  lata: string | null;
  /** Its town. */
  locality: string | null;
  /** The area it is billed from, by the name of its main place. */
  rate_center: string | null;
  /** Where its town is. */
  latitude: string | null;
  /** Where its town is. */
  longitude: string | null;
  /** State or province. */
  region: string | null;
  /** A postal code of its town, where known. */
  postal_code: string | null;
  /** ISO 3166 code. */
  iso_country: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
}

/** A number for machines that is for sale. */
export interface AvailablePhoneNumberMachineToMachine {
  /** The number as it is written at home. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** Its local access and transport area, where known. */
  lata: string | null;
  /** Its town. */
  locality: string | null;
  /** The area it is billed from, by the name of its main place. */
  rate_center: string | null;
  /** Where its town is. */
  latitude: string | null;
  /** Where its town is. */
  longitude: string | null;
  /** State or province. */
  region: string | null;
  /** A postal code of its town, where known. */
  postal_code: string | null;
  /** ISO 3166 code. */
  iso_country: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
}

/** A mobile number that is for sale. */
export interface AvailablePhoneNumberMobile {
  /** The number as it is written at home. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** Its local access and transport area, where known. */
  lata: string | null;
  /** Its town. */
  locality: string | null;
  /** The area it is billed from, by the name of its main place. */
  rate_center: string | null;
  /** Where its town is. */
  latitude: string | null;
  /** Where its town is. */
  longitude: string | null;
  /** State or province. */
  region: string | null;
  /** A postal code of its town, where known. */
  postal_code: string | null;
  /** ISO 3166 code. */
  iso_country: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
}

/** A number of no town that is for sale. */
export interface AvailablePhoneNumberNational {
  /** The number as it is written at home. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** Its local access and transport area, where known. */
  lata: string | null;
  /** Its town. */
  locality: string | null;
  /** The area it is billed from, by the name of its main place. */
  rate_center: string | null;
  /** Where its town is. */
  latitude: string | null;
  /** Where its town is. */
  longitude: string | null;
  /** State or province. */
  region: string | null;
  /** A postal code of its town, where known. */
  postal_code: string | null;
  /** ISO 3166 code. */
  iso_country: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
}

/** A number whose calls both sides pay that is for sale. */
export interface AvailablePhoneNumberSharedCost {
  /** The number as it is written at home. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** Its local access and transport area, where known. */
  lata: string | null;
  /** Its town. */
  locality: string | null;
  /** The area it is billed from, by the name of its main place. */
  rate_center: string | null;
  /** Where its town is. */
  latitude: string | null;
  /** Where its town is. */
  longitude: string | null;
  /** State or province. */
  region: string | null;
  /** A postal code of its town, where known. */
  postal_code: string | null;
  /** ISO 3166 code. */
  iso_country: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
}

/** A number free to call that is for sale. */
export interface AvailablePhoneNumberTollFree {
  /** The number as it is written at home. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** Its local access and transport area, where known. */
  lata: string | null;
  /** Its town. */
  locality: string | null;
  /** The area it is billed from, by the name of its main place. */
  rate_center: string | null;
  /** Where its town is. */
  latitude: string | null;
  /** Where its town is. */
  longitude: string | null;
  /** State or province. */
  region: string | null;
  /** A postal code of its town, where known. */
  postal_code: string | null;
  /** ISO 3166 code. */
  iso_country: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
}

/** A number of an internet telephone that is for sale. */
export interface AvailablePhoneNumberVoip {
  /** The number as it is written at home. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** Its local access and transport area, where known. */
  lata: string | null;
  /** Its town. */
  locality: string | null;
  /** The area it is billed from, by the name of its main place. */
  rate_center: string | null;
  /** Where its town is. */
  latitude: string | null;
  /** Where its town is. */
  longitude: string | null;
  /** State or province. */
  region: string | null;
  /** A postal code of its town, where known. */
  postal_code: string | null;
  /** ISO 3166 code. */
  iso_country: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
}

/** What is left of an account's credit. */
export interface Balance {
  /** Whose balance it is; what subaccounts spent has gone from it. */
  account_sid: string;
  /** Money, below zero where more was spent than there was. */
  balance: string;
  /** The currency of the balance. */
  currency: string;
}

/** One bind of an application that stands. */
export interface BindShown {
  role: string;
  address: string;
  tls: boolean;
  since: string;
  submits: number;
  submits_per_s: number;
  waiting: number;
}

/** One bind as it is now, in this process. */
export interface BindState {
  role: string;
  bound: boolean;
  reason: string;
}

/** A one-time password for a sole proprietor. */
export interface BrandRegistrationOtp {
  /** Whose brand it is. */
  account_sid: string;
  /** The brand. */
  brand_registration_sid: string;
}

/** A business that texts people in the United States. */
export interface BrandRegistrations {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The profile of the business. */
  customer_profile_bundle_sid: string;
  /** The profile of its messaging. */
  a2p_profile_bundle_sid: string;
  /** When it was submitted. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** STANDARD or SOLE_PROPRIETOR. */
  brand_type: "STANDARD" | "SOLE_PROPRIETOR";
  /** How far its review has come. */
  status: "PENDING" | "IN_REVIEW" | "APPROVED" | "FAILED" | "SUSPENDED" | "DELETION_PENDING" | "DELETION_FAILED";
  /** Its name in the registry; SIM… in the simulated one. */
  tcr_id: string | null;
  /** Why it failed. */
  failure_reason: string | null;
  /** What was wrong, one by one. */
  errors: Array<Record<string, unknown>>;
  /** Where this resource is found. */
  url: string;
  /** How far it is trusted, 0 to 100. */
  brand_score: number | null;
  /** What would help. */
  brand_feedback: Array<string>;
  /** Whether it is who it says. */
  identity_status: "SELF_DECLARED" | "UNVERIFIED" | "VERIFIED" | "VETTED_VERIFIED" | null;
  /** Whether it is in that index, where known. */
  russell_3000: boolean | null;
  /** Whether it is an authority, where known. */
  government_entity: boolean | null;
  /** Its tax exemption, where known. */
  tax_exempt_status: string | null;
  /** Whether nobody is to look a second time. */
  skip_automatic_sec_vet: boolean;
  /** Whether it is only for trying: approved at once, and never sends. */
  mock: boolean;
  /** Where what belongs to it is found. */
  links: {
  brand_vettings?: string;
  brand_registration_otps?: string;
};
}

/** A brand of any account, for whoever hears from the registry. */
export interface BrandReview {
  /** Names it. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** How far its review has come. */
  status: "PENDING" | "IN_REVIEW" | "APPROVED" | "FAILED" | "SUSPENDED" | "DELETION_PENDING" | "DELETION_FAILED";
  /** STANDARD or SOLE_PROPRIETOR. */
  brand_type: "STANDARD" | "SOLE_PROPRIETOR";
  /** How far it is trusted. */
  brand_score: number | null;
  /** Its name in the registry. */
  tcr_id: string | null;
  /** Why it failed. */
  failure_reason: string | null;
  /** When it was submitted. */
  date_created: string;
}

/** Somebody else's word for a brand. */
export interface BrandVetting {
  /** Whose it is. */
  account_sid: string;
  /** The brand. */
  brand_sid: string;
  /** Names it for ever. */
  brand_vetting_sid: string;
  /** When it last changed. */
  date_updated: string;
  /** When it was brought. */
  date_created: string;
  /** Its name with the provider. */
  vetting_id: string | null;
  /** Its class with the provider. */
  vetting_class: string | null;
  /** How far it has come. */
  vetting_status: string | null;
  /** Whose word it is. */
  vetting_provider: "campaign-verify" | "aegis";
  /** Where this resource is found. */
  url: string;
}

/** Up to 25 statements of who may be texted by which sender. Each has its own verdict. */
export interface BulkConsents {
  /** JSON objects: `contact_id`, `correlation_id`, `sender_id`, `status`, `source`, `date_of_consent`. */
  items: Array<Record<string, unknown>>;
}

/** Up to 25 people and where they live, so that quiet hours are theirs. Each has its own verdict. */
export interface BulkContacts {
  /** JSON objects: `contact_id`, `correlation_id`, `country_iso_code`, `zip_code`. */
  items: Array<Record<string, unknown>>;
}

/** A call, seen from one of its ends. */
export interface Call {
  /** Names this call for ever. */
  sid: string;
  /** The call whose document dialled this one. */
  parent_call_sid: string | null;
  /** Whose it is. */
  account_sid: string;
  /** Who is called: a number, client:name or a SIP address. */
  to: string;
  /** The same as people write it. */
  to_formatted: string;
  /** Who calls: a number the account owns or has verified. */
  from: string;
  /** The same as people write it. */
  from_formatted: string;
  /** The account's own number in it. */
  phone_number_sid: string | null;
  /** How far it has come. */
  status: "queued" | "ringing" | "in-progress" | "completed" | "busy" | "failed" | "no-answer" | "canceled";
  /** When it began to be dialled, or arrived. */
  start_time: string | null;
  /** When it was over. */
  end_time: string | null;
  /** Seconds since the answer; null until it is over. */
  duration: string | null;
  /** What is owed for it, negative; null until it is known. */
  price: string | null;
  /** The currency of its price. */
  price_unit: string;
  /** Inbound, or what made it go out. */
  direction: "inbound" | "outbound-api" | "outbound-dial";
  /** Human or machine, where that was asked for. */
  answered_by: string | null;
  /** Always 2010-04-01. */
  api_version: string;
  /** Who passed it on, as far as the network tells. */
  forwarded_from: string | null;
  /** The group of calls it belongs to, if any. */
  group_sid: string | null;
  /** What the network tells of the caller. */
  caller_name: string | null;
  /** Milliseconds it waited for its turn. */
  queue_time: string;
  /** The trunk it came over. */
  trunk_sid: string | null;
  /** When it was accepted, or arrived. */
  date_created: string;
  /** When anything of it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  notifications?: string;
  recordings?: string;
  payments?: string;
  events?: string;
  siprec?: string;
  streams?: string;
  transcriptions?: string;
  user_defined_messages?: string;
  user_defined_message_subscriptions?: string;
};
}

/** A request that was made for a call, and its answer. */
export interface CallEvent {
  /** What was asked. */
  request: Record<string, unknown>;
  /** What came back. */
  response: Record<string, unknown>;
}

/** What is known of a call's own connection: how it was taken, who ended it, and how it sounded. */
export interface CallLeg {
  /** The call. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The network it went over. */
  network: string | null;
  /** Whether that is the simulated carrier. */
  simulated: boolean;
  /** When it was answered. */
  answered_at: string | null;
  /** caller, callee, api or platform; null while it is on. */
  ended_by: string | null;
  /** Its Call-ID on the wire. */
  sip_call_id: string | null;
  /** The final answer to its INVITE. */
  sip_response_code: number | null;
  /** What went wrong, as a number. */
  error_code: number | null;
  /** Packets, loss, jitter and MOS of its media, once it has ended. */
  quality: Record<string, unknown> | null;
}

/** Something that went wrong in one call. Kept for 30 days. */
export interface CallNotification {
  /** Names it for ever. */
  sid: string;
  /** Whose trouble it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** 0 for an error, 1 for a warning. */
  log: string;
  /** The five-digit code of the trouble. */
  error_code: string;
  /** Where the code is explained. */
  more_info: string;
  /** What happened, as form pairs. */
  message_text: string;
  /** When it happened. */
  message_date: string;
  /** The URL it came up with. */
  request_url: string | null;
  /** How the URL was asked. */
  request_method: string | null;
  /** The parameters that were sent, as form pairs. */
  request_variables: string | null;
  /** The answer's headers, as form pairs. */
  response_headers: string | null;
  /** What the server answered. */
  response_body: string | null;
  /** When it was written down. */
  date_created: string;
  /** The same: notifications do not change. */
  date_updated: string;
  /** The call. */
  call_sid: string;
  /** Where this resource is found. */
  uri: string;
}

/** Something that went wrong in one call. Kept for 30 days. */
export interface CallNotificationOfListCallNotification {
  /** Names it for ever. */
  sid: string;
  /** Whose trouble it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** 0 for an error, 1 for a warning. */
  log: string;
  /** The five-digit code of the trouble. */
  error_code: string;
  /** Where the code is explained. */
  more_info: string;
  /** What happened, as form pairs. */
  message_text: string;
  /** When it happened. */
  message_date: string;
  /** The URL it came up with. */
  request_url: string | null;
  /** How the URL was asked. */
  request_method: string | null;
  /** When it was written down. */
  date_created: string;
  /** The same: notifications do not change. */
  date_updated: string;
  /** The call. */
  call_sid: string;
  /** Where this resource is found. */
  uri: string;
}

/** A recording of one call, also while it is made. */
export interface CallRecording {
  /** Names it for ever; Twilio.CURRENT is the one that runs. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** The call it is of. */
  call_sid: string;
  /** The conference it is of. */
  conference_sid: string | null;
  /** When it begins. */
  start_time: string;
  /** Seconds; null until it is known. */
  duration: string | null;
  /** What is owed for it, negative. */
  price: number | null;
  /** The currency of its price. */
  price_unit: string;
  /** How far it has come. */
  status: "in-progress" | "paused" | "stopped" | "processing" | "completed" | "absent" | "failed" | "deleted";
  /** 1, or 2: each side on its own. */
  channels: number;
  /** What began it. */
  source: string;
  /** Why there is nothing, as a number. */
  error_code: number | null;
  /** Which side is recorded. */
  track: string;
  /** How it is encrypted. */
  encryption_details: Record<string, unknown> | null;
  /** When it was begun. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** One thing that happened in a call: signalling, a TwiML step, a key, words, a webhook, a change of state. */
export interface CallTimeline {
  /** When. */
  at: string;
  /** signalling, twiml, media, digits, speech, webhook, alert or state. */
  kind: string;
  /** What, in words. */
  text: string;
  /** What more is known of it. */
  detail: Record<string, unknown>;
}

/** Where a validation call asks what to say next. Its token is signed; nobody else has a use for it. */
export interface CallerIdValidation {
}

/** A campaign of any account, for whoever hears from the registry. */
export interface CampaignReview {
  /** Names it. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The service whose numbers send it. */
  messaging_service_sid: string;
  /** What it is for. */
  us_app_to_person_usecase: string;
  /** How far its review has come. */
  campaign_status: "PENDING" | "IN_PROGRESS" | "VERIFIED" | "FAILED" | "SUSPENDED";
  /** Its name in the registry. */
  campaign_id: string | null;
  /** What its numbers may send together. */
  segments_a_second: number | null;
  /** When it was submitted. */
  date_created: string;
}

/** The clock that jobs, schedules and validity go by. */
export interface Clock {
  /** The present, UTC. */
  now: string;
  /** real, or test: then it leaps. */
  kind: string;
}

/** A room where calls meet. It is made by the first who joins, and over when the last one leaves. */
export interface Conference {
  /** Names it for ever; in paths its name will do while it is on. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** What it is called; no other that is on has this name. */
  friendly_name: string;
  /** Where it was asked to be mixed; all are mixed here. */
  region: string | null;
  /** init until they hear each other, in-progress, completed. */
  status: "init" | "in-progress" | "completed";
  /** Why it is over. */
  reason_conference_ended: "conference-ended-via-api" | "participant-with-end-conference-on-exit-left" | "participant-with-end-conference-on-exit-kicked" | "last-participant-kicked" | "last-participant-left" | null;
  /** Whose leaving ended it. */
  call_sid_ending_conference: string | null;
  /** When the first one came, or was called. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  participants?: string;
  recordings?: string;
};
}

/** A recording of one conference, also while it is made: the mix of all who are heard. */
export interface ConferenceRecording {
  /** Names it for ever; Twilio.CURRENT is the one that runs. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** The call it is of: null, it is of them all. */
  call_sid: string | null;
  /** The conference it is of; in paths its name will do while it is on. */
  conference_sid: string;
  /** When it begins. */
  start_time: string;
  /** Seconds; null until it is known. */
  duration: string | null;
  /** What is owed for it, negative. */
  price: string | null;
  /** The currency of its price. */
  price_unit: string;
  /** How far it has come. */
  status: "in-progress" | "paused" | "stopped" | "processing" | "completed" | "absent" | "failed" | "deleted";
  /** 1: all in one. */
  channels: number;
  /** What began it. */
  source: string;
  /** Why there is nothing, as a number. */
  error_code: number | null;
  /** How it is encrypted. */
  encryption_details: Record<string, unknown> | null;
  /** When it was begun. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** One thing that happened in a conference: an event, a request that told of one, or trouble. */
export interface ConferenceTimeline {
  /** When. */
  at: string;
  /** conference.started, participant.joined, announcement.ended, webhook, alert and so on. */
  kind: string;
  /** What, in words. */
  text: string;
  /** Whose doing it was, or to whom it was done. */
  call_sid: string | null;
  /** What more is known of it. */
  detail: Record<string, unknown>;
}

/** A line of the ledger: what somebody said about hearing from us, and how that is known. */
export interface Consent {
  /** Names it for ever. */
  sid: string;
  /** Whose ledger it is in. */
  account_sid: string;
  /** Who said it. */
  person: string;
  /** opt-in or opt-out. */
  word: "opt-out" | "opt-in";
  /** What it is about: a service's use case, or any. */
  purpose: string;
  /** sms: texts and picture messages. */
  channel: string;
  /** The number it was said to; empty: all of the account's. */
  sender: string;
  /** The Messaging Service it is about. */
  messaging_service_sid: string | null;
  /** How it is known: keyword, website, offline, agent, others. */
  source: string;
  /** The keyword. */
  said: string | null;
  /** The text that said it. */
  message_sid: string | null;
  /** In whose words, where and when; kept as it is given. */
  proof: string;
  /** When it was written down. */
  date_created: string;
}

/** When and how often people are written to. Its scope is `account`, or the SID of a Messaging Service. */
export interface ConsentPolicy {
  /** account, or a service's SID. */
  scope: string;
  /** Whose it is. */
  account_sid: string;
  /** When quiet begins where the recipient is, HH:MM; null: there are no quiet hours. */
  quiet_from: string | null;
  /** When it ends. */
  quiet_until: string | null;
  /** reschedule: sent when quiet ends; block: fails (30610). */
  quiet_action: "reschedule" | "block";
  /** Texts to one person in `frequency_hours`; more fail (30693). */
  frequency_most: number | null;
  /** The span that they are counted in. */
  frequency_hours: number;
  /** Whether people must have asked for it, by the ledger; else it fails (30692). */
  requires_opt_in: boolean;
  /** Use cases that it holds for; none: all. */
  purposes: Array<string>;
  /** When it was last said. */
  date_updated: string;
}

export interface CreateAccountParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

export interface CreateAddressParameters {
  /** Who lives there. */
  CustomerName: string;
  /** Number and street. */
  Street: string;
  /** Suite, floor and the like. */
  StreetSecondary?: string;
  /** The town. */
  City: string;
  /** State or province. */
  Region: string;
  /** The postal code. */
  PostalCode: string;
  /** ISO 3166 code. */
  IsoCountry: string;
  /** What the account calls it. */
  FriendlyName?: string;
  /** Whether help can be sent there. */
  EmergencyEnabled?: boolean;
  /** Whether it may be rewritten as its country writes addresses. */
  AutoCorrectAddress?: boolean;
}

export interface CreateAlphaSenderParameters {
  /** The name: 1 to 11 letters, digits, spaces and - + _ &. */
  AlphaSender: string;
}

export interface CreateApplicationParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** Which TwiML its calls begin with. */
  ApiVersion?: "2010-04-01" | "2008-08-01";
  /** Asked what to do with a call. */
  VoiceUrl?: string;
  /** How it is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Asked where `voice_url` fails. */
  VoiceFallbackUrl?: string;
  /** How it is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** Whether callers' names are looked up. */
  VoiceCallerIdLookup?: boolean;
  /** Hears how calls go. */
  StatusCallback?: string;
  /** How it is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** Asked what to do with a text. */
  SmsUrl?: string;
  /** How it is asked. */
  SmsMethod?: "GET" | "POST";
  /** Asked where `sms_url` fails. */
  SmsFallbackUrl?: string;
  /** How it is asked. */
  SmsFallbackMethod?: "GET" | "POST";
  /** The older name of `message_status_callback`. */
  SmsStatusCallback?: string;
  /** Hears how messages go that name this application. */
  MessageStatusCallback?: string;
  /** Whether other accounts may dial it. */
  PublicApplicationConnectEnabled?: boolean;
}

export interface CreateBrandRegistrationsParameters {
  /** The profile of the business. */
  CustomerProfileBundleSid: string;
  /** The profile of its messaging. */
  A2PProfileBundleSid: string;
  /** STANDARD or SOLE_PROPRIETOR. */
  BrandType?: "STANDARD" | "SOLE_PROPRIETOR";
  /** Whether nobody is to look a second time. */
  SkipAutomaticSecVet?: boolean;
  /** Whether it is only for trying: approved at once, and never sends. */
  Mock?: boolean;
}

export interface CreateBrandVettingParameters {
  /** Its name with the provider. */
  VettingId?: string;
  /** Whose word it is. */
  VettingProvider: "campaign-verify" | "aegis";
}

export interface CreateBulkConsentsParameters {
  /** JSON objects: `contact_id`, `correlation_id`, `sender_id`, `status`, `source`, `date_of_consent`. */
  Items: Array<Record<string, unknown>>;
}

export interface CreateBulkContactsParameters {
  /** JSON objects: `contact_id`, `correlation_id`, `country_iso_code`, `zip_code`. */
  Items: Array<Record<string, unknown>>;
}

export interface CreateCallParameters {
  /** Who is called: a number, client:name or a SIP address. */
  To?: string;
  /** Who calls: a number the account owns or has verified. */
  From?: string;
  /** Where the TwiML is that it runs. */
  Url?: string;
  /** The TwiML itself: at most 4,000 characters. Url goes before it. */
  Twiml?: string;
  /** An application whose URLs go before those given here. */
  ApplicationSid?: string;
  /** How Url is asked. */
  Method?: "GET" | "POST";
  /** What is asked when Url fails. */
  FallbackUrl?: string;
  /** How FallbackUrl is asked. */
  FallbackMethod?: "GET" | "POST";
  /** Who hears of its progress. */
  StatusCallback?: string;
  /** How StatusCallback is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** Of what: initiated, ringing, answered, completed. */
  StatusCallbackEvent?: Array<string>;
  /** Seconds it may last after the answer. */
  TimeLimit?: number;
  /** Keys pressed after the answer; w waits half a second, W a whole one. */
  SendDigits?: string;
  /** Seconds it may ring: 5 to 600. */
  Timeout?: number;
  /** Whether it is recorded from the answer on. */
  Record?: boolean;
  /** mono, or dual: each side on its own. */
  RecordingChannels?: "mono" | "dual";
  /** Which side is recorded. */
  RecordingTrack?: "inbound" | "outbound" | "both";
  /** Who hears of the recording. */
  RecordingStatusCallback?: string;
  /** How they are told. */
  RecordingStatusCallbackMethod?: "GET" | "POST";
  /** Of what: in-progress, completed, absent. */
  RecordingStatusCallbackEvent?: Array<string>;
  /** Whether silence is cut off at both ends. */
  Trim?: "trim-silence" | "do-not-trim";
  /** The name a SIP server asks for. */
  SipAuthUsername?: string;
  /** The password a SIP server asks for. */
  SipAuthPassword?: string;
  /** Enable, or DetectMessageEnd to wait for a greeting's end. */
  MachineDetection?: string;
  /** Seconds it may take: 3 to 59. */
  MachineDetectionTimeout?: number;
  /** Milliseconds of speech that make a machine: 1000 to 6000. */
  MachineDetectionSpeechThreshold?: number;
  /** Milliseconds of silence that end speech: 500 to 5000. */
  MachineDetectionSpeechEndThreshold?: number;
  /** Milliseconds of silence that end the search: 2000 to 10000. */
  MachineDetectionSilenceTimeout?: number;
  /** true: the document runs meanwhile. */
  AsyncAmd?: "true" | "false";
  /** Who hears what it was. */
  AsyncAmdStatusCallback?: string;
  /** How they are told. */
  AsyncAmdStatusCallbackMethod?: "GET" | "POST";
  /** Another number to show than From. */
  CallerId?: string;
  /** Why one calls, as the other side may see it: at most 50 characters. */
  CallReason?: string;
  /** A trunk of one's own. */
  Byoc?: string;
}

export interface CreateCallRecordingParameters {
  /** mono, or dual. */
  RecordingChannels?: "mono" | "dual";
  /** Which side is recorded. */
  RecordingTrack?: "inbound" | "outbound" | "both";
  /** Who hears of it. */
  RecordingStatusCallback?: string;
  /** How they are told. */
  RecordingStatusCallbackMethod?: "GET" | "POST";
  /** Of what: in-progress, completed, absent. */
  RecordingStatusCallbackEvent?: Array<string>;
  /** Whether silence is cut off at both ends. */
  Trim?: "trim-silence" | "do-not-trim";
}

export interface CreateConsentParameters {
  /** Who said it. */
  person: string;
  /** opt-in or opt-out. */
  word: "opt-out" | "opt-in";
  /** What it is about: a service's use case, or any. */
  purpose?: string;
  /** The number it was said to; empty: all of the account's. */
  sender?: string;
  /** The Messaging Service it is about. */
  messaging_service_sid?: string | null;
  /** How it is known: keyword, website, offline, agent, others. */
  source?: string;
  /** In whose words, where and when; kept as it is given. */
  proof: string;
  /** When it was said, if not now. */
  said_at?: string | null;
}

export interface CreateCredentialAwsParameters {
  /** The account or subaccount it is for. */
  AccountSid?: string;
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** `<access key id>:<secret access key>`. */
  Credentials: string;
}

export interface CreateCredentialPublicKeyParameters {
  /** The account or subaccount it is for. */
  AccountSid?: string;
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** The key as PEM text. */
  PublicKey: string;
}

export interface CreateDeactivatedParameters {
  /** YYYY-MM-DD; today, where none is said. */
  day?: string;
  /** Numbers in E.164, at most 10000 at once. */
  numbers: Array<string>;
}

export interface CreateDestinationAlphaSenderParameters {
  /** The name: 1 to 11 letters, digits, spaces and - + _ &. */
  AlphaSender: string;
  /** The country it is used in, ISO 3166; empty for everywhere. */
  IsoCountryCode?: string;
}

export interface CreateDoNotCallParameters {
  /** Where the entry came from. */
  source?: string;
  /** Numbers to put on the list, at most 10000. */
  numbers: Array<string>;
}

export interface CreateHandsetCallParameters {
  /** Who was called. */
  to: string;
  /** Steps: {"wait_s": 1}, {"press": "1#"}, {"say": "hello"}, {"play": URL}, {"hang_up": true}; by hand also {"answer": true}. */
  then?: Array<Record<string, unknown>>;
}

export interface CreateHandsetMessageParameters {
  /** Who received it. */
  to: string;
  /** What it says. */
  body?: string;
  /** Pictures that came along. */
  media_urls?: Array<string>;
}

export interface CreateIncomingPhoneNumberLocalParameters {
  /** The number. */
  PhoneNumber: string;
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** The address it is owned with. */
  AddressSid?: string;
  /** The version of the API its calls and texts start with. */
  ApiVersion?: string;
  /** The identity it is owned with. */
  IdentitySid?: string;
  /** The documents it is owned with. */
  BundleSid?: string;
  /** Who is asked what to do with a call. */
  VoiceUrl?: string;
  /** How that is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  VoiceFallbackUrl?: string;
  /** How that is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  VoiceApplicationSid?: string;
  /** Whether callers' names are looked up. */
  VoiceCallerIdLookup?: boolean;
  /** Whether calls are voice or fax. */
  VoiceReceiveMode?: "voice" | "fax";
  /** Who is asked what to do with a text. */
  SmsUrl?: string;
  /** How that is asked. */
  SmsMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  SmsFallbackUrl?: string;
  /** How that is asked. */
  SmsFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  SmsApplicationSid?: string;
  /** Who hears how calls end. */
  StatusCallback?: string;
  /** How that is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** The trunk that takes its calls. */
  TrunkSid?: string;
  /** Whether emergency calls from it carry its address. */
  EmergencyStatus?: "Active" | "Inactive";
  /** The address help comes to. */
  EmergencyAddressSid?: string;
}

export interface CreateIncomingPhoneNumberMobileParameters {
  /** The number. */
  PhoneNumber: string;
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** The address it is owned with. */
  AddressSid?: string;
  /** The version of the API its calls and texts start with. */
  ApiVersion?: string;
  /** The identity it is owned with. */
  IdentitySid?: string;
  /** The documents it is owned with. */
  BundleSid?: string;
  /** Who is asked what to do with a call. */
  VoiceUrl?: string;
  /** How that is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  VoiceFallbackUrl?: string;
  /** How that is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  VoiceApplicationSid?: string;
  /** Whether callers' names are looked up. */
  VoiceCallerIdLookup?: boolean;
  /** Whether calls are voice or fax. */
  VoiceReceiveMode?: "voice" | "fax";
  /** Who is asked what to do with a text. */
  SmsUrl?: string;
  /** How that is asked. */
  SmsMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  SmsFallbackUrl?: string;
  /** How that is asked. */
  SmsFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  SmsApplicationSid?: string;
  /** Who hears how calls end. */
  StatusCallback?: string;
  /** How that is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** The trunk that takes its calls. */
  TrunkSid?: string;
  /** Whether emergency calls from it carry its address. */
  EmergencyStatus?: "Active" | "Inactive";
  /** The address help comes to. */
  EmergencyAddressSid?: string;
}

export interface CreateIncomingPhoneNumberParameters {
  /** The number. */
  PhoneNumber?: string;
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** Buy any number of this area code. */
  AreaCode?: string;
  /** The address it is owned with. */
  AddressSid?: string;
  /** The version of the API its calls and texts start with. */
  ApiVersion?: string;
  /** The identity it is owned with. */
  IdentitySid?: string;
  /** The documents it is owned with. */
  BundleSid?: string;
  /** Who is asked what to do with a call. */
  VoiceUrl?: string;
  /** How that is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  VoiceFallbackUrl?: string;
  /** How that is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  VoiceApplicationSid?: string;
  /** Whether callers' names are looked up. */
  VoiceCallerIdLookup?: boolean;
  /** Whether calls are voice or fax. */
  VoiceReceiveMode?: "voice" | "fax";
  /** Who is asked what to do with a text. */
  SmsUrl?: string;
  /** How that is asked. */
  SmsMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  SmsFallbackUrl?: string;
  /** How that is asked. */
  SmsFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  SmsApplicationSid?: string;
  /** Who hears how calls end. */
  StatusCallback?: string;
  /** How that is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** The trunk that takes its calls. */
  TrunkSid?: string;
  /** Whether emergency calls from it carry its address. */
  EmergencyStatus?: "Active" | "Inactive";
  /** The address help comes to. */
  EmergencyAddressSid?: string;
}

export interface CreateIncomingPhoneNumberTollFreeParameters {
  /** The number. */
  PhoneNumber: string;
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** The address it is owned with. */
  AddressSid?: string;
  /** The version of the API its calls and texts start with. */
  ApiVersion?: string;
  /** The identity it is owned with. */
  IdentitySid?: string;
  /** The documents it is owned with. */
  BundleSid?: string;
  /** Who is asked what to do with a call. */
  VoiceUrl?: string;
  /** How that is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  VoiceFallbackUrl?: string;
  /** How that is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  VoiceApplicationSid?: string;
  /** Whether callers' names are looked up. */
  VoiceCallerIdLookup?: boolean;
  /** Whether calls are voice or fax. */
  VoiceReceiveMode?: "voice" | "fax";
  /** Who is asked what to do with a text. */
  SmsUrl?: string;
  /** How that is asked. */
  SmsMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  SmsFallbackUrl?: string;
  /** How that is asked. */
  SmsFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  SmsApplicationSid?: string;
  /** Who hears how calls end. */
  StatusCallback?: string;
  /** How that is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** The trunk that takes its calls. */
  TrunkSid?: string;
  /** Whether emergency calls from it carry its address. */
  EmergencyStatus?: "Active" | "Inactive";
  /** The address help comes to. */
  EmergencyAddressSid?: string;
}

export interface CreateMessageFeedbackParameters {
  /** confirmed, or unconfirmed. */
  Outcome?: "confirmed" | "unconfirmed";
}

export interface CreateMessageParameters {
  /** What it says: at most 1,600 characters. */
  Body?: string;
  /** Who it is from: a number, a short code or a name. */
  From?: string;
  /** Who receives it. */
  To?: string;
  /** The service that chose its sender. */
  MessagingServiceSid?: string;
  /** Where its media are fetched; at most 10. */
  MediaUrl?: Array<string>;
  /** A content template. */
  ContentSid?: string;
  /** Who hears of its progress. */
  StatusCallback?: string;
  /** An application whose MessageStatusCallback hears of its progress. */
  ApplicationSid?: string;
  /** Seconds it may wait in the queue, 1 to 36000. */
  ValidityPeriod?: number;
  /** Whether Feedback will be given. */
  ProvideFeedback?: boolean;
  /** How many times the customer has tried. */
  Attempt?: number;
  /** `discard` forgets the body once it is sent. */
  ContentRetention?: "retain" | "discard";
  /** `obfuscate` hides the last digits of To once it is sent. */
  AddressRetention?: "retain" | "obfuscate";
  /** Whether look-alikes replace characters beyond GSM-7. */
  SmartEncoded?: boolean;
  /** Whether it goes as one MMS, however long. */
  SendAsMms?: boolean;
  /** `fixed`, with SendAt. */
  ScheduleType?: string;
  /** When it leaves. */
  SendAt?: string;
}

export interface CreateNetworkParameters {
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name: string;
  /** Its host name or address. */
  host: string;
  /** Its SIP port. */
  port?: number;
  /** udp or tcp. */
  transport?: "udp" | "tcp";
  /** Who we are to it, where it asks. */
  username?: string | null;
  /** Our password there. It is never shown. */
  password?: string | null;
  /** Addresses and blocks (CIDR) that its calls come from; none: its host, where that is an address. */
  sources?: Array<string>;
  /** Numbers it takes: the longest prefix wins, then the lowest priority, then weight is its share. The prefix "" is all numbers; without any prefix no call goes out by it. */
  prefixes?: Array<Prefix>;
  /** Where national numbers are national, ISO 3166. */
  country?: string;
  /** How it writes numbers: plus (+1415…), e164 (1415…) or national (415…). */
  number_format?: "plus" | "e164" | "national";
  /** Where it reads who is calling. */
  caller_id?: "from" | "p-asserted-identity" | "remote-party-id";
  /** Codecs it is offered, the best first. */
  codecs?: Array<"PCMU" | "PCMA" | "G722">;
  /** Calls a second that it takes. */
  max_cps?: number | null;
  /** Calls at once that it takes. */
  max_calls?: number | null;
  /** Whether calls go out by it and come in from it. */
  enabled?: boolean;
  /** Whether we register with it (REGISTER). */
  register?: boolean;
}

export interface CreateNewSigningKeyParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

export interface CreateParticipantParameters {
  /** A name of its own in this conference. */
  Label?: string;
  /** Whether nobody hears it. */
  Muted?: boolean;
  /** Whether only one hears it. */
  Coaching?: boolean;
  /** The one who hears it. */
  CallSidToCoach?: string;
  /** Whether its coming begins the conference. */
  StartConferenceOnEnter?: boolean;
  /** Whether its leaving ends it. */
  EndConferenceOnExit?: boolean;
  /** What it hears until the conference begins; empty is silence. */
  WaitUrl?: string;
  /** How WaitUrl is asked. */
  WaitMethod?: "GET" | "POST";
  /** Who is called: a number, client:name or a SIP address. */
  To?: string;
  /** Who calls: a number the account owns or has verified. */
  From?: string;
  /** Whether its coming and leaving are heard. */
  Beep?: "true" | "false" | "onEnter" | "onExit";
  /** Whether it joins while it rings. */
  EarlyMedia?: boolean;
  /** How many may be in the conference: 2 to 250. */
  MaxParticipants?: number;
  /** How much of a bad line is smoothed. */
  JitterBufferSize?: "large" | "medium" | "small" | "off";
  /** Where the conference is to be mixed. */
  Region?: "us1" | "us2" | "ie1" | "de1" | "sg1" | "br1" | "au1" | "jp1";
  /** true or record-from-start: the conference is recorded. */
  ConferenceRecord?: "true" | "false" | "record-from-start" | "do-not-record";
  /** Whether silence is cut off. */
  ConferenceTrim?: "trim-silence" | "do-not-trim";
  /** Who hears of it. */
  ConferenceStatusCallback?: string;
  /** How they are told. */
  ConferenceStatusCallbackMethod?: "GET" | "POST";
  /** Of what: start, end, join, leave, mute, hold, modify, speaker, announcement. */
  ConferenceStatusCallbackEvent?: Array<string>;
  /** Who hears of its recording. */
  ConferenceRecordingStatusCallback?: string;
  /** How they are told. */
  ConferenceRecordingStatusCallbackMethod?: "GET" | "POST";
  /** Of what: in-progress, completed, absent. */
  ConferenceRecordingStatusCallbackEvent?: Array<string>;
  /** Who hears of the call's progress. */
  StatusCallback?: string;
  /** How they are told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** Of what: initiated, ringing, answered, completed. */
  StatusCallbackEvent?: Array<string>;
  /** Seconds it may ring: 5 to 600. */
  Timeout?: number;
  /** Seconds it may last after the answer. */
  TimeLimit?: number;
  /** Whether the call is recorded from the answer on. */
  Record?: boolean;
  /** mono, or dual: each side on its own. */
  RecordingChannels?: "mono" | "dual";
  /** Which side is recorded. */
  RecordingTrack?: "inbound" | "outbound" | "both";
  /** Who hears of that recording. */
  RecordingStatusCallback?: string;
  /** How they are told. */
  RecordingStatusCallbackMethod?: "GET" | "POST";
  /** Of what: in-progress, completed, absent. */
  RecordingStatusCallbackEvent?: Array<string>;
  /** Whether silence is cut off at its ends. */
  Trim?: "trim-silence" | "do-not-trim";
  /** The name a SIP server asks for. */
  SipAuthUsername?: string;
  /** The password a SIP server asks for. */
  SipAuthPassword?: string;
  /** Enable, or DetectMessageEnd to listen to a greeting's end. */
  MachineDetection?: string;
  /** Seconds it may take: 3 to 59. */
  MachineDetectionTimeout?: number;
  /** Milliseconds of speech that make a machine: 1000 to 6000. */
  MachineDetectionSpeechThreshold?: number;
  /** Milliseconds of silence that end speech: 500 to 5000. */
  MachineDetectionSpeechEndThreshold?: number;
  /** Milliseconds of silence that end the search: 2000 to 10000. */
  MachineDetectionSilenceTimeout?: number;
  /** Who hears what answered. */
  AmdStatusCallback?: string;
  /** How they are told. */
  AmdStatusCallbackMethod?: "GET" | "POST";
  /** Another number to show than From. */
  CallerId?: string;
  /** A name to show beside the number. */
  CallerDisplayName?: string;
  /** Why one calls, as the other side may see it: at most 50 characters. */
  CallReason?: string;
  /** A trunk of one's own. */
  Byoc?: string;
}

export interface CreatePhoneNumberParameters {
  /** The number to add. */
  PhoneNumberSid: string;
}

export interface CreateQueueParameters {
  /** What <Enqueue> and <Queue> call it: 1 to 64 characters, one queue a name. */
  FriendlyName: string;
  /** How many may wait: 1 to 5000, 1000 unless said. */
  MaxSize?: number;
}

export interface CreateRouteParameters {
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name: string;
  /** Where it leads: a carrier of messages, or NW and 32 zeros for the simulated one. */
  carrier_sid: string;
  /** Beginnings of the recipients' numbers. */
  prefixes?: Array<string>;
  /** Countries of the recipients, ISO 3166. */
  countries?: Array<string>;
  /** Kinds of the recipients' numbers. North American mobiles are local: their area codes do not tell. */
  number_types?: Array<"local" | "mobile" | "toll-free" | "national" | "premium" | "shared-cost" | "voip" | "unknown">;
  /** Kinds of senders. */
  sender_types?: Array<"long-code" | "short-code" | "toll-free" | "alphanumeric">;
  /** Senders, each as it is written. */
  senders?: Array<string>;
  /** Accounts whose messages go by it. */
  account_sids?: Array<string>;
  /** The lowest is tried first. */
  priority?: number;
  /** Of the messages that it and its equals in priority and prefix fit, how many begin with it; null: what is left, by price. One message is always told the same. */
  percentage?: number | null;
  /** What the carrier asks for a segment; null counts as the dearest. */
  price?: number | null;
  /** The currency of that, ISO 4217. */
  price_unit?: string;
  /** Message parts a second that go by it from one process, 1 or more; null: as many as there are. */
  messages_per_s?: number | null;
  /** What becomes of messages beyond that: wait, or next (the next route takes them). */
  when_full?: "wait" | "next";
  /** Error codes of the carrier's refusals upon which the next is tried. One that is down is always passed over; a message that a carrier may have is never given to another. */
  fails_over_on?: Array<number>;
  /** Whether it is asked. */
  enabled?: boolean;
}

export interface CreateRouteTrialParameters {
  /** Who it would go to. */
  to: string;
  /** What it would come from. */
  from?: string;
  /** Whose it would be; the caller's. */
  account_sid?: string;
  /** The message whose draw decides percentages; a new one each time. */
  message_sid?: string;
}

export interface CreateSafelistParameters {
  /** The number in E.164 form, or a thousand's first digits. */
  PhoneNumber: string;
}

export interface CreateServiceParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName: string;
  /** Asked what to answer a text to any number of the pool. null: such texts are dropped, keywords aside. */
  InboundRequestUrl?: string;
  /** How it is asked. */
  InboundMethod?: "GET" | "POST";
  /** Asked where `inbound_request_url` fails. */
  FallbackUrl?: string;
  /** How it is asked. */
  FallbackMethod?: "GET" | "POST";
  /** Hears how messages go that name no other URL. */
  StatusCallback?: string;
  /** Whether a recipient always hears from the same sender. */
  StickySender?: boolean;
  /** Kept for the API; pictures need a sender that can carry them. */
  MmsConverter?: boolean;
  /** Whether look-alikes replace characters beyond GSM-7. */
  SmartEncoding?: boolean;
  /** Reserved; without effect. */
  ScanMessageContent?: "inherit" | "enable" | "disable";
  /** Obsolete; without effect. */
  FallbackToLongCode?: boolean;
  /** Whether recipients under +1 hear from their own area code. */
  AreaCodeGeomatch?: boolean;
  /** Reserved; without effect. */
  SynchronousValidation?: boolean;
  /** Seconds a message may wait in the queue, 1 to 36000. */
  ValidityPeriod?: number;
  /** What it is for: notifications, marketing, verification, … */
  Usecase?: string;
  /** Whether a number's own SmsUrl goes before this service's. */
  UseInboundWebhookOnNumber?: boolean;
}

export interface CreateSessionParameters {
  /** The account that is looked at. */
  account_sid: string;
  /** Its token. */
  auth_token: string;
}

export interface CreateShortCodeParameters {
  /** The short code to add. */
  ShortCodeSid: string;
}

export interface CreateSipAuthCallsCredentialListMappingParameters {
  /** The list to map. */
  CredentialListSid: string;
}

export interface CreateSipAuthCallsIpAccessControlListMappingParameters {
  /** The list to map. */
  IpAccessControlListSid: string;
}

export interface CreateSipAuthRegistrationsCredentialListMappingParameters {
  /** The list to map. */
  CredentialListSid: string;
}

export interface CreateSipCredentialListMappingParameters {
  /** The list to map. */
  CredentialListSid: string;
}

export interface CreateSipCredentialListParameters {
  /** What people call it, 1 to 64 characters. */
  FriendlyName: string;
}

export interface CreateSipCredentialParameters {
  /** The name that calls and registers, 1 to 32 characters. */
  Username: string;
  /** 12 characters or more with upper-case and lower-case letters and digits. Never shown: digests of it are kept. */
  Password: string;
}

export interface CreateSipDomainParameters {
  /** `<label>.sip.<domain>`: the label is 1 to 63 letters, digits and hyphens, and unique here. */
  DomainName: string;
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** Asked what to do with a call. */
  VoiceUrl?: string;
  /** How it is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Asked where `voice_url` fails. */
  VoiceFallbackUrl?: string;
  /** How it is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** Hears when a call is over. */
  VoiceStatusCallbackUrl?: string;
  /** How it is told. */
  VoiceStatusCallbackMethod?: "GET" | "POST";
  /** Whether phones may register here. */
  SipRegistration?: boolean;
  /** Kept for the API; emergency calls are not carried. */
  EmergencyCallingEnabled?: boolean;
  /** Whether TLS is asked of callers. */
  Secure?: boolean;
  /** For trunks that come later; refused until then. */
  ByocTrunkSid?: string;
  /** A number of the account's to call back in an emergency. */
  EmergencyCallerSid?: string;
}

export interface CreateSipIpAccessControlListMappingParameters {
  /** The list to map. */
  IpAccessControlListSid: string;
}

export interface CreateSipIpAccessControlListParameters {
  /** What people call it, 1 to 255 characters. */
  FriendlyName: string;
}

export interface CreateSipIpAddressParameters {
  /** What people call it, 1 to 255 characters. */
  FriendlyName: string;
  /** IPv4 or IPv6. */
  IpAddress: string;
  /** How many of its bits count; without, all. */
  CidrPrefixLength?: number;
}

export interface CreateSmppCarrierParameters {
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name: string;
  /** Its host name or address. */
  host: string;
  /** Its SMPP port. */
  port?: number;
  /** Whether it is spoken to over TLS. */
  tls?: boolean;
  /** Whether its certificate must be one for its name that this machine trusts. */
  tls_verify?: boolean;
  /** Who we are to it. */
  system_id: string;
  /** Our password there. It is never shown. */
  password?: string;
  /** What kind of application we are to it. */
  system_type?: string;
  /** Binds that send and receive. */
  transceivers?: number;
  /** Binds that only send. */
  transmitters?: number;
  /** Binds that only receive. */
  receivers?: number;
  /** Messages of one bind that wait for their answer. */
  window?: number;
  /** Message parts a second that one bind takes; null: as fast as it answers. */
  messages_per_s?: number | null;
  /** Seconds of silence after which we ask whether it is there. */
  enquire_s?: number;
  /** Seconds that it may take to answer. */
  response_s?: number;
  /** How parts of long texts say that they belong together: udh, udh-16, sar, or payload (it cuts them itself). */
  joining?: "udh" | "udh-16" | "sar" | "payload";
  /** What it means by data_coding 0: gsm, packed, latin-1 or ascii. */
  alphabet?: "gsm" | "packed" | "latin-1" | "ascii";
  /** Dialled before numbers that it sends in national form, such as 44. */
  country_code?: string;
  /** Numbers it takes: the longest prefix among carriers wins; "" is all numbers. */
  prefixes?: Array<string>;
  /** What becomes of a message whose answer was lost: hold (never doubled) or resend (never lost). */
  when_unknown?: "hold" | "resend";
  /** Whether it is bound to. */
  enabled?: boolean;
}

export interface CreateSmppCredentialParameters {
  /** What people call it, at most 64 characters. */
  friendly_name?: string;
  /** The name to bind with, 1 to 15 letters, digits, dots, dashes or underscores; drawn where none is given. */
  system_id?: string;
  /** The Messaging Service that chooses the sender where a message names none, and that scheduled ones need. */
  messaging_service_sid?: string | null;
  /** Whether texts that come in for the account go to its receivers. */
  receives?: boolean;
  /** Messages of one bind that may wait for our answer; more are answered ESME_RMSGQFUL. */
  window?: number;
  /** Messages a second of one bind; more are answered ESME_RTHROTTLED. null: no limit. */
  messages_per_s?: number | null;
  /** Binds at a time. */
  max_binds?: number;
  /** Addresses and blocks (CIDR) that may bind; none: all. */
  sources?: Array<string>;
  /** Whether it may be bound with. */
  enabled?: boolean;
}

export interface CreateTokenParameters {
  /** Seconds that they are good for. */
  Ttl?: number;
}

export interface CreateTrialParameters {
  /** Who it would go to. */
  to: Array<string>;
  /** The number it would come from. */
  from?: string;
  /** The service it would go by. */
  messaging_service_sid?: string;
  /** What it would be for. */
  purpose?: string;
  /** When; now, where nothing is said. */
  at?: string;
}

export interface CreateUsAppToPersonParameters {
  /** Whose messages they are. */
  BrandRegistrationSid: string;
  /** What it is for, 40 to 4096 characters. */
  Description: string;
  /** Two to five messages as they will be, 20 to 1024 characters each. */
  MessageSamples: Array<string>;
  /** One of the use cases. */
  UsAppToPersonUsecase: string;
  /** Whether links are in them. */
  HasEmbeddedLinks: boolean;
  /** Whether phone numbers are in them. */
  HasEmbeddedPhone: boolean;
  /** Whether recipients have asked for them. */
  SubscriberOptIn?: boolean;
  /** Whether they are for grown-ups. */
  AgeGated?: boolean;
  /** Whether they offer loans. */
  DirectLending?: boolean;
  /** How recipients come to get them, 40 to 2048 characters. */
  MessageFlow: string;
  /** The answer to who joins, 20 to 320 characters. */
  OptInMessage?: string;
  /** The answer to who leaves, 20 to 320 characters. */
  OptOutMessage?: string;
  /** The answer to who asks for help, 20 to 320 characters. */
  HelpMessage?: string;
  /** Words that join. */
  OptInKeywords?: Array<string>;
  /** Words that leave. */
  OptOutKeywords?: Array<string>;
  /** Words that ask for help. */
  HelpKeywords?: Array<string>;
  /** Where its privacy policy is. */
  PrivacyPolicyUrl?: string;
  /** Where its terms are. */
  TermsAndConditionsUrl?: string;
}

export interface CreateUsageTriggerParameters {
  /** How the URL is asked. */
  CallbackMethod?: "GET" | "POST";
  /** Whom it tells. */
  CallbackUrl: string;
  /** What its owner calls it, at most 64 characters. */
  FriendlyName?: string;
  /** How often it may fire; alltime is once for good. */
  Recurring?: "daily" | "monthly" | "yearly" | "alltime";
  /** Which number of the usage record it watches. */
  TriggerBy?: "count" | "usage" | "price";
  /** The value it waits for; with a + before it, so much above the current one. */
  TriggerValue: string;
  /** Which category it watches. */
  UsageCategory: string;
}

export interface CreateUserDefinedMessageParameters {
  /** JSON, at most 10,240 bytes. */
  Content: string;
}

export interface CreateUserDefinedMessageSubscriptionParameters {
  /** Who is told. */
  Callback: string;
  /** How. */
  Method?: "GET" | "POST";
}

export interface CreateValidationRequestParameters {
  /** What the number will be called. */
  FriendlyName?: string;
  /** The number. */
  PhoneNumber: string;
  /** Seconds before it is called: 0 to 60. */
  CallDelay?: number;
  /** Keys pressed after the answer. */
  Extension?: string;
  /** Who hears how it went. */
  StatusCallback?: string;
  /** How they are told. */
  StatusCallbackMethod?: "GET" | "POST";
}

/** An AWS access key, for writing recordings to the customer's own storage. Never shown again. */
export interface CredentialAws {
  /** Names this credential for ever. */
  sid: string;
  /** The account or subaccount it is for. */
  account_sid: string | null;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Where this resource is found. */
  url: string;
}

/** A public key, with which the customer's requests and recordings can be checked and locked. */
export interface CredentialPublicKey {
  /** Names this credential for ever. */
  sid: string;
  /** The account or subaccount it is for. */
  account_sid: string | null;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Where this resource is found. */
  url: string;
}

/** A day's deactivated numbers: brought by the operator, as text for everybody. */
export interface Deactivated {
  /** YYYY-MM-DD; today, where none is said. */
  day: string;
  /** How many numbers the day has now. */
  count: number;
}

/** Numbers that networks have taken from their subscribers. */
export interface Deactivation {
}

/** Who is told of an account's alerts as they come up. */
export interface DebuggerWebhook {
  /** Whose alerts. */
  account_sid: string;
  /** Who is told; null: nobody. */
  url: string | null;
  /** How. */
  method: "GET" | "POST";
  /** When this was last said. */
  date_updated: string | null;
}

export interface DeleteSafelistParameters {
  /** The number in E.164 form, or a thousand's first digits. */
  PhoneNumber?: string;
}

/** A number that is owned with an address, or calls for help from it. */
export interface DependentPhoneNumber {
  /** Names it while it is owned. */
  sid: string;
  /** Who owns it. */
  account_sid: string;
  /** What its owner calls it. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** Who is asked what to do with a call. */
  voice_url: string | null;
  /** How that is asked. */
  voice_method: "GET" | "POST";
  /** Who is asked when that fails. */
  voice_fallback_url: string | null;
  /** How that is asked. */
  voice_fallback_method: "GET" | "POST";
  /** Whether callers' names are looked up. */
  voice_caller_id_lookup: boolean;
  /** When it was bought. */
  date_created: string;
  /** When it was last set up. */
  date_updated: string;
  /** Who is asked what to do with a text. */
  sms_url: string | null;
  /** How that is asked. */
  sms_method: "GET" | "POST";
  /** Who is asked when that fails. */
  sms_fallback_url: string | null;
  /** How that is asked. */
  sms_fallback_method: "GET" | "POST";
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** What it can carry. */
  capabilities: Record<string, boolean>;
  /** Who hears how calls end. */
  status_callback: string | null;
  /** How that is told. */
  status_callback_method: "GET" | "POST";
  /** The version of the API its calls and texts start with. */
  api_version: string;
  /** The application for texts. */
  sms_application_sid: string | null;
  /** The application for calls. */
  voice_application_sid: string | null;
  /** The trunk that takes its calls. */
  trunk_sid: string | null;
  /** Whether emergency calls from it carry its address. */
  emergency_status: "Active" | "Inactive";
  /** The address help comes to. */
  emergency_address_sid: string | null;
  /** Where this resource is found. */
  uri: string;
}

/** A name a service sends from to one country; without a country, the name for everywhere. */
export interface DestinationAlphaSender {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The service whose pool it is in. */
  service_sid: string;
  /** When it joined. */
  date_created: string;
  /** The same: what is in a pool does not change. */
  date_updated: string;
  /** The name: 1 to 11 letters, digits, spaces and - + _ &. */
  alpha_sender: string;
  /** What it can carry: SMS. */
  capabilities: Array<string>;
  /** The country it is used in, ISO 3166; empty for everywhere. */
  iso_country_code: string;
  /** Where this resource is found. */
  url: string;
}

/** Somebody whom the account never writes to (30691). */
export interface DoNotCall {
  /** Names the entry. */
  sid: string;
  /** Whose list it is. */
  account_sid: string;
  /** The number. */
  number: string;
  /** Where the entry came from. */
  source: string;
  /** Since when. */
  date_created: string;
}

/** What was put on a list. */
export interface DoNotCallCountResource {
  /** How many numbers. */
  count: number;
}

/** A change that somebody made, and what was there before. */
export interface Event {
  /** In whose account. */
  account_sid: string;
  /** Who did it: US and the digits of the account or key. The filter takes those too. */
  actor_sid: string;
  /** account, api-key, or system where Ringback itself did it. */
  actor_type: string;
  /** What happened in words, where the type does not say it all. */
  description: string | null;
  /** The resource as it was made, or each changed field, previous and updated. */
  event_data: Record<string, unknown>;
  /** When it happened. */
  event_date: string;
  /** What was done to what, as application.created. */
  event_type: string;
  /** What was changed. */
  resource_sid: string;
  /** Its kind. */
  resource_type: string;
  /** Names this entry for ever. */
  sid: string;
  /** api, console or system. */
  source: string;
  /** Where the request came from. */
  source_ip_address: string;
  /** Where this resource is found. */
  url: string;
  /** Where actor and resource are found on the core API. */
  links: Record<string, string>;
}

export interface ExportConsentParameters {
  /** Who said it. */
  person?: string;
}

export interface FetchDeactivationParameters {
  /** The day, YYYY-MM-DD; today, where none is said. */
  Date?: string;
}

export interface FetchMessagingGeopermissionsParameters {
  /** ISO 3166 codes with commas between; all countries without it. */
  CountryCode?: string;
}

export interface FetchRecordingContentParameters {
  /** 1: both sides in one. */
  RequestedChannels?: number;
}

export interface FetchRecordingParameters {
  /** With those whose sound is gone. */
  IncludeSoftDeleted?: boolean;
}

export interface FetchSafelistParameters {
  /** The number in E.164 form, or a thousand's first digits. */
  PhoneNumber?: string;
}

export interface FetchTrunkingNumberParameters {
  /** Where the call comes from. */
  OriginationNumber?: string;
}

export interface FetchUsAppToPersonUsecaseParameters {
  /** Only those of this brand. */
  BrandRegistrationSid?: string;
}

/** A simulated phone: any number that no account owns. */
export interface Handset {
  /** Its number, in E.164. Paths take +1…, %2B1… or bare digits. */
  number: string;
  /** idle, ringing or talking. */
  state: string;
  /** How it behaves when nobody attends to it. */
  script: HandsetScript;
  /** When it was first scripted. */
  date_created: string;
}

/** A call as a handset sees it. */
export interface HandsetCall {
  /** Names this call on this handset. */
  id: string;
  /** The platform's call, CA…; null where it knows nothing of it. */
  sid: string | null;
  /** received or placed, seen from the handset. */
  direction: string;
  /** Who called. */
  from: string;
  /** Who was called. */
  to: string;
  /** ringing, talking or ended. */
  state: string;
  /** handset or far; null while it is on, and where it broke off. */
  ended_by: string | null;
  /** How the call was taken, once that is known: 200, 486, … */
  sip_status: number | null;
  /** Packets, loss and jitter of the handset's own leg, once it has ended. */
  quality: Record<string, unknown> | null;
  /** When it began to ring. */
  started_at: string;
  /** When it was answered. */
  answered_at: string | null;
  /** When it ended. */
  ended_at: string | null;
  /** What reached the handset. */
  heard: HandsetCallHeard;
  /** What it said. */
  said: HandsetCallSaid;
}

/** What reached a handset in a call. */
export interface HandsetCallHeard {
  /** Sentences that were spoken to it, as text. */
  captions: Array<string>;
  /** Keys that the far side pressed. */
  digits: string;
  /** WAV of what really arrived by RTP, at most 10 minutes; null where nothing is kept. */
  audio_url: string | null;
}

/** What a handset said in a call. */
export interface HandsetCallSaid {
  /** Its sentences, as text. */
  captions: Array<string>;
  /** Keys it pressed. */
  digits: string;
}

/** A text on a handset's screen. */
export interface HandsetMessage {
  /** The message's SID, the same as on the platform's side. */
  sid: string;
  /** received or sent, seen from the handset. */
  direction: string;
  /** Who sent it. */
  from: string;
  /** Who received it. */
  to: string;
  /** What it says. */
  body: string;
  /** Pictures that came along. */
  media_urls: Array<string>;
  /** Parts it came in. */
  parts: number;
  /** GSM-7 or UCS-2. */
  encoding: string;
  /** When it was on the screen. */
  at: string;
}

/** A text that a handset answers by itself. */
export interface HandsetReply {
  /** A regular expression; texts that match it anywhere, case ignored, are answered. */
  when: string;
  /** The answer. */
  body: string;
}

/** How a handset behaves when nobody attends to it. */
export interface HandsetScript {
  /** Seconds until it answers a call; null: never. */
  answer_after_s: number | null;
  /** How it refuses calls: busy, no-answer, declined or unreachable. */
  reject: string | null;
  /** What it does once it has answered. */
  then: Array<Record<string, unknown>>;
  /** What becomes of texts to it. */
  sms: HandsetSms;
  /** Texts it answers, and how. */
  replies: Array<HandsetReply>;
}

/** What becomes of texts to a handset. */
export interface HandsetSms {
  /** delivered, undelivered, failed or silent: no receipt comes. */
  outcome: string;
  /** The code its receipts carry. */
  error_code: number | null;
  /** Seconds until they come. */
  after_s: number;
  /** How many more times each comes. */
  duplicates: number;
}

export interface IamV1CreateNewKeyParameters {
  /** The account it belongs to. */
  AccountSid: string;
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** `restricted`, or nothing for a standard key. */
  KeyType?: string;
  /** What a restricted key may do: `allow`, a list of at most 100 permissions. */
  Policy?: Record<string, unknown>;
}

/** A key of the account or of a subaccount; made here, it may be restricted to what its policy allows. */
export interface IamV1Key {
  /** Names this key for ever; the user name when it is used. */
  sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** What a restricted key may do: `allow`, a list of at most 100 permissions. */
  policy: Record<string, unknown> | null;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** A key of the account or of a subaccount; made here, it may be restricted to what its policy allows. */
export interface IamV1KeyOfCreateNewKey {
  /** Names this key for ever; the user name when it is used. */
  sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** What a restricted key may do: `allow`, a list of at most 100 permissions. */
  policy: Record<string, unknown> | null;
  /** The password when it is used. Told once. */
  secret: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

export interface IamV1UpdateKeyParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** What a restricted key may do: `allow`, a list of at most 100 permissions. */
  Policy?: Record<string, unknown>;
}

/** A number the account owns, of whatever kind. */
export interface IncomingPhoneNumber {
  /** Names it while it is owned. */
  sid: string;
  /** Who owns it. */
  account_sid: string;
  /** The number. */
  phone_number: string;
  /** What its owner calls it; the number itself at first. */
  friendly_name: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** The address it is owned with. */
  address_sid: string | null;
  /** The version of the API its calls and texts start with. */
  api_version: string;
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
  /** When it was bought. */
  date_created: string;
  /** When it was last set up. */
  date_updated: string;
  /** The identity it is owned with. */
  identity_sid: string | null;
  /** The documents it is owned with. */
  bundle_sid: string | null;
  /** twilio, or hosted: whose number it was. */
  origin: string;
  /** Whether it can be used. */
  status: string;
  /** What sort of number it is. */
  type: string;
  /** Who is asked what to do with a call. */
  voice_url: string | null;
  /** How that is asked. */
  voice_method: "GET" | "POST";
  /** Who is asked when that fails. */
  voice_fallback_url: string | null;
  /** How that is asked. */
  voice_fallback_method: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  voice_application_sid: string | null;
  /** Whether callers' names are looked up. */
  voice_caller_id_lookup: boolean;
  /** Whether calls are voice or fax. */
  voice_receive_mode: "voice" | "fax";
  /** Who is asked what to do with a text. */
  sms_url: string | null;
  /** How that is asked. */
  sms_method: "GET" | "POST";
  /** Who is asked when that fails. */
  sms_fallback_url: string | null;
  /** How that is asked. */
  sms_fallback_method: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  sms_application_sid: string | null;
  /** Who hears how calls end. */
  status_callback: string | null;
  /** How that is told. */
  status_callback_method: "GET" | "POST";
  /** The trunk that takes its calls. */
  trunk_sid: string | null;
  /** Whether emergency calls from it carry its address. */
  emergency_status: "Active" | "Inactive";
  /** The address help comes to. */
  emergency_address_sid: string | null;
  /** Whether that address is known to emergency services. */
  emergency_address_status: string;
  /** Where this resource is found. */
  uri: string;
}

/** A number of a town that the account owns. */
export interface IncomingPhoneNumberLocal {
  /** Names it while it is owned. */
  sid: string;
  /** Who owns it. */
  account_sid: string;
  /** The number. */
  phone_number: string;
  /** What its owner calls it; the number itself at first. */
  friendly_name: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** The address it is owned with. */
  address_sid: string | null;
  /** The version of the API its calls and texts start with. */
  api_version: string;
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
  /** When it was bought. */
  date_created: string;
  /** When it was last set up. */
  date_updated: string;
  /** The identity it is owned with. */
  identity_sid: string | null;
  /** The documents it is owned with. */
  bundle_sid: string | null;
  /** twilio, or hosted: whose number it was. */
  origin: string;
  /** Whether it can be used. */
  status: string;
  /** What sort of number it is. */
  type: string;
  /** Who is asked what to do with a call. */
  voice_url: string | null;
  /** How that is asked. */
  voice_method: "GET" | "POST";
  /** Who is asked when that fails. */
  voice_fallback_url: string | null;
  /** How that is asked. */
  voice_fallback_method: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  voice_application_sid: string | null;
  /** Whether callers' names are looked up. */
  voice_caller_id_lookup: boolean;
  /** Whether calls are voice or fax. */
  voice_receive_mode: "voice" | "fax";
  /** Who is asked what to do with a text. */
  sms_url: string | null;
  /** How that is asked. */
  sms_method: "GET" | "POST";
  /** Who is asked when that fails. */
  sms_fallback_url: string | null;
  /** How that is asked. */
  sms_fallback_method: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  sms_application_sid: string | null;
  /** Who hears how calls end. */
  status_callback: string | null;
  /** How that is told. */
  status_callback_method: "GET" | "POST";
  /** The trunk that takes its calls. */
  trunk_sid: string | null;
  /** Whether emergency calls from it carry its address. */
  emergency_status: "Active" | "Inactive";
  /** The address help comes to. */
  emergency_address_sid: string | null;
  /** Whether that address is known to emergency services. */
  emergency_address_status: string;
  /** Where this resource is found. */
  uri: string;
}

/** A mobile number that the account owns. */
export interface IncomingPhoneNumberMobile {
  /** Names it while it is owned. */
  sid: string;
  /** Who owns it. */
  account_sid: string;
  /** The number. */
  phone_number: string;
  /** What its owner calls it; the number itself at first. */
  friendly_name: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** The address it is owned with. */
  address_sid: string | null;
  /** The version of the API its calls and texts start with. */
  api_version: string;
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
  /** When it was bought. */
  date_created: string;
  /** When it was last set up. */
  date_updated: string;
  /** The identity it is owned with. */
  identity_sid: string | null;
  /** The documents it is owned with. */
  bundle_sid: string | null;
  /** twilio, or hosted: whose number it was. */
  origin: string;
  /** Whether it can be used. */
  status: string;
  /** What sort of number it is. */
  type: string;
  /** Who is asked what to do with a call. */
  voice_url: string | null;
  /** How that is asked. */
  voice_method: "GET" | "POST";
  /** Who is asked when that fails. */
  voice_fallback_url: string | null;
  /** How that is asked. */
  voice_fallback_method: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  voice_application_sid: string | null;
  /** Whether callers' names are looked up. */
  voice_caller_id_lookup: boolean;
  /** Whether calls are voice or fax. */
  voice_receive_mode: "voice" | "fax";
  /** Who is asked what to do with a text. */
  sms_url: string | null;
  /** How that is asked. */
  sms_method: "GET" | "POST";
  /** Who is asked when that fails. */
  sms_fallback_url: string | null;
  /** How that is asked. */
  sms_fallback_method: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  sms_application_sid: string | null;
  /** Who hears how calls end. */
  status_callback: string | null;
  /** How that is told. */
  status_callback_method: "GET" | "POST";
  /** The trunk that takes its calls. */
  trunk_sid: string | null;
  /** Whether emergency calls from it carry its address. */
  emergency_status: "Active" | "Inactive";
  /** The address help comes to. */
  emergency_address_sid: string | null;
  /** Whether that address is known to emergency services. */
  emergency_address_status: string;
  /** Where this resource is found. */
  uri: string;
}

/** A toll-free number that the account owns. */
export interface IncomingPhoneNumberTollFree {
  /** Names it while it is owned. */
  sid: string;
  /** Who owns it. */
  account_sid: string;
  /** The number. */
  phone_number: string;
  /** What its owner calls it; the number itself at first. */
  friendly_name: string;
  /** Which address one needs to own it. */
  address_requirements: "none" | "any" | "local" | "foreign";
  /** The address it is owned with. */
  address_sid: string | null;
  /** The version of the API its calls and texts start with. */
  api_version: string;
  /** Whether it is new to the platform. */
  beta: boolean;
  /** What it can carry. */
  capabilities: Record<string, boolean>;
  /** When it was bought. */
  date_created: string;
  /** When it was last set up. */
  date_updated: string;
  /** The identity it is owned with. */
  identity_sid: string | null;
  /** The documents it is owned with. */
  bundle_sid: string | null;
  /** twilio, or hosted: whose number it was. */
  origin: string;
  /** Whether it can be used. */
  status: string;
  /** What sort of number it is. */
  type: string;
  /** Who is asked what to do with a call. */
  voice_url: string | null;
  /** How that is asked. */
  voice_method: "GET" | "POST";
  /** Who is asked when that fails. */
  voice_fallback_url: string | null;
  /** How that is asked. */
  voice_fallback_method: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  voice_application_sid: string | null;
  /** Whether callers' names are looked up. */
  voice_caller_id_lookup: boolean;
  /** Whether calls are voice or fax. */
  voice_receive_mode: "voice" | "fax";
  /** Who is asked what to do with a text. */
  sms_url: string | null;
  /** How that is asked. */
  sms_method: "GET" | "POST";
  /** Who is asked when that fails. */
  sms_fallback_url: string | null;
  /** How that is asked. */
  sms_fallback_method: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  sms_application_sid: string | null;
  /** Who hears how calls end. */
  status_callback: string | null;
  /** How that is told. */
  status_callback_method: "GET" | "POST";
  /** The trunk that takes its calls. */
  trunk_sid: string | null;
  /** Whether emergency calls from it carry its address. */
  emergency_status: "Active" | "Inactive";
  /** The address help comes to. */
  emergency_address_sid: string | null;
  /** Whether that address is known to emergency services. */
  emergency_address_status: string;
  /** Where this resource is found. */
  uri: string;
}

/** A piece of later work. A dead one was given up after all its attempts. */
export interface Job {
  /** Names this job. */
  sid: string;
  /** What is to be done, as webhooks.callback. */
  kind: string;
  /** The message or other thing it is about. */
  key: string;
  /** Whose it is. */
  account_sid: string;
  /** Jobs of one lane run one after the other. */
  lane: string | null;
  /** waiting, or dead. */
  status: string;
  /** How often it failed. */
  attempts: number;
  /** Why it failed last. */
  last_error: string | null;
  /** When it is to run; of a dead one, when it ran last. */
  due_at: string | null;
  /** What it was given. */
  args: Record<string, unknown>;
}

/** A piece of later work. A dead one was given up after all its attempts. */
export interface JobOfListJob {
  /** Names this job. */
  sid: string;
  /** What is to be done, as webhooks.callback. */
  kind: string;
  /** The message or other thing it is about. */
  key: string;
  /** Whose it is. */
  account_sid: string;
  /** Jobs of one lane run one after the other. */
  lane: string | null;
  /** waiting, or dead. */
  status: string;
  /** How often it failed. */
  attempts: number;
  /** Why it failed last. */
  last_error: string | null;
  /** When it is to run; of a dead one, when it ran last. */
  due_at: string | null;
}

/** A key of the account or of a subaccount; made here, it may be restricted to what its policy allows. */
export interface KeyOfListGetKeys {
  /** Names this key for ever; the user name when it is used. */
  sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** What it is good for. */
  flags: Array<string>;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** What a Messaging Service understands besides the usual words, and what it answers. */
export interface Keywords {
  /** The service. */
  service_sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Words that end it. */
  stop: Array<string>;
  /** Words that begin it again. */
  start: Array<string>;
  /** Words that ask for help. */
  help: Array<string>;
  /** The answer to who ends it; null: as usual, empty: none. */
  stop_reply: string | null;
  /** The answer to who begins again. */
  start_reply: string | null;
  /** The answer to who asks for help. */
  help_reply: string | null;
  /** When it was last said; null: never. */
  date_updated: string | null;
}

export interface LeapClockParameters {
  /** Seconds to leap. */
  leap_s: number;
}

/** Faults of the simulated line, for the whole installation. */
export interface Line {
  /** Nothing is taken: messages wait. */
  is_down: boolean;
  /** Seconds that receipts come later. */
  receipt_delay_s: number;
  /** How many more times each receipt comes. */
  receipt_duplicates: number;
  /** Packets lost on the voice path. */
  loss_percent: number;
  /** Spread of their delay. */
  jitter_ms: number;
  /** Their delay. */
  delay_ms: number;
}

export interface ListAccountParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** Whether it may work. Its parent suspends and reactivates it; closing is final. */
  Status?: "active" | "suspended" | "closed";
}

export interface ListAddressParameters {
  /** Who lives there. */
  CustomerName?: string;
  /** ISO 3166 code. */
  IsoCountry?: string;
  /** What the account calls it. */
  FriendlyName?: string;
  /** Whether help can be sent there. */
  EmergencyEnabled?: boolean;
}

export interface ListAlertParameters {
  /** How bad it is. */
  LogLevel?: "error" | "warning" | "notice" | "debug";
  /** Only from then on: YYYY-MM-DDThh:mm:ssZ, or a day. */
  StartDate?: string;
  /** Only until then: YYYY-MM-DDThh:mm:ssZ, or a day. */
  EndDate?: string;
}

export interface ListApplicationParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

export interface ListAvailablePhoneNumberLocalParameters {
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** Only numbers of this area code. */
  AreaCode?: number;
  /** Digits or letters it must have; * is any digit, % any digits. */
  Contains?: string;
  /** Only numbers near this one (US, CA). */
  NearNumber?: string;
  /** Only numbers near this latitude,longitude. */
  NearLatLong?: string;
  /** How near, in miles. */
  Distance?: number;
  /** Only numbers of this postal code. */
  InPostalCode?: string;
  /** Only numbers of this state or province. */
  InRegion?: string;
  /** Only numbers of this rate center. */
  InRateCenter?: string;
  /** Only numbers of this LATA. */
  InLata?: string;
  /** Only numbers of this town. */
  InLocality?: string;
  /** Only numbers that can, or cannot, text. */
  SmsEnabled?: boolean;
  /** Only numbers that can, or cannot, send pictures. */
  MmsEnabled?: boolean;
  /** Only numbers that can, or cannot, call. */
  VoiceEnabled?: boolean;
  /** Only numbers that can, or cannot, fax. */
  FaxEnabled?: boolean;
  /** No numbers that need any address. */
  ExcludeAllAddressRequired?: boolean;
  /** No numbers that need a local address. */
  ExcludeLocalAddressRequired?: boolean;
  /** No numbers that need a foreign address. */
  ExcludeForeignAddressRequired?: boolean;
}

export interface ListAvailablePhoneNumberMachineToMachineParameters {
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** Only numbers of this area code. */
  AreaCode?: number;
  /** Digits or letters it must have; * is any digit, % any digits. */
  Contains?: string;
  /** Only numbers near this one (US, CA). */
  NearNumber?: string;
  /** Only numbers near this latitude,longitude. */
  NearLatLong?: string;
  /** How near, in miles. */
  Distance?: number;
  /** Only numbers of this postal code. */
  InPostalCode?: string;
  /** Only numbers of this state or province. */
  InRegion?: string;
  /** Only numbers of this rate center. */
  InRateCenter?: string;
  /** Only numbers of this LATA. */
  InLata?: string;
  /** Only numbers of this town. */
  InLocality?: string;
  /** Only numbers that can, or cannot, text. */
  SmsEnabled?: boolean;
  /** Only numbers that can, or cannot, send pictures. */
  MmsEnabled?: boolean;
  /** Only numbers that can, or cannot, call. */
  VoiceEnabled?: boolean;
  /** Only numbers that can, or cannot, fax. */
  FaxEnabled?: boolean;
  /** No numbers that need any address. */
  ExcludeAllAddressRequired?: boolean;
  /** No numbers that need a local address. */
  ExcludeLocalAddressRequired?: boolean;
  /** No numbers that need a foreign address. */
  ExcludeForeignAddressRequired?: boolean;
}

export interface ListAvailablePhoneNumberMobileParameters {
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** Only numbers of this area code. */
  AreaCode?: number;
  /** Digits or letters it must have; * is any digit, % any digits. */
  Contains?: string;
  /** Only numbers near this one (US, CA). */
  NearNumber?: string;
  /** Only numbers near this latitude,longitude. */
  NearLatLong?: string;
  /** How near, in miles. */
  Distance?: number;
  /** Only numbers of this postal code. */
  InPostalCode?: string;
  /** Only numbers of this state or province. */
  InRegion?: string;
  /** Only numbers of this rate center. */
  InRateCenter?: string;
  /** Only numbers of this LATA. */
  InLata?: string;
  /** Only numbers of this town. */
  InLocality?: string;
  /** Only numbers that can, or cannot, text. */
  SmsEnabled?: boolean;
  /** Only numbers that can, or cannot, send pictures. */
  MmsEnabled?: boolean;
  /** Only numbers that can, or cannot, call. */
  VoiceEnabled?: boolean;
  /** Only numbers that can, or cannot, fax. */
  FaxEnabled?: boolean;
  /** No numbers that need any address. */
  ExcludeAllAddressRequired?: boolean;
  /** No numbers that need a local address. */
  ExcludeLocalAddressRequired?: boolean;
  /** No numbers that need a foreign address. */
  ExcludeForeignAddressRequired?: boolean;
}

export interface ListAvailablePhoneNumberNationalParameters {
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** Only numbers of this area code. */
  AreaCode?: number;
  /** Digits or letters it must have; * is any digit, % any digits. */
  Contains?: string;
  /** Only numbers near this one (US, CA). */
  NearNumber?: string;
  /** Only numbers near this latitude,longitude. */
  NearLatLong?: string;
  /** How near, in miles. */
  Distance?: number;
  /** Only numbers of this postal code. */
  InPostalCode?: string;
  /** Only numbers of this state or province. */
  InRegion?: string;
  /** Only numbers of this rate center. */
  InRateCenter?: string;
  /** Only numbers of this LATA. */
  InLata?: string;
  /** Only numbers of this town. */
  InLocality?: string;
  /** Only numbers that can, or cannot, text. */
  SmsEnabled?: boolean;
  /** Only numbers that can, or cannot, send pictures. */
  MmsEnabled?: boolean;
  /** Only numbers that can, or cannot, call. */
  VoiceEnabled?: boolean;
  /** Only numbers that can, or cannot, fax. */
  FaxEnabled?: boolean;
  /** No numbers that need any address. */
  ExcludeAllAddressRequired?: boolean;
  /** No numbers that need a local address. */
  ExcludeLocalAddressRequired?: boolean;
  /** No numbers that need a foreign address. */
  ExcludeForeignAddressRequired?: boolean;
}

export interface ListAvailablePhoneNumberSharedCostParameters {
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** Only numbers of this area code. */
  AreaCode?: number;
  /** Digits or letters it must have; * is any digit, % any digits. */
  Contains?: string;
  /** Only numbers near this one (US, CA). */
  NearNumber?: string;
  /** Only numbers near this latitude,longitude. */
  NearLatLong?: string;
  /** How near, in miles. */
  Distance?: number;
  /** Only numbers of this postal code. */
  InPostalCode?: string;
  /** Only numbers of this state or province. */
  InRegion?: string;
  /** Only numbers of this rate center. */
  InRateCenter?: string;
  /** Only numbers of this LATA. */
  InLata?: string;
  /** Only numbers of this town. */
  InLocality?: string;
  /** Only numbers that can, or cannot, text. */
  SmsEnabled?: boolean;
  /** Only numbers that can, or cannot, send pictures. */
  MmsEnabled?: boolean;
  /** Only numbers that can, or cannot, call. */
  VoiceEnabled?: boolean;
  /** Only numbers that can, or cannot, fax. */
  FaxEnabled?: boolean;
  /** No numbers that need any address. */
  ExcludeAllAddressRequired?: boolean;
  /** No numbers that need a local address. */
  ExcludeLocalAddressRequired?: boolean;
  /** No numbers that need a foreign address. */
  ExcludeForeignAddressRequired?: boolean;
}

export interface ListAvailablePhoneNumberTollFreeParameters {
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** Only numbers of this area code. */
  AreaCode?: number;
  /** Digits or letters it must have; * is any digit, % any digits. */
  Contains?: string;
  /** Only numbers near this one (US, CA). */
  NearNumber?: string;
  /** Only numbers near this latitude,longitude. */
  NearLatLong?: string;
  /** How near, in miles. */
  Distance?: number;
  /** Only numbers of this postal code. */
  InPostalCode?: string;
  /** Only numbers of this state or province. */
  InRegion?: string;
  /** Only numbers of this rate center. */
  InRateCenter?: string;
  /** Only numbers of this LATA. */
  InLata?: string;
  /** Only numbers of this town. */
  InLocality?: string;
  /** Only numbers that can, or cannot, text. */
  SmsEnabled?: boolean;
  /** Only numbers that can, or cannot, send pictures. */
  MmsEnabled?: boolean;
  /** Only numbers that can, or cannot, call. */
  VoiceEnabled?: boolean;
  /** Only numbers that can, or cannot, fax. */
  FaxEnabled?: boolean;
  /** No numbers that need any address. */
  ExcludeAllAddressRequired?: boolean;
  /** No numbers that need a local address. */
  ExcludeLocalAddressRequired?: boolean;
  /** No numbers that need a foreign address. */
  ExcludeForeignAddressRequired?: boolean;
}

export interface ListAvailablePhoneNumberVoipParameters {
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** Only numbers of this area code. */
  AreaCode?: number;
  /** Digits or letters it must have; * is any digit, % any digits. */
  Contains?: string;
  /** Only numbers near this one (US, CA). */
  NearNumber?: string;
  /** Only numbers near this latitude,longitude. */
  NearLatLong?: string;
  /** How near, in miles. */
  Distance?: number;
  /** Only numbers of this postal code. */
  InPostalCode?: string;
  /** Only numbers of this state or province. */
  InRegion?: string;
  /** Only numbers of this rate center. */
  InRateCenter?: string;
  /** Only numbers of this LATA. */
  InLata?: string;
  /** Only numbers of this town. */
  InLocality?: string;
  /** Only numbers that can, or cannot, text. */
  SmsEnabled?: boolean;
  /** Only numbers that can, or cannot, send pictures. */
  MmsEnabled?: boolean;
  /** Only numbers that can, or cannot, call. */
  VoiceEnabled?: boolean;
  /** Only numbers that can, or cannot, fax. */
  FaxEnabled?: boolean;
  /** No numbers that need any address. */
  ExcludeAllAddressRequired?: boolean;
  /** No numbers that need a local address. */
  ExcludeLocalAddressRequired?: boolean;
  /** No numbers that need a foreign address. */
  ExcludeForeignAddressRequired?: boolean;
}

export interface ListBrandReviewParameters {
  /** How far its review has come. */
  status?: "PENDING" | "IN_REVIEW" | "APPROVED" | "FAILED" | "SUSPENDED" | "DELETION_PENDING" | "DELETION_FAILED";
}

export interface ListBrandVettingParameters {
  /** Whose word it is. */
  VettingProvider?: "campaign-verify" | "aegis";
}

export interface ListCallNotificationParameters {
  /** 0 for an error, 1 for a warning. */
  Log?: "0" | "1";
  /** When it happened. */
  MessageDate?: string;
  /** When it happened. */
  "MessageDate<"?: string;
  /** When it happened. */
  "MessageDate>"?: string;
}

export interface ListCallParameters {
  /** The call whose document dialled this one. */
  ParentCallSid?: string;
  /** Who is called: a number, client:name or a SIP address. */
  To?: string;
  /** Who calls: a number the account owns or has verified. */
  From?: string;
  /** How far it has come. */
  Status?: "queued" | "ringing" | "in-progress" | "completed" | "busy" | "failed" | "no-answer" | "canceled";
  /** When it began to be dialled, or arrived. */
  StartTime?: string;
  /** When it was over. */
  EndTime?: string;
  /** When it began to be dialled, or arrived. */
  "StartTime<"?: string;
  /** When it began to be dialled, or arrived. */
  "StartTime>"?: string;
  /** When it was over. */
  "EndTime<"?: string;
  /** When it was over. */
  "EndTime>"?: string;
}

export interface ListCallRecordingParameters {
  /** When it was begun. */
  DateCreated?: string;
  /** When it was begun. */
  "DateCreated<"?: string;
  /** When it was begun. */
  "DateCreated>"?: string;
}

export interface ListCampaignReviewParameters {
  /** How far its review has come. */
  campaign_status?: "PENDING" | "IN_PROGRESS" | "VERIFIED" | "FAILED" | "SUSPENDED";
}

export interface ListConferenceParameters {
  /** What it is called; no other that is on has this name. */
  FriendlyName?: string;
  /** init until they hear each other, in-progress, completed. */
  Status?: "init" | "in-progress" | "completed";
  /** When the first one came, or was called. */
  DateCreated?: string;
  /** When it last changed. */
  DateUpdated?: string;
  /** When the first one came, or was called. */
  "DateCreated<"?: string;
  /** When the first one came, or was called. */
  "DateCreated>"?: string;
  /** When it last changed. */
  "DateUpdated<"?: string;
  /** When it last changed. */
  "DateUpdated>"?: string;
}

export interface ListConferenceRecordingParameters {
  /** When it was begun. */
  DateCreated?: string;
  /** When it was begun. */
  "DateCreated<"?: string;
  /** When it was begun. */
  "DateCreated>"?: string;
}

export interface ListConsentParameters {
  /** Who said it. */
  person?: string;
  /** opt-in or opt-out. */
  word?: "opt-out" | "opt-in";
  /** What it is about: a service's use case, or any. */
  purpose?: string;
}

export interface ListDestinationAlphaSenderParameters {
  /** The country it is used in, ISO 3166; empty for everywhere. */
  IsoCountryCode?: string;
}

export interface ListEventParameters {
  /** Who did it: US and the digits of the account or key. The filter takes those too. */
  ActorSid?: string;
  /** What was done to what, as application.created. */
  EventType?: string;
  /** What was changed. */
  ResourceSid?: string;
  /** Where the request came from. */
  SourceIpAddress?: string;
  /** Only from then on: YYYY-MM-DDThh:mm:ssZ, or a day. */
  StartDate?: string;
  /** Only until then: YYYY-MM-DDThh:mm:ssZ, or a day. */
  EndDate?: string;
}

export interface ListGetKeysParameters {
  /** The account it belongs to. */
  AccountSid: string;
}

export interface ListIncomingPhoneNumberLocalParameters {
  /** The number. */
  PhoneNumber?: string;
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** twilio, or hosted: whose number it was. */
  Origin?: string;
}

export interface ListIncomingPhoneNumberMobileParameters {
  /** The number. */
  PhoneNumber?: string;
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** twilio, or hosted: whose number it was. */
  Origin?: string;
}

export interface ListIncomingPhoneNumberParameters {
  /** The number. */
  PhoneNumber?: string;
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** twilio, or hosted: whose number it was. */
  Origin?: string;
}

export interface ListIncomingPhoneNumberTollFreeParameters {
  /** The number. */
  PhoneNumber?: string;
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** Whether it is new to the platform. */
  Beta?: boolean;
  /** twilio, or hosted: whose number it was. */
  Origin?: string;
}

export interface ListJobParameters {
  /** waiting, or dead. */
  status?: "dead" | "waiting";
}

export interface ListMediaParameters {
  /** When it was stored. */
  DateCreated?: string;
  /** When it was stored. */
  "DateCreated<"?: string;
  /** When it was stored. */
  "DateCreated>"?: string;
}

export interface ListMessageParameters {
  /** Who it is from: a number, a short code or a name. */
  From?: string;
  /** Who receives it. */
  To?: string;
  /** How far it has come. */
  Status?: "accepted" | "scheduled" | "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "canceled" | "receiving" | "received" | "read" | "partially_delivered";
  /** When a carrier took it, or it arrived. */
  DateSent?: string;
  /** When a carrier took it, or it arrived. */
  "DateSent<"?: string;
  /** When a carrier took it, or it arrived. */
  "DateSent>"?: string;
}

export interface ListNotificationParameters {
  /** 0 for an error, 1 for a warning. */
  Log?: "0" | "1";
  /** When it happened. */
  MessageDate?: string;
  /** When it happened. */
  "MessageDate<"?: string;
  /** When it happened. */
  "MessageDate>"?: string;
}

export interface ListOutgoingCallerIdParameters {
  /** What it is called. */
  FriendlyName?: string;
  /** The number. */
  PhoneNumber?: string;
}

export interface ListParticipantParameters {
  /** Whether nobody hears it. */
  Muted?: boolean;
  /** Whether it hears music in place of the others. */
  Hold?: boolean;
  /** Whether only one hears it. */
  Coaching?: boolean;
}

export interface ListQueueWaitParameters {
  /** The queue. */
  queue_sid?: string;
  /** The call that waited. */
  call_sid?: string;
  /** waiting, connecting while a whisper is heard, or over. */
  status?: "waiting" | "connecting" | "over";
  /** Leaves out waits that were over by then. */
  after?: string;
}

export interface ListRecordingParameters {
  /** The call it is of. */
  CallSid?: string;
  /** The conference it is of. */
  ConferenceSid?: string;
  /** When it was begun. */
  DateCreated?: string;
  /** With those whose sound is gone. */
  IncludeSoftDeleted?: boolean;
  /** When it was begun. */
  "DateCreated<"?: string;
  /** When it was begun. */
  "DateCreated>"?: string;
}

export interface ListUsageRecordAllTimeParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageRecordDailyParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageRecordLastMonthParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageRecordMonthlyParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageRecordParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageRecordThisMonthParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageRecordTodayParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageRecordYearlyParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageRecordYesterdayParameters {
  /** What was used; sms-outbound is part of sms, and so on. */
  Category?: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  EndDate?: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  StartDate?: string;
  /** Whether what subaccounts used is added. */
  IncludeSubaccounts?: boolean;
}

export interface ListUsageTriggerParameters {
  /** How often it may fire; alltime is once for good. */
  Recurring?: "daily" | "monthly" | "yearly" | "alltime";
  /** Which number of the usage record it watches. */
  TriggerBy?: "count" | "usage" | "price";
  /** Which category it watches. */
  UsageCategory?: string;
}

export interface ListWebhookParameters {
  /** What it was for, as message-status. */
  kind?: string;
  /** Only what is about this SID. */
  subject?: string;
  /** Only what went to this host, with its port unless it is the usual one. */
  host?: string;
  /** Only what went well (ok), or did not (failed). */
  outcome?: "ok" | "failed";
}

/** A picture, sound or document that came with a message. Its path without `.json` is the thing itself. */
export interface Media {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The message it came with. */
  parent_sid: string;
  /** Its MIME type. */
  content_type: string;
  /** When it was stored. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** A call that waits in a queue. `Front` in place of its SID is the one that has waited longest. */
export interface Member {
  /** The call. */
  call_sid: string;
  /** The queue it waits in. */
  queue_sid: string;
  /** Its place in the line, from 1; 0 once it is taken out. */
  position: number;
  /** Seconds it has waited. */
  wait_time: number;
  /** Since when it waits. */
  date_enqueued: string;
  /** Where this resource is found. */
  uri: string;
}

/** A text or picture message, inbound or outbound. */
export interface Message {
  /** What it says: at most 1,600 characters. */
  body: string;
  /** Parts it was cut into. */
  num_segments: string;
  /** Inbound, or what made it go out. */
  direction: "inbound" | "outbound-api" | "outbound-call" | "outbound-reply";
  /** Who it is from: a number, a short code or a name. */
  from: string | null;
  /** Who receives it. */
  to: string;
  /** When anything of it last changed. */
  date_updated: string;
  /** What is owed for it, negative; null until it was sent or received. */
  price: string | null;
  /** What went wrong, in words. */
  error_message: string | null;
  /** Where this resource is found. */
  uri: string;
  /** Whose it is. */
  account_sid: string;
  /** Pictures and other media it has. */
  num_media: string;
  /** How far it has come. */
  status: "accepted" | "scheduled" | "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "canceled" | "receiving" | "received" | "read" | "partially_delivered";
  /** The service that chose its sender. */
  messaging_service_sid: string | null;
  /** Names this message for ever. */
  sid: string;
  /** When a carrier took it, or it arrived. */
  date_sent: string | null;
  /** When it was accepted. */
  date_created: string;
  /** What went wrong, as a number: see the error dictionary. */
  error_code: number | null;
  /** The currency of its price. */
  price_unit: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  media?: string;
  feedback?: string;
};
}

/** Whether the recipient did what the message was for. */
export interface MessageFeedback {
  /** Whose message it is. */
  account_sid: string;
  /** The message. */
  message_sid: string;
  /** confirmed, or unconfirmed. */
  outcome: "confirmed" | "unconfirmed";
  /** When feedback was first given. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** What texts cost in a country. */
export interface MessagingCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** By network and kind of sender. */
  outbound_sms_prices: Array<Record<string, unknown>>;
  /** By the kind of our own number. */
  inbound_sms_prices: Array<Record<string, string>>;
  /** The currency of the prices, an ISO 4217 code. */
  price_unit: string;
  /** Where this resource is found. */
  url: string;
}

/** What texts cost in a country. */
export interface MessagingCountryOfListMessagingCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** Where this resource is found. */
  url: string;
}

/** Which countries the account may text. All of them, until it says otherwise. */
export interface MessagingGeopermissions {
  /** JSON objects: `country_code`, `type`, `enabled`. */
  permissions: Array<Record<string, unknown>>;
}

/** A short code in a service's pool. */
export interface MessagingV1ShortCode {
  /** The short code's own SID. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The service whose pool it is in. */
  service_sid: string;
  /** When it joined. */
  date_created: string;
  /** The same: what is in a pool does not change. */
  date_updated: string;
  /** The short code. */
  short_code: string;
  /** Its country. */
  country_code: string;
  /** What it can carry: MMS, SMS. */
  capabilities: Array<string>;
  /** Where this resource is found. */
  url: string;
}

/** A carrier: where calls go out, and where they come from. */
export interface Network {
  /** Names it for ever. */
  sid: string;
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name: string;
  /** sip; simulated is the carrier that ships with Ringback and cannot be changed. */
  kind: "sip" | "simulated";
  /** Its host name or address. */
  host: string;
  /** Its SIP port. */
  port: number;
  /** udp or tcp. */
  transport: "udp" | "tcp";
  /** Who we are to it, where it asks. */
  username: string | null;
  /** Whether there is a password. */
  has_password: boolean;
  /** Addresses and blocks (CIDR) that its calls come from; none: its host, where that is an address. */
  sources: Array<string>;
  /** Numbers it takes: the longest prefix wins, then the lowest priority, then weight is its share. The prefix "" is all numbers; without any prefix no call goes out by it. */
  prefixes: Array<Prefix>;
  /** Where national numbers are national, ISO 3166. */
  country: string;
  /** How it writes numbers: plus (+1415…), e164 (1415…) or national (415…). */
  number_format: "plus" | "e164" | "national";
  /** Where it reads who is calling. */
  caller_id: "from" | "p-asserted-identity" | "remote-party-id";
  /** Codecs it is offered, the best first. */
  codecs: Array<"PCMU" | "PCMA" | "G722">;
  /** Calls a second that it takes. */
  max_cps: number | null;
  /** Calls at once that it takes. */
  max_calls: number | null;
  /** Whether calls go out by it and come in from it. */
  enabled: boolean;
  /** Whether we register with it (REGISTER). */
  register: boolean;
  /** up, down, or unknown: nobody has asked it yet. */
  health: "up" | "down" | "unknown";
  /** When that was last news. */
  health_at: string | null;
  /** When it was set up. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** Something that went wrong, or looks as if it would. Kept for 30 days. */
export interface Notification {
  /** Names it for ever. */
  sid: string;
  /** Whose trouble it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** 0 for an error, 1 for a warning. */
  log: string;
  /** The five-digit code of the trouble. */
  error_code: string;
  /** Where the code is explained. */
  more_info: string;
  /** What happened, as form pairs. */
  message_text: string;
  /** When it happened. */
  message_date: string;
  /** The URL it came up with. */
  request_url: string | null;
  /** How the URL was asked. */
  request_method: string | null;
  /** The parameters that were sent, as form pairs. */
  request_variables: string | null;
  /** The answer's headers, as form pairs. */
  response_headers: string | null;
  /** What the server answered. */
  response_body: string | null;
  /** When it was written down. */
  date_created: string;
  /** The same: notifications do not change. */
  date_updated: string;
  /** The call it came up in, if one did. */
  call_sid: string | null;
  /** Where this resource is found. */
  uri: string;
}

/** Something that went wrong, or looks as if it would. Kept for 30 days. */
export interface NotificationOfListNotification {
  /** Names it for ever. */
  sid: string;
  /** Whose trouble it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** 0 for an error, 1 for a warning. */
  log: string;
  /** The five-digit code of the trouble. */
  error_code: string;
  /** Where the code is explained. */
  more_info: string;
  /** What happened, as form pairs. */
  message_text: string;
  /** When it happened. */
  message_date: string;
  /** The URL it came up with. */
  request_url: string | null;
  /** How the URL was asked. */
  request_method: string | null;
  /** When it was written down. */
  date_created: string;
  /** The same: notifications do not change. */
  date_updated: string;
  /** The call it came up in, if one did. */
  call_sid: string | null;
  /** Where this resource is found. */
  uri: string;
}

/** A number that the account has verified and may show. */
export interface OutgoingCallerId {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What it is called. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** When it was verified. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** A call in a conference, or one that is called into it. */
export interface Participant {
  /** Whose it is. */
  account_sid: string;
  /** The call; in paths its label will do. */
  call_sid: string;
  /** A name of its own in this conference. */
  label: string | null;
  /** The conference; in paths its name will do while it is on. */
  conference_sid: string;
  /** queued, connecting, ringing or connected. */
  status: "queued" | "connecting" | "ringing" | "connected" | "complete" | "failed";
  /** Whether nobody hears it. */
  muted: boolean;
  /** Whether it hears music in place of the others. */
  hold: boolean;
  /** Whether only one hears it. */
  coaching: boolean;
  /** The one who hears it. */
  call_sid_to_coach: string | null;
  /** Whether its coming begins the conference. */
  start_conference_on_enter: boolean;
  /** Whether its leaving ends it. */
  end_conference_on_exit: boolean;
  /** Milliseconds it waited to be called. */
  queue_time: string;
  /** When it came, or was to be called. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** A number in a service's pool. */
export interface PhoneNumber {
  /** The number's own SID. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The service whose pool it is in. */
  service_sid: string;
  /** When it joined. */
  date_created: string;
  /** The same: what is in a pool does not change. */
  date_updated: string;
  /** The number in E.164. */
  phone_number: string;
  /** Its country. */
  country_code: string;
  /** What it can carry: MMS, SMS, Voice. */
  capabilities: Array<string>;
  /** Where this resource is found. */
  url: string;
}

/** What numbers of a country cost a month. */
export interface PhoneNumberCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** By the kind of number. */
  phone_number_prices: Array<Record<string, string>>;
  /** The currency of the prices, an ISO 4217 code. */
  price_unit: string;
  /** Where this resource is found. */
  url: string;
}

/** What numbers of a country cost a month. */
export interface PhoneNumberCountryOfListPhoneNumberCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** Where this resource is found. */
  url: string;
}

/** Numbers that a network serves: those that begin so (`+44`), or all (``). The lowest `priority` is tried first;
    among equals `weight` is a network's share. */
export interface Prefix {
  prefix?: string;
  priority?: number;
  weight?: number;
}

/** What a minute costs in a country. */
export interface PricingV1VoiceCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** By the kind of number called. */
  outbound_prefix_prices: Array<Record<string, unknown>>;
  /** By the kind of our own number. */
  inbound_call_prices: Array<Record<string, string>>;
  /** The currency of the prices, an ISO 4217 code. */
  price_unit: string;
  /** Where this resource is found. */
  url: string;
}

/** What a minute costs in a country. */
export interface PricingV1VoiceCountryOfListVoiceCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** Where this resource is found. */
  url: string;
}

/** What a minute to one number costs. */
export interface PricingV1VoiceNumber {
  /** The number. */
  number: string;
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** A minute to it. */
  outbound_call_price: Record<string, string>;
  /** A minute from it, where it is one of ours. */
  inbound_call_price: Record<string, string> | null;
  /** The currency of the prices, an ISO 4217 code. */
  price_unit: string;
  /** Where this resource is found. */
  url: string;
}

export interface PricingV2FetchVoiceNumberParameters {
  /** Where the call comes from. */
  OriginationNumber?: string;
}

/** What a minute costs in a country, by where the call comes from. */
export interface PricingV2VoiceCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** By the kind of number called. */
  outbound_prefix_prices: Array<Record<string, unknown>>;
  /** By the kind of our own number. */
  inbound_call_prices: Array<Record<string, string>>;
  /** The currency of the prices, an ISO 4217 code. */
  price_unit: string;
  /** Where this resource is found. */
  url: string;
}

/** What a minute costs in a country, by where the call comes from. */
export interface PricingV2VoiceCountryOfListVoiceCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** Where this resource is found. */
  url: string;
}

/** What a minute to one number costs, by where the call comes from. */
export interface PricingV2VoiceNumber {
  /** The number. */
  destination_number: string;
  /** Where the call comes from. */
  origination_number: string | null;
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** A minute to it. */
  outbound_call_prices: Array<Record<string, unknown>>;
  /** A minute from it, where it is one of ours. */
  inbound_call_price: Record<string, string> | null;
  /** The currency of the prices, an ISO 4217 code. */
  price_unit: string;
  /** Where this resource is found. */
  url: string;
}

/** A line that callers wait in until somebody dials it. */
export interface Queue {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What <Enqueue> and <Queue> call it: 1 to 64 characters, one queue a name. */
  friendly_name: string;
  /** How many may wait: 1 to 5000, 1000 unless said. */
  max_size: number;
  /** How many wait now. */
  current_size: number;
  /** Seconds: the mean over those who wait, so far, and those who left in the last hour. */
  average_wait_time: number;
  /** When it was made. */
  date_created: string;
  /** When its name or size last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  members?: string;
};
}

/** How it stands with a queue at this moment, for a live view. */
export interface QueueState {
  /** The queue. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What it is called. */
  friendly_name: string;
  /** How many may wait. */
  max_size: number;
  /** How many wait now. */
  current_size: number;
  /** Milliseconds that who stands in front has waited; 0 where nobody waits. */
  longest_wait_ms: number;
  /** Mean over those who wait, so far, and those who left in the last hour. */
  average_wait_ms: number;
  /** How many have dialled it and wait for a caller. */
  agents_waiting: number;
  /** When it was made. */
  date_created: string;
}

/** A caller's wait in a queue, while it lasts and afterwards. */
export interface QueueWait {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The queue. */
  queue_sid: string;
  /** What it was called when the wait began. */
  queue_name: string;
  /** The call that waited. */
  call_sid: string;
  /** Who called. */
  from: string;
  /** waiting, connecting while a whisper is heard, or over. */
  status: "waiting" | "connecting" | "over";
  /** How it ended, in the words of QueueResult. */
  result: string | null;
  /** Milliseconds until somebody took the call, or until the end; so far while it lasts. */
  wait_ms: number;
  /** When it began. */
  enqueued_at: string;
  /** When it ended. */
  left_at: string | null;
  /** The call that took this one. */
  agent_call_sid: string | null;
  /** The workflow it waited for, if any. */
  workflow_sid: string | null;
}

/** Where somebody is, over what their number says. */
export interface Recipient {
  /** Who says so. */
  account_sid: string;
  /** The number. */
  number: string;
  /** An IANA name. */
  time_zone: string;
  /** When it was last said. */
  date_updated: string;
}

/** What was heard in a call. Its path without `.json` is the sound: WAV, or with `.mp3` MP3. */
export interface Recording {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** The call it is of. */
  call_sid: string | null;
  /** The conference it is of. */
  conference_sid: string | null;
  /** When it begins. */
  start_time: string;
  /** Seconds; null until it is known. */
  duration: string | null;
  /** What is owed for it, negative. */
  price: string | null;
  /** The currency of its price. */
  price_unit: string;
  /** How far it has come. */
  status: "in-progress" | "paused" | "stopped" | "processing" | "completed" | "absent" | "failed" | "deleted";
  /** 1, or 2: each side on its own. */
  channels: number;
  /** What began it. */
  source: string;
  /** Why there is nothing, as a number. */
  error_code: number | null;
  /** How it is encrypted. */
  encryption_details: Record<string, unknown> | null;
  /** When it was begun. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  add_on_results?: string;
  transcriptions?: string;
};
  /** Where the sound is. */
  media_url: string;
}

/** What was said in a recording and when, sentence by sentence: to stand beside a player. */
export interface RecordingTranscript {
  /** The recording. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The transcription. */
  transcription_sid: string;
  /** How far it has come. */
  status: "in-progress" | "completed" | "failed";
  /** All of it. */
  text: string | null;
  /** How sure the recogniser is, 0 to 1. */
  confidence: number | null;
  /** Parts with start_s, end_s (seconds) and text. */
  sentences: Array<Record<string, unknown>>;
  /** Why there is no text, as a number. */
  error_code: number | null;
}

/** What was said in one recording. */
export interface RecordingTranscription {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** The recording it is of. */
  recording_sid: string;
  /** How far it has come. */
  status: "in-progress" | "completed" | "failed";
  /** What was said; null until it is known. */
  transcription_text: string | null;
  /** How it is made: fast. */
  type: string;
  /** Seconds of the recording. */
  duration: string | null;
  /** What is owed for it, negative; null until it is completed. */
  price: number | null;
  /** The currency of its price. */
  price_unit: string;
  /** When it was begun. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** Levels of a recording, to draw it with. */
export interface RecordingWaveform {
  /** The recording. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Seconds. */
  duration: number | null;
  /** 1 or 2. */
  channels: number;
  /** Levels 0 to 100, evenly spread over its length. */
  peaks: Array<number>;
}

/** Which messages a carrier is given. An empty list is no condition; all that are not empty must hold. */
export interface Route {
  /** Names it for ever. */
  sid: string;
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name: string;
  /** Where it leads: a carrier of messages, or NW and 32 zeros for the simulated one. */
  carrier_sid: string;
  /** Beginnings of the recipients' numbers. */
  prefixes: Array<string>;
  /** Countries of the recipients, ISO 3166. */
  countries: Array<string>;
  /** Kinds of the recipients' numbers. North American mobiles are local: their area codes do not tell. */
  number_types: Array<"local" | "mobile" | "toll-free" | "national" | "premium" | "shared-cost" | "voip" | "unknown">;
  /** Kinds of senders. */
  sender_types: Array<"long-code" | "short-code" | "toll-free" | "alphanumeric">;
  /** Senders, each as it is written. */
  senders: Array<string>;
  /** Accounts whose messages go by it. */
  account_sids: Array<string>;
  /** The lowest is tried first. */
  priority: number;
  /** Of the messages that it and its equals in priority and prefix fit, how many begin with it; null: what is left, by price. One message is always told the same. */
  percentage: number | null;
  /** What the carrier asks for a segment; null counts as the dearest. */
  price: string | null;
  /** The currency of that, ISO 4217. */
  price_unit: string;
  /** Message parts a second that go by it from one process, 1 or more; null: as many as there are. */
  messages_per_s: number | null;
  /** What becomes of messages beyond that: wait, or next (the next route takes them). */
  when_full: "wait" | "next";
  /** Error codes of the carrier's refusals upon which the next is tried. One that is down is always passed over; a message that a carrier may have is never given to another. */
  fails_over_on: Array<number>;
  /** Whether it is asked. */
  enabled: boolean;
  /** When it was set up. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** Who a message would go to, and why. Decided as for a real one; nothing is sent. */
export interface RouteTrial {
  /** Who it would go to. */
  to: string;
  /** What it would come from. */
  from: string;
  /** Who would be given it first; null: nobody, it would fail with 30006. */
  carrier_sid: string | null;
  /** A line for each route and carrier: route_sid, friendly_name, carrier_sid, carrier_name, health, position (null: it would not be tried) and why. */
  items: Array<Record<string, unknown>>;
}

/** A number, or the first digits of a thousand numbers, that fraud checks leave alone. */
export interface Safelist {
  /** Names this entry for ever. */
  sid: string;
  /** The number in E.164 form, or a thousand's first digits. */
  phone_number: string;
}

/** A second token, which works beside the primary one until it is promoted. */
export interface SecondaryAuthToken {
  /** The account it belongs to. */
  account_sid: string;
  /** The token. */
  secondary_auth_token: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Where this resource is found. */
  url: string;
}

/** A pool of senders with one set of rules: which of them writes to whom, and who answers what comes back. */
export interface Service {
  /** Names this service for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Asked what to answer a text to any number of the pool. null: such texts are dropped, keywords aside. */
  inbound_request_url: string | null;
  /** How it is asked. */
  inbound_method: "GET" | "POST" | null;
  /** Asked where `inbound_request_url` fails. */
  fallback_url: string | null;
  /** How it is asked. */
  fallback_method: "GET" | "POST" | null;
  /** Hears how messages go that name no other URL. */
  status_callback: string | null;
  /** Whether a recipient always hears from the same sender. */
  sticky_sender: boolean | null;
  /** Kept for the API; pictures need a sender that can carry them. */
  mms_converter: boolean | null;
  /** Whether look-alikes replace characters beyond GSM-7. */
  smart_encoding: boolean | null;
  /** Reserved; without effect. */
  scan_message_content: "inherit" | "enable" | "disable" | null;
  /** Obsolete; without effect. */
  fallback_to_long_code: boolean | null;
  /** Whether recipients under +1 hear from their own area code. */
  area_code_geomatch: boolean | null;
  /** Reserved; without effect. */
  synchronous_validation: boolean | null;
  /** Seconds a message may wait in the queue, 1 to 36000. */
  validity_period: number | null;
  /** Where this resource is found. */
  url: string;
  /** Where what belongs to it is found. */
  links: {
  phone_numbers?: string;
  short_codes?: string;
  alpha_senders?: string;
  messages?: string;
  us_app_to_person?: string;
  us_app_to_person_usecases?: string;
  channel_senders?: string;
  destination_alpha_senders?: string;
};
  /** What it is for: notifications, marketing, verification, … */
  usecase: string | null;
  /** Whether a US campaign is registered for it. */
  us_app_to_person_registered: boolean;
  /** Whether a number's own SmsUrl goes before this service's. */
  use_inbound_webhook_on_number: boolean | null;
}

/** A log-in of the console: a cookie that no script reads, and a token that changes must carry. */
export interface Session {
  /** The account that is looked at. */
  account_sid: string;
  /** What people call the account. */
  friendly_name: string;
  /** Goes along as X-CSRF-Token with whatever changes something. */
  csrf_token: string | null;
  /** Whether this account may do what concerns the whole server. */
  operator: boolean;
}

/** The same keys under their older name. */
export interface SigningKey {
  /** Names this key for ever; the user name when it is used. */
  sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** The same keys under their older name. */
export interface SigningKeyOfCreateNewSigningKey {
  /** Names this key for ever; the user name when it is used. */
  sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** The password when it is used. Told once. */
  secret: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** A credential list whose users may call the domain. */
export interface SipAuthCallsCredentialListMapping {
  /** The list's own SID. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What the list is called. */
  friendly_name: string;
  /** When it was mapped. */
  date_created: string;
  /** The same: what is mapped does not change. */
  date_updated: string;
}

/** A list of the addresses that may call the domain. */
export interface SipAuthCallsIpAccessControlListMapping {
  /** The list's own SID. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What the list is called. */
  friendly_name: string;
  /** When it was mapped. */
  date_created: string;
  /** The same: what is mapped does not change. */
  date_updated: string;
}

/** A credential list whose users may register at the domain. */
export interface SipAuthRegistrationsCredentialListMapping {
  /** The list's own SID. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What the list is called. */
  friendly_name: string;
  /** When it was mapped. */
  date_created: string;
  /** The same: what is mapped does not change. */
  date_updated: string;
}

/** A user of a credential list. At most 1,000 a list. */
export interface SipCredential {
  /** Names this user for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The list it is on. */
  credential_list_sid: string;
  /** The name that calls and registers, 1 to 32 characters. */
  username: string;
  /** When it was made. */
  date_created: string;
  /** When its password was last set. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** Users and passwords, for the domains that the list is mapped to. At most 100 an account. */
export interface SipCredentialList {
  /** Names this list for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** What people call it, 1 to 64 characters. */
  friendly_name: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  credentials?: string;
};
  /** Where this resource is found. */
  uri: string;
}

/** The older path of a credential list for calls: the same mapping as under `/Auth/Calls`. */
export interface SipCredentialListMapping {
  /** The list's own SID. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What the list is called. */
  friendly_name: string;
  /** When it was mapped. */
  date_created: string;
  /** The same: what is mapped does not change. */
  date_updated: string;
  /** The domain it guards. */
  domain_sid: string;
  /** Where this resource is found. */
  uri: string;
}

/** A name that phones and PBXs call, and register at: `sip:anybody@<domain_name>`. */
export interface SipDomain {
  /** Names this domain for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** The version of the API that its calls run under. */
  api_version: string;
  /** What guards its calls: IP_ACL, CREDENTIAL_LIST, both with a comma, or nothing: no calls. */
  auth_type: string;
  /** `<label>.sip.<domain>`: the label is 1 to 63 letters, digits and hyphens, and unique here. */
  domain_name: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string | null;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Asked what to do with a call. */
  voice_url: string | null;
  /** How it is asked. */
  voice_method: "GET" | "POST" | null;
  /** Asked where `voice_url` fails. */
  voice_fallback_url: string | null;
  /** How it is asked. */
  voice_fallback_method: "GET" | "POST" | null;
  /** Hears when a call is over. */
  voice_status_callback_url: string | null;
  /** How it is told. */
  voice_status_callback_method: "GET" | "POST" | null;
  /** Whether phones may register here. */
  sip_registration: boolean | null;
  /** Kept for the API; emergency calls are not carried. */
  emergency_calling_enabled: boolean | null;
  /** Whether TLS is asked of callers. */
  secure: boolean | null;
  /** For trunks that come later; refused until then. */
  byoc_trunk_sid: string | null;
  /** A number of the account's to call back in an emergency. */
  emergency_caller_sid: string | null;
  /** Where this resource is found. */
  uri: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  credential_list_mappings?: string;
  ip_access_control_list_mappings?: string;
};
}

/** Addresses that may call the domains that the list is mapped to. At most 100 an account. */
export interface SipIpAccessControlList {
  /** Names this list for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What people call it, 1 to 255 characters. */
  friendly_name: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Where what belongs to it is found. */
  subresource_uris: {
  ip_addresses?: string;
};
  /** Where this resource is found. */
  uri: string;
}

/** The older path of a list of addresses for calls: the same mapping as under `/Auth/Calls`. */
export interface SipIpAccessControlListMapping {
  /** The list's own SID. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What the list is called. */
  friendly_name: string;
  /** When it was mapped. */
  date_created: string;
  /** The same: what is mapped does not change. */
  date_updated: string;
  /** The domain it guards. */
  domain_sid: string;
  /** Where this resource is found. */
  uri: string;
}

/** An address, or a block of them, on a list. At most 100 a list. */
export interface SipIpAddress {
  /** Names this address for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What people call it, 1 to 255 characters. */
  friendly_name: string;
  /** IPv4 or IPv6. */
  ip_address: string;
  /** How many of its bits count; without, all. */
  cidr_prefix_length: number;
  /** The list it is on. */
  ip_access_control_list_sid: string;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** A carrier that messages go to by SMPP 3.4, and come from. */
export interface SmppCarrier {
  /** Names it for ever. */
  sid: string;
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name: string;
  /** Its host name or address. */
  host: string;
  /** Its SMPP port. */
  port: number;
  /** Whether it is spoken to over TLS. */
  tls: boolean;
  /** Whether its certificate must be one for its name that this machine trusts. */
  tls_verify: boolean;
  /** Who we are to it. */
  system_id: string;
  /** Whether there is a password. */
  has_password: boolean;
  /** What kind of application we are to it. */
  system_type: string;
  /** Binds that send and receive. */
  transceivers: number;
  /** Binds that only send. */
  transmitters: number;
  /** Binds that only receive. */
  receivers: number;
  /** Messages of one bind that wait for their answer. */
  window: number;
  /** Message parts a second that one bind takes; null: as fast as it answers. */
  messages_per_s: number | null;
  /** Seconds of silence after which we ask whether it is there. */
  enquire_s: number;
  /** Seconds that it may take to answer. */
  response_s: number;
  /** How parts of long texts say that they belong together: udh, udh-16, sar, or payload (it cuts them itself). */
  joining: "udh" | "udh-16" | "sar" | "payload";
  /** What it means by data_coding 0: gsm, packed, latin-1 or ascii. */
  alphabet: "gsm" | "packed" | "latin-1" | "ascii";
  /** Dialled before numbers that it sends in national form, such as 44. */
  country_code: string;
  /** Numbers it takes: the longest prefix among carriers wins; "" is all numbers. */
  prefixes: Array<string>;
  /** What becomes of a message whose answer was lost: hold (never doubled) or resend (never lost). */
  when_unknown: "hold" | "resend";
  /** Whether it is bound to. */
  enabled: boolean;
  /** Its binds as they are now. */
  binds: Array<BindState>;
  /** When it was set up. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** A system_id and password with which an account's applications bind to us by SMPP. */
export interface SmppCredential {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string;
  /** The name to bind with, 1 to 15 letters, digits, dots, dashes or underscores; drawn where none is given. */
  system_id: string;
  /** The Messaging Service that chooses the sender where a message names none, and that scheduled ones need. */
  messaging_service_sid: string | null;
  /** Whether texts that come in for the account go to its receivers. */
  receives: boolean;
  /** Messages of one bind that may wait for our answer; more are answered ESME_RMSGQFUL. */
  window: number;
  /** Messages a second of one bind; more are answered ESME_RTHROTTLED. null: no limit. */
  messages_per_s: number | null;
  /** Binds at a time. */
  max_binds: number;
  /** Addresses and blocks (CIDR) that may bind; none: all. */
  sources: Array<string>;
  /** Whether it may be bound with. */
  enabled: boolean;
  /** The binds that stand, at every process: as what, from where, over TLS or not, since when, the messages they brought, those a second of late, and those that wait for our answer. Figures are ten seconds old at most. */
  binds: Array<BindShown>;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** A system_id and password with which an account's applications bind to us by SMPP. */
export interface SmppCredentialOfCreateSmppCredential {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** What people call it, at most 64 characters. */
  friendly_name: string;
  /** The name to bind with, 1 to 15 letters, digits, dots, dashes or underscores; drawn where none is given. */
  system_id: string;
  /** The password to bind with. Told once. */
  password: string;
  /** The Messaging Service that chooses the sender where a message names none, and that scheduled ones need. */
  messaging_service_sid: string | null;
  /** Whether texts that come in for the account go to its receivers. */
  receives: boolean;
  /** Messages of one bind that may wait for our answer; more are answered ESME_RMSGQFUL. */
  window: number;
  /** Messages a second of one bind; more are answered ESME_RTHROTTLED. null: no limit. */
  messages_per_s: number | null;
  /** Binds at a time. */
  max_binds: number;
  /** Addresses and blocks (CIDR) that may bind; none: all. */
  sources: Array<string>;
  /** Whether it may be bound with. */
  enabled: boolean;
  /** The binds that stand, at every process: as what, from where, over TLS or not, since when, the messages they brought, those a second of late, and those that wait for our answer. Figures are ten seconds old at most. */
  binds: Array<BindShown>;
  /** When it was made. */
  date_created: string;
  /** When it was last changed. */
  date_updated: string;
}

/** A SID and token under which nothing is stored, sent or charged. */
export interface TestCredentials {
  /** The user name. */
  sid: string;
  /** The password. */
  auth_token: string;
  /** The account they belong to. */
  account_sid: string;
}

/** Credentials for STUN and TURN servers, for as long as they are good. */
export interface Token {
  /** The account they were made for. */
  account_sid: string;
  /** For the TURN servers: the end of its time, and the account. */
  username: string;
  /** For the TURN servers. */
  password: string;
  /** Seconds that they are good for. */
  ttl: string;
  /** The servers, as a browser's RTCPeerConnection takes them. */
  ice_servers: Array<Record<string, string>>;
  /** When they were made. */
  date_created: string;
  /** When they were made. */
  date_updated: string;
}

/** Everything that is known of one message: its encoding, parts, timeline, receipts, webhooks and price. */
export interface Trace {
  /** The message. */
  message: TracedMessage;
  /** GSM-7 or UCS-2. */
  encoding: string;
  /** Each part's text and how much of its room it uses. */
  parts: Array<Record<string, unknown>>;
  /** What each character costs, and which of them force UCS-2. */
  characters: Array<Record<string, unknown>>;
  /** What happened, in order. */
  timeline: Array<Record<string, unknown>>;
  /** What carriers said of each part. */
  receipts: Array<Record<string, unknown>>;
  /** Exchanges with the customer's servers. */
  webhooks: Array<Record<string, unknown>>;
  /** Which carrier took it, and whether that was the simulated one. */
  carrier: Record<string, unknown> | null;
  /** What it costs, and why. */
  price: Record<string, unknown>;
}

/** A message as the tracker shows it: spelt as in the 2010 API, without links. */
export interface TracedMessage {
  /** Names this message for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Inbound, or what made it go out. */
  direction: "inbound" | "outbound-api" | "outbound-call" | "outbound-reply";
  /** Who it is from. */
  from: string | null;
  /** Who receives it. */
  to: string;
  /** What it says. */
  body: string;
  /** Parts it was cut into. */
  num_segments: string;
  /** Pictures and other media it has. */
  num_media: string;
  /** How far it has come. */
  status: "accepted" | "scheduled" | "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "canceled" | "receiving" | "received" | "read" | "partially_delivered";
  /** What went wrong, as a number. */
  error_code: number | null;
  /** What went wrong, in words. */
  error_message: string | null;
  /** What is owed for it, negative. */
  price: string | null;
  /** The currency of its price. */
  price_unit: string;
  /** The service that chose its sender. */
  messaging_service_sid: string | null;
  /** When it was accepted. */
  date_created: string;
  /** When a carrier took it, or it arrived. */
  date_sent: string | null;
  /** When anything of it last changed. */
  date_updated: string;
}

/** What was said in a recording: made where `<Record transcribe="true">` recorded 2 to 120 seconds. */
export interface Transcription {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Always 2010-04-01. */
  api_version: string;
  /** The recording it is of. */
  recording_sid: string;
  /** How far it has come. */
  status: "in-progress" | "completed" | "failed";
  /** What was said; null until it is known. */
  transcription_text: string | null;
  /** How it is made: fast. */
  type: string;
  /** Seconds of the recording. */
  duration: string | null;
  /** What is owed for it, negative; null until it is completed. */
  price: number | null;
  /** The currency of its price. */
  price_unit: string;
  /** When it was begun. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  uri: string;
}

/** What would become of a text, and why. */
export interface Trial {
  /** A line for each: to, outcome (send, wait or skip), code, why, until, zones. */
  items: Array<Record<string, unknown>>;
}

/** What a minute through a SIP trunk costs in a country. */
export interface TrunkingCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** By the kind of number called. */
  terminating_prefix_prices: Array<Record<string, unknown>>;
  /** By the kind of our own number. */
  originating_call_prices: Array<Record<string, string>>;
  /** The currency of the prices, an ISO 4217 code. */
  price_unit: string;
  /** Where this resource is found. */
  url: string;
}

/** What a minute through a SIP trunk costs in a country. */
export interface TrunkingCountryOfListTrunkingCountry {
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** Where this resource is found. */
  url: string;
}

/** What a minute to one number costs through a SIP trunk. */
export interface TrunkingNumber {
  /** The number. */
  destination_number: string;
  /** Where the call comes from. */
  origination_number: string | null;
  /** Its name in English. */
  country: string;
  /** ISO 3166 code. */
  iso_country: string;
  /** A minute to it. */
  terminating_prefix_prices: Array<Record<string, unknown>>;
  /** A minute from it, where it is one of ours. */
  originating_call_price: Record<string, string> | null;
  /** The currency of the prices, an ISO 4217 code. */
  price_unit: string;
  /** Where this resource is found. */
  url: string;
}

export interface UpdateAccountParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** Whether it may work. Its parent suspends and reactivates it; closing is final. */
  Status?: "active" | "suspended" | "closed";
}

export interface UpdateAccountSettingsParameters {
  /** Whether webhooks may go to private addresses. null: while the server listens on loopback only. true: for the operator to say. */
  allow_private_webhooks?: boolean | null;
  /** Whether media is shown only to who has credentials. */
  http_auth_media?: boolean;
  /** Messages a second of every sender, over what the server's profile says. */
  message_rate_per_s?: number | null;
  /** Whether STOP, START and HELP are answered and heeded; if not, that is the application's to do. */
  opt_out_keywords?: boolean;
  /** Whether ten-digit numbers may text the United States in a verified campaign only, as carriers there ask; else such a text fails with 30034. */
  requires_us_registration?: boolean;
}

export interface UpdateAddressParameters {
  /** Who lives there. */
  CustomerName?: string;
  /** Number and street. */
  Street?: string;
  /** Suite, floor and the like. */
  StreetSecondary?: string;
  /** The town. */
  City?: string;
  /** State or province. */
  Region?: string;
  /** The postal code. */
  PostalCode?: string;
  /** What the account calls it. */
  FriendlyName?: string;
  /** Whether help can be sent there. */
  EmergencyEnabled?: boolean;
  /** Whether it may be rewritten as its country writes addresses. */
  AutoCorrectAddress?: boolean;
}

export interface UpdateApplicationParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** Which TwiML its calls begin with. */
  ApiVersion?: "2010-04-01" | "2008-08-01";
  /** Asked what to do with a call. */
  VoiceUrl?: string;
  /** How it is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Asked where `voice_url` fails. */
  VoiceFallbackUrl?: string;
  /** How it is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** Whether callers' names are looked up. */
  VoiceCallerIdLookup?: boolean;
  /** Hears how calls go. */
  StatusCallback?: string;
  /** How it is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** Asked what to do with a text. */
  SmsUrl?: string;
  /** How it is asked. */
  SmsMethod?: "GET" | "POST";
  /** Asked where `sms_url` fails. */
  SmsFallbackUrl?: string;
  /** How it is asked. */
  SmsFallbackMethod?: "GET" | "POST";
  /** The older name of `message_status_callback`. */
  SmsStatusCallback?: string;
  /** Hears how messages go that name this application. */
  MessageStatusCallback?: string;
  /** Whether other accounts may dial it. */
  PublicApplicationConnectEnabled?: boolean;
}

export interface UpdateBrandReviewParameters {
  /** How far its review has come. */
  status: "PENDING" | "IN_REVIEW" | "APPROVED" | "FAILED" | "SUSPENDED" | "DELETION_PENDING" | "DELETION_FAILED";
  /** How far it is trusted. */
  brand_score?: number | null;
  /** Its name in the registry. */
  tcr_id?: string | null;
  /** Why it failed. */
  failure_reason?: string | null;
}

export interface UpdateCallParameters {
  /** How far it has come. */
  Status?: "queued" | "ringing" | "in-progress" | "completed" | "busy" | "failed" | "no-answer" | "canceled";
  /** Where the TwiML is that it runs. */
  Url?: string;
  /** The TwiML itself: at most 4,000 characters. Url goes before it. */
  Twiml?: string;
  /** How Url is asked. */
  Method?: "GET" | "POST";
  /** What is asked when Url fails. */
  FallbackUrl?: string;
  /** How FallbackUrl is asked. */
  FallbackMethod?: "GET" | "POST";
  /** Who hears of its progress. */
  StatusCallback?: string;
  /** How StatusCallback is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** Seconds it may last after the answer. */
  TimeLimit?: number;
}

export interface UpdateCallRecordingParameters {
  /** How far it has come. */
  Status: "in-progress" | "paused" | "stopped" | "processing" | "completed" | "absent" | "failed" | "deleted";
  /** What stands for a pause: silence, or nothing. */
  PauseBehavior?: "skip" | "silence";
}

export interface UpdateCampaignReviewParameters {
  /** How far its review has come. */
  campaign_status: "PENDING" | "IN_PROGRESS" | "VERIFIED" | "FAILED" | "SUSPENDED";
  /** Its name in the registry. */
  campaign_id?: string | null;
  /** What its numbers may send together. */
  segments_a_second?: number | null;
  /** Why it failed. */
  failure_reason?: string | null;
}

export interface UpdateConferenceParameters {
  /** A document that all shall hear. */
  AnnounceUrl?: string;
  /** How AnnounceUrl is asked. */
  AnnounceMethod?: "GET" | "POST";
  /** completed ends it. */
  Status?: "completed";
}

export interface UpdateConferenceRecordingParameters {
  /** How far it has come. */
  Status: "in-progress" | "paused" | "stopped" | "processing" | "completed" | "absent" | "failed" | "deleted";
  /** What stands for a pause: silence, or nothing. */
  PauseBehavior?: "skip" | "silence";
}

export interface UpdateConsentPolicyParameters {
  /** When quiet begins where the recipient is, HH:MM; null: there are no quiet hours. */
  quiet_from?: string | null;
  /** When it ends. */
  quiet_until?: string | null;
  /** reschedule: sent when quiet ends; block: fails (30610). */
  quiet_action?: "reschedule" | "block";
  /** Texts to one person in `frequency_hours`; more fail (30693). */
  frequency_most?: number | null;
  /** The span that they are counted in. */
  frequency_hours?: number;
  /** Whether people must have asked for it, by the ledger; else it fails (30692). */
  requires_opt_in?: boolean;
  /** Use cases that it holds for; none: all. */
  purposes?: Array<string>;
}

export interface UpdateCredentialAwsParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

export interface UpdateCredentialPublicKeyParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

export interface UpdateDebuggerWebhookParameters {
  /** Who is told; null: nobody. */
  url?: string | null;
  /** How. */
  method?: "GET" | "POST";
}

export interface UpdateHandsetCallParameters {
  /** Steps: {"wait_s": 1}, {"press": "1#"}, {"say": "hello"}, {"play": URL}, {"hang_up": true}; by hand also {"answer": true}. */
  then: Array<Record<string, unknown>>;
}

export interface UpdateHandsetParameters {
  /** Seconds until it answers a call; null: never. */
  answer_after_s?: number | null;
  /** How it refuses calls. */
  reject?: "busy" | "no-answer" | "declined" | "unreachable" | null;
  /** What it does once it has answered. */
  then?: Array<Record<string, unknown>>;
  /** What becomes of texts to it. */
  sms?: Record<string, unknown>;
  /** Texts it answers, and how. */
  replies?: Array<Record<string, unknown>>;
}

export interface UpdateIncomingPhoneNumberParameters {
  /** What its owner calls it; the number itself at first. */
  FriendlyName?: string;
  /** Moves it to this account: the parent, or another of its subaccounts. */
  AccountSid?: string;
  /** The address it is owned with. */
  AddressSid?: string;
  /** The version of the API its calls and texts start with. */
  ApiVersion?: string;
  /** The identity it is owned with. */
  IdentitySid?: string;
  /** The documents it is owned with. */
  BundleSid?: string;
  /** Who is asked what to do with a call. */
  VoiceUrl?: string;
  /** How that is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  VoiceFallbackUrl?: string;
  /** How that is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for calls. */
  VoiceApplicationSid?: string;
  /** Whether callers' names are looked up. */
  VoiceCallerIdLookup?: boolean;
  /** Whether calls are voice or fax. */
  VoiceReceiveMode?: "voice" | "fax";
  /** Who is asked what to do with a text. */
  SmsUrl?: string;
  /** How that is asked. */
  SmsMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  SmsFallbackUrl?: string;
  /** How that is asked. */
  SmsFallbackMethod?: "GET" | "POST";
  /** The application whose URLs go before the number's own for texts. */
  SmsApplicationSid?: string;
  /** Who hears how calls end. */
  StatusCallback?: string;
  /** How that is told. */
  StatusCallbackMethod?: "GET" | "POST";
  /** The trunk that takes its calls. */
  TrunkSid?: string;
  /** Whether emergency calls from it carry its address. */
  EmergencyStatus?: "Active" | "Inactive";
  /** The address help comes to. */
  EmergencyAddressSid?: string;
}

export interface UpdateKeywordsParameters {
  /** Words that end it. */
  stop?: Array<string>;
  /** Words that begin it again. */
  start?: Array<string>;
  /** Words that ask for help. */
  help?: Array<string>;
  /** The answer to who ends it; null: as usual, empty: none. */
  stop_reply?: string | null;
  /** The answer to who begins again. */
  start_reply?: string | null;
  /** The answer to who asks for help. */
  help_reply?: string | null;
}

export interface UpdateLineParameters {
  /** Nothing is taken: messages wait. */
  is_down?: boolean;
  /** Seconds that receipts come later. */
  receipt_delay_s?: number;
  /** How many more times each receipt comes. */
  receipt_duplicates?: number;
  /** Packets lost on the voice path. */
  loss_percent?: number;
  /** Spread of their delay. */
  jitter_ms?: number;
  /** Their delay. */
  delay_ms?: number;
}

export interface UpdateMemberParameters {
  /** Where the TwiML is that it goes on with. */
  Url: string;
  /** How Url is asked: POST unless said. */
  Method?: "GET" | "POST";
}

export interface UpdateMessageParameters {
  /** What it says: at most 1,600 characters. */
  Body?: string;
  /** How far it has come. */
  Status?: "accepted" | "scheduled" | "queued" | "sending" | "sent" | "delivered" | "undelivered" | "failed" | "canceled" | "receiving" | "received" | "read" | "partially_delivered";
}

export interface UpdateMessagingGeopermissionsParameters {
  /** JSON objects: `country_code`, `type`, `enabled`. */
  Permissions: Array<Record<string, unknown>>;
}

export interface UpdateNetworkParameters {
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name?: string;
  /** Its host name or address. */
  host?: string;
  /** Its SIP port. */
  port?: number;
  /** udp or tcp. */
  transport?: "udp" | "tcp";
  /** Who we are to it, where it asks. */
  username?: string | null;
  /** Our password there. It is never shown. */
  password?: string | null;
  /** Addresses and blocks (CIDR) that its calls come from; none: its host, where that is an address. */
  sources?: Array<string>;
  /** Numbers it takes: the longest prefix wins, then the lowest priority, then weight is its share. The prefix "" is all numbers; without any prefix no call goes out by it. */
  prefixes?: Array<Prefix>;
  /** Where national numbers are national, ISO 3166. */
  country?: string;
  /** How it writes numbers: plus (+1415…), e164 (1415…) or national (415…). */
  number_format?: "plus" | "e164" | "national";
  /** Where it reads who is calling. */
  caller_id?: "from" | "p-asserted-identity" | "remote-party-id";
  /** Codecs it is offered, the best first. */
  codecs?: Array<"PCMU" | "PCMA" | "G722">;
  /** Calls a second that it takes. */
  max_cps?: number | null;
  /** Calls at once that it takes. */
  max_calls?: number | null;
  /** Whether calls go out by it and come in from it. */
  enabled?: boolean;
  /** Whether we register with it (REGISTER). */
  register?: boolean;
}

export interface UpdateOutgoingCallerIdParameters {
  /** What it is called. */
  FriendlyName?: string;
}

export interface UpdateParticipantParameters {
  /** Whether nobody hears it. */
  Muted?: boolean;
  /** Whether it hears music in place of the others. */
  Hold?: boolean;
  /** Whether only one hears it. */
  Coaching?: boolean;
  /** The one who hears it. */
  CallSidToCoach?: string;
  /** Whether its leaving ends it. */
  EndConferenceOnExit?: boolean;
  /** What it hears on hold: TwiML or sound. */
  HoldUrl?: string;
  /** How HoldUrl is asked. */
  HoldMethod?: "GET" | "POST";
  /** A document that it alone shall hear. */
  AnnounceUrl?: string;
  /** How AnnounceUrl is asked. */
  AnnounceMethod?: "GET" | "POST";
  /** What it hears until the conference begins; empty is silence. */
  WaitUrl?: string;
  /** How WaitUrl is asked. */
  WaitMethod?: "GET" | "POST";
  /** Whether its leaving is heard. */
  BeepOnExit?: boolean;
}

export interface UpdateQueueParameters {
  /** What <Enqueue> and <Queue> call it: 1 to 64 characters, one queue a name. */
  FriendlyName?: string;
  /** How many may wait: 1 to 5000, 1000 unless said. */
  MaxSize?: number;
}

export interface UpdateRecipientParameters {
  /** An IANA name. */
  time_zone: string;
}

export interface UpdateRouteParameters {
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name?: string;
  /** Where it leads: a carrier of messages, or NW and 32 zeros for the simulated one. */
  carrier_sid?: string;
  /** Beginnings of the recipients' numbers. */
  prefixes?: Array<string>;
  /** Countries of the recipients, ISO 3166. */
  countries?: Array<string>;
  /** Kinds of the recipients' numbers. North American mobiles are local: their area codes do not tell. */
  number_types?: Array<"local" | "mobile" | "toll-free" | "national" | "premium" | "shared-cost" | "voip" | "unknown">;
  /** Kinds of senders. */
  sender_types?: Array<"long-code" | "short-code" | "toll-free" | "alphanumeric">;
  /** Senders, each as it is written. */
  senders?: Array<string>;
  /** Accounts whose messages go by it. */
  account_sids?: Array<string>;
  /** The lowest is tried first. */
  priority?: number;
  /** Of the messages that it and its equals in priority and prefix fit, how many begin with it; null: what is left, by price. One message is always told the same. */
  percentage?: number | null;
  /** What the carrier asks for a segment; null counts as the dearest. */
  price?: number | null;
  /** The currency of that, ISO 4217. */
  price_unit?: string;
  /** Message parts a second that go by it from one process, 1 or more; null: as many as there are. */
  messages_per_s?: number | null;
  /** What becomes of messages beyond that: wait, or next (the next route takes them). */
  when_full?: "wait" | "next";
  /** Error codes of the carrier's refusals upon which the next is tried. One that is down is always passed over; a message that a carrier may have is never given to another. */
  fails_over_on?: Array<number>;
  /** Whether it is asked. */
  enabled?: boolean;
}

export interface UpdateServiceParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** Asked what to answer a text to any number of the pool. null: such texts are dropped, keywords aside. */
  InboundRequestUrl?: string;
  /** How it is asked. */
  InboundMethod?: "GET" | "POST";
  /** Asked where `inbound_request_url` fails. */
  FallbackUrl?: string;
  /** How it is asked. */
  FallbackMethod?: "GET" | "POST";
  /** Hears how messages go that name no other URL. */
  StatusCallback?: string;
  /** Whether a recipient always hears from the same sender. */
  StickySender?: boolean;
  /** Kept for the API; pictures need a sender that can carry them. */
  MmsConverter?: boolean;
  /** Whether look-alikes replace characters beyond GSM-7. */
  SmartEncoding?: boolean;
  /** Reserved; without effect. */
  ScanMessageContent?: "inherit" | "enable" | "disable";
  /** Obsolete; without effect. */
  FallbackToLongCode?: boolean;
  /** Whether recipients under +1 hear from their own area code. */
  AreaCodeGeomatch?: boolean;
  /** Reserved; without effect. */
  SynchronousValidation?: boolean;
  /** Seconds a message may wait in the queue, 1 to 36000. */
  ValidityPeriod?: number;
  /** What it is for: notifications, marketing, verification, … */
  Usecase?: string;
  /** Whether a number's own SmsUrl goes before this service's. */
  UseInboundWebhookOnNumber?: boolean;
}

export interface UpdateShortCodeParameters {
  /** What the account calls it. */
  FriendlyName?: string;
  /** The version of the API its texts start with. */
  ApiVersion?: string;
  /** Who is asked what to do with a text. */
  SmsUrl?: string;
  /** How that is asked. */
  SmsMethod?: "GET" | "POST";
  /** Who is asked when that fails. */
  SmsFallbackUrl?: string;
  /** How that is asked. */
  SmsFallbackMethod?: "GET" | "POST";
}

export interface UpdateSigningKeyParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

export interface UpdateSipCredentialListParameters {
  /** What people call it, 1 to 64 characters. */
  FriendlyName: string;
}

export interface UpdateSipCredentialParameters {
  /** 12 characters or more with upper-case and lower-case letters and digits. Never shown: digests of it are kept. */
  Password?: string;
}

export interface UpdateSipDomainParameters {
  /** `<label>.sip.<domain>`: the label is 1 to 63 letters, digits and hyphens, and unique here. */
  DomainName?: string;
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
  /** Asked what to do with a call. */
  VoiceUrl?: string;
  /** How it is asked. */
  VoiceMethod?: "GET" | "POST";
  /** Asked where `voice_url` fails. */
  VoiceFallbackUrl?: string;
  /** How it is asked. */
  VoiceFallbackMethod?: "GET" | "POST";
  /** Hears when a call is over. */
  VoiceStatusCallbackUrl?: string;
  /** How it is told. */
  VoiceStatusCallbackMethod?: "GET" | "POST";
  /** Whether phones may register here. */
  SipRegistration?: boolean;
  /** Kept for the API; emergency calls are not carried. */
  EmergencyCallingEnabled?: boolean;
  /** Whether TLS is asked of callers. */
  Secure?: boolean;
  /** For trunks that come later; refused until then. */
  ByocTrunkSid?: string;
  /** A number of the account's to call back in an emergency. */
  EmergencyCallerSid?: string;
}

export interface UpdateSipIpAccessControlListParameters {
  /** What people call it, 1 to 255 characters. */
  FriendlyName: string;
}

export interface UpdateSipIpAddressParameters {
  /** What people call it, 1 to 255 characters. */
  FriendlyName?: string;
  /** IPv4 or IPv6. */
  IpAddress?: string;
  /** How many of its bits count; without, all. */
  CidrPrefixLength?: number;
}

export interface UpdateSmppCarrierParameters {
  /** What the operator calls it, 1 to 64 characters. */
  friendly_name?: string;
  /** Its host name or address. */
  host?: string;
  /** Its SMPP port. */
  port?: number;
  /** Whether it is spoken to over TLS. */
  tls?: boolean;
  /** Whether its certificate must be one for its name that this machine trusts. */
  tls_verify?: boolean;
  /** Who we are to it. */
  system_id?: string;
  /** Our password there. It is never shown. */
  password?: string;
  /** What kind of application we are to it. */
  system_type?: string;
  /** Binds that send and receive. */
  transceivers?: number;
  /** Binds that only send. */
  transmitters?: number;
  /** Binds that only receive. */
  receivers?: number;
  /** Messages of one bind that wait for their answer. */
  window?: number;
  /** Message parts a second that one bind takes; null: as fast as it answers. */
  messages_per_s?: number | null;
  /** Seconds of silence after which we ask whether it is there. */
  enquire_s?: number;
  /** Seconds that it may take to answer. */
  response_s?: number;
  /** How parts of long texts say that they belong together: udh, udh-16, sar, or payload (it cuts them itself). */
  joining?: "udh" | "udh-16" | "sar" | "payload";
  /** What it means by data_coding 0: gsm, packed, latin-1 or ascii. */
  alphabet?: "gsm" | "packed" | "latin-1" | "ascii";
  /** Dialled before numbers that it sends in national form, such as 44. */
  country_code?: string;
  /** Numbers it takes: the longest prefix among carriers wins; "" is all numbers. */
  prefixes?: Array<string>;
  /** What becomes of a message whose answer was lost: hold (never doubled) or resend (never lost). */
  when_unknown?: "hold" | "resend";
  /** Whether it is bound to. */
  enabled?: boolean;
}

export interface UpdateSmppCredentialParameters {
  /** What people call it, at most 64 characters. */
  friendly_name?: string;
  /** The Messaging Service that chooses the sender where a message names none, and that scheduled ones need. */
  messaging_service_sid?: string | null;
  /** Whether texts that come in for the account go to its receivers. */
  receives?: boolean;
  /** Messages of one bind that may wait for our answer; more are answered ESME_RMSGQFUL. */
  window?: number;
  /** Messages a second of one bind; more are answered ESME_RTHROTTLED. null: no limit. */
  messages_per_s?: number | null;
  /** Binds at a time. */
  max_binds?: number;
  /** Addresses and blocks (CIDR) that may bind; none: all. */
  sources?: Array<string>;
  /** Whether it may be bound with. */
  enabled?: boolean;
}

export interface UpdateUsAppToPersonParameters {
  /** What it is for, 40 to 4096 characters. */
  Description: string;
  /** Two to five messages as they will be, 20 to 1024 characters each. */
  MessageSamples: Array<string>;
  /** Whether links are in them. */
  HasEmbeddedLinks: boolean;
  /** Whether phone numbers are in them. */
  HasEmbeddedPhone: boolean;
  /** Whether they are for grown-ups. */
  AgeGated: boolean;
  /** Whether they offer loans. */
  DirectLending: boolean;
  /** How recipients come to get them, 40 to 2048 characters. */
  MessageFlow: string;
  /** Where its privacy policy is. */
  PrivacyPolicyUrl?: string;
  /** Where its terms are. */
  TermsAndConditionsUrl?: string;
}

export interface UpdateUsageTriggerParameters {
  /** How the URL is asked. */
  CallbackMethod?: "GET" | "POST";
  /** Whom it tells. */
  CallbackUrl?: string;
  /** What its owner calls it, at most 64 characters. */
  FriendlyName?: string;
}

export interface UpdateVoicePermissionsParameters {
  /** Prefixes (+44) that it may call; null: wherever networks go. Premium-rate and satellite numbers are blocked unless a prefix here names them (+870, +1900). */
  allowed_prefixes?: Array<string> | null;
  /** Money for calls in a UTC day; when it is spent no further call goes out. */
  daily_spend_limit?: number | null;
  /** Calls at once. */
  max_calls?: number | null;
  /** Calls a second that are placed for it; more wait. */
  calls_per_s?: number | null;
}

/** A campaign: what a brand sends by a service, and to whom. */
export interface UsAppToPerson {
  /** Names it for ever. */
  sid: string;
  /** Whose it is. */
  account_sid: string;
  /** Whose messages they are. */
  brand_registration_sid: string;
  /** The service whose numbers send them. */
  messaging_service_sid: string;
  /** What it is for, 40 to 4096 characters. */
  description: string;
  /** Two to five messages as they will be, 20 to 1024 characters each. */
  message_samples: Array<string>;
  /** One of the use cases. */
  us_app_to_person_usecase: string;
  /** Whether links are in them. */
  has_embedded_links: boolean;
  /** Whether phone numbers are in them. */
  has_embedded_phone: boolean;
  /** Whether recipients have asked for them. */
  subscriber_opt_in: boolean;
  /** Whether they are for grown-ups. */
  age_gated: boolean;
  /** Whether they offer loans. */
  direct_lending: boolean;
  /** How far its review has come. */
  campaign_status: "PENDING" | "IN_PROGRESS" | "VERIFIED" | "FAILED" | "SUSPENDED";
  /** Its name in the registry; SIM… in the simulated one. */
  campaign_id: string | null;
  /** Whether it was registered elsewhere. */
  is_externally_registered: boolean;
  /** Segments a second that its numbers may send together. */
  rate_limits: Record<string, unknown> | null;
  /** How recipients come to get them, 40 to 2048 characters. */
  message_flow: string;
  /** The answer to who joins, 20 to 320 characters. */
  opt_in_message: string;
  /** The answer to who leaves, 20 to 320 characters. */
  opt_out_message: string;
  /** The answer to who asks for help, 20 to 320 characters. */
  help_message: string;
  /** Words that join. */
  opt_in_keywords: Array<string>;
  /** Words that leave. */
  opt_out_keywords: Array<string>;
  /** Words that ask for help. */
  help_keywords: Array<string>;
  /** When it was submitted. */
  date_created: string;
  /** When it last changed. */
  date_updated: string;
  /** Where this resource is found. */
  url: string;
  /** Whether its brand is only for trying. */
  mock: boolean;
  /** Why it failed. */
  errors: Array<Record<string, unknown>>;
  /** Where its privacy policy is. */
  privacy_policy_url: string | null;
  /** Where its terms are. */
  terms_and_conditions_url: string | null;
}

/** What campaigns are for. */
export interface UsAppToPersonUsecase {
  /** Each use case, and what it means. */
  us_app_to_person_usecases: Array<Record<string, unknown>>;
}

/** What was used of one category between two days, and what it cost. */
export interface UsageRecord {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Usage records, all that ever was. */
export interface UsageRecordAllTime {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Usage records, one line a day. */
export interface UsageRecordDaily {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Usage records, of the month before this one. */
export interface UsageRecordLastMonth {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Usage records, one line a month. */
export interface UsageRecordMonthly {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Usage records, of the month so far. */
export interface UsageRecordThisMonth {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Usage records, of today. */
export interface UsageRecordToday {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Usage records, one line a year. */
export interface UsageRecordYearly {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Usage records, of yesterday. */
export interface UsageRecordYesterday {
  /** Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** The moment up to which everything was counted. */
  as_of: string;
  /** What was used; sms-outbound is part of sms, and so on. */
  category: string;
  /** How many there were; empty for the total. */
  count: string;
  /** What was counted. */
  count_unit: string;
  /** The category in plain words. */
  description: string;
  /** The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days. */
  end_date: string;
  /** What it cost. */
  price: string;
  /** The currency of the price. */
  price_unit: string;
  /** The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days. */
  start_date: string;
  /** The same category over other spans of time. */
  subresource_uris: Record<string, string>;
  /** Where this line is found. */
  uri: string;
  /** How much was used, in the unit it is paid by. */
  usage: string;
  /** The unit of usage. */
  usage_unit: string;
}

/** Tells a URL when the usage of a category reaches a value: once, or once a day, month or year. */
export interface UsageTrigger {
  /** Whose usage it watches; its subaccounts' is in it. */
  account_sid: string;
  /** The version of the API. */
  api_version: string;
  /** How the URL is asked. */
  callback_method: "GET" | "POST";
  /** Whom it tells. */
  callback_url: string;
  /** What is counted now, in this period. */
  current_value: string;
  /** When it was made. */
  date_created: string;
  /** When it last fired. */
  date_fired: string | null;
  /** When it last changed. */
  date_updated: string;
  /** What its owner calls it, at most 64 characters. */
  friendly_name: string | null;
  /** How often it may fire; alltime is once for good. */
  recurring: "daily" | "monthly" | "yearly" | "alltime";
  /** Names this trigger for ever. */
  sid: string;
  /** Which number of the usage record it watches. */
  trigger_by: "count" | "usage" | "price";
  /** The value it waits for; with a + before it, so much above the current one. */
  trigger_value: string;
  /** Where this resource is found. */
  uri: string;
  /** Which category it watches. */
  usage_category: string;
  /** Where the usage is found that it watches. */
  usage_record_uri: string;
}

/** What services are for. */
export interface Usecase {
  /** Each use case, and what it means. */
  usecases: Array<Record<string, string>>;
}

/** Something that the phone of a call is told besides speech. */
export interface UserDefinedMessage {
  /** Names it for ever. */
  sid: string;
  /** Whose call it is. */
  account_sid: string;
  /** The call. */
  call_sid: string;
  /** When it was sent. */
  date_created: string;
}

/** Who hears what the phone of a call sends besides speech. */
export interface UserDefinedMessageSubscription {
  /** Names it for ever. */
  sid: string;
  /** Whose call it is. */
  account_sid: string;
  /** The call. */
  call_sid: string;
  /** When it was made. */
  date_created: string;
  /** Where this resource is found. */
  uri: string;
}

/** A call that verifies a number: whoever answers keys in the code. */
export interface ValidationRequest {
  /** Who asked. */
  account_sid: string;
  /** The call. */
  call_sid: string;
  /** What the number will be called. */
  friendly_name: string;
  /** The number. */
  phone_number: string;
  /** The six digits. */
  validation_code: string;
}

/** How far and how much an account may call. Owned and simulated numbers are always within it. */
export interface VoicePermissions {
  /** The account. */
  account_sid: string;
  /** Prefixes (+44) that it may call; null: wherever networks go. Premium-rate and satellite numbers are blocked unless a prefix here names them (+870, +1900). */
  allowed_prefixes: Array<string> | null;
  /** Money for calls in a UTC day; when it is spent no further call goes out. */
  daily_spend_limit: string | null;
  /** Calls at once. */
  max_calls: number | null;
  /** Calls a second that are placed for it; more wait. */
  calls_per_s: number | null;
  /** When something was last set. */
  date_updated: string | null;
}

/** One exchange with a customer's server: what was sent, what came back, and how long each part took. */
export interface Webhook {
  /** Names this exchange. */
  sid: string;
  /** Whose server was asked. */
  account_sid: string;
  /** The message, call or other thing it was about. */
  subject_sid: string;
  /** What it was for, as message-status. */
  kind: string;
  /** Where it went; a name and password before the @ are not shown. */
  url: string;
  /** GET or POST. */
  method: string;
  /** 1 for the first try at the URL; 0 when nothing was sent. */
  attempt: number;
  /** When it began. */
  at: string;
  /** How long it took. */
  duration_ms: number;
  /** Its parts in milliseconds; null for what did not happen. */
  timing: WebhookTiming;
  /** Headers and body that were sent. */
  request: WebhookRequest;
  /** Status, headers and body that came; null if none did. */
  response: WebhookResponse | null;
  /** Code and message of what went wrong; null if nothing did. */
  error: WebhookError | null;
  /** The exchange that this one repeats. */
  replay_of: string | null;
}

/** What went wrong. */
export interface WebhookError {
  /** As a number. */
  code: number;
  /** In words. */
  message: string;
}

/** What was sent. */
export interface WebhookRequest {
  /** Its headers. */
  headers: Record<string, string>;
  /** Its body. */
  body: string;
}

/** What came back. */
export interface WebhookResponse {
  /** The HTTP status. */
  status: number;
  /** Its headers. */
  headers: Record<string, string>;
  /** Its body. */
  body: string;
}

/** How long the parts of an exchange took, in milliseconds; null for what did not happen. */
export interface WebhookTiming {
  /** Looking up the name. */
  dns_ms: number | null;
  /** Connecting, TCP alone. */
  connect_ms: number | null;
  /** The TLS handshake. */
  tls_ms: number | null;
  /** From when it had a free slot to the first byte of the answer. */
  first_byte_ms: number | null;
  /** From when it had a free slot to the last byte. */
  total_ms: number | null;
}

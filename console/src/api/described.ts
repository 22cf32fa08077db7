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

/** The clock that jobs, schedules and validity go by. */
export interface Clock {
  /** The present, UTC. */
  now: string;
  /** real, or test: then it leaps. */
  kind: string;
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

export interface CreateBulkConsentsParameters {
  /** JSON objects: `contact_id`, `correlation_id`, `sender_id`, `status`, `source`, `date_of_consent`. */
  Items: Array<Record<string, unknown>>;
}

export interface CreateBulkContactsParameters {
  /** JSON objects: `contact_id`, `correlation_id`, `country_iso_code`, `zip_code`. */
  Items: Array<Record<string, unknown>>;
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

export interface CreateDestinationAlphaSenderParameters {
  /** The name: 1 to 11 letters, digits, spaces and - + _ &. */
  AlphaSender: string;
  /** The country it is used in, ISO 3166; empty for everywhere. */
  IsoCountryCode?: string;
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

export interface CreateNewSigningKeyParameters {
  /** What people call it, at most 64 characters. */
  FriendlyName?: string;
}

export interface CreatePhoneNumberParameters {
  /** The number to add. */
  PhoneNumberSid: string;
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

export interface CreateTokenParameters {
  /** Seconds that they are good for. */
  Ttl?: number;
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

export interface FetchMessagingGeopermissionsParameters {
  /** ISO 3166 codes with commas between; all countries without it. */
  CountryCode?: string;
}

export interface FetchSafelistParameters {
  /** The number in E.164 form, or a thousand's first digits. */
  PhoneNumber?: string;
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

export interface UpdateUsageTriggerParameters {
  /** How the URL is asked. */
  CallbackMethod?: "GET" | "POST";
  /** Whom it tells. */
  CallbackUrl?: string;
  /** What its owner calls it, at most 64 characters. */
  FriendlyName?: string;
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

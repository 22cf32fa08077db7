import type { Account, Alert, Application, Handset, HandsetMessage, HandsetScript, IncomingPhoneNumber, JobRow, Message, ScriptChange, Trace, UsageRecord, UsageTrigger, Webhook } from "../src/api/types";
import { cut, isGsm, unitsOf } from "../src/words/segments.ts";
import type { World } from "./answers.ts";
import { fillCalls, noCalls } from "./calls.ts";
import { fillRooms, noRooms } from "./rooms.ts";

let count = 0;
export const AC = "AC0199a1b2c3d4e5f60718293a4b5c6d7e";
export function sid(prefix: string): string {
  count += 1;
  return prefix + (0x19a1b2c3d4e + count).toString(16).padStart(12, "0") + ((count * 2654435761) >>> 0).toString(16).padStart(20, "0");
}
export const rfc = (at: number) => new Date(at).toUTCString().replace("GMT", "+0000");
export const iso = (at: number) => new Date(at).toISOString();

export function makeNumber(phone: string, name: string, more: Partial<IncomingPhoneNumber> = {}): IncomingPhoneNumber {
  return {
    sid: sid("PN"), account_sid: AC, friendly_name: name, phone_number: phone, voice_url: null, voice_method: "POST", voice_fallback_url: null, voice_fallback_method: "POST", voice_application_sid: null,
    sms_url: null, sms_method: "POST", sms_fallback_url: null, sms_fallback_method: "POST", sms_application_sid: null, status_callback: null, status_callback_method: "POST",
    capabilities: { voice: true, sms: true, mms: true }, origin: "twilio", status: "in-use", date_created: rfc(Date.now() - 9e6), date_updated: rfc(Date.now() - 9e6), ...more,
  } as IncomingPhoneNumber;
}

export function makeMessage(at: number, from: string, to: string, body: string, more: Partial<Message> = {}): Message {
  const id = sid("SM");
  return {
    sid: id, account_sid: AC, api_version: "2010-04-01", direction: "outbound-api", from, to, body, num_segments: String(cut(body).parts), num_media: "0", status: "delivered", error_code: null, error_message: null,
    price: String(-0.0079 * cut(body).parts), price_unit: "USD", date_created: rfc(at), date_updated: rfc(at), date_sent: rfc(at), messaging_service_sid: null, uri: `/2010-04-01/Accounts/${AC}/Messages/${id}.json`, subresource_uris: {}, ...more,
  };
}

const UNATTENDED: HandsetScript = { answer_after_s: 1, reject: null, then: [], sms: { outcome: "delivered", error_code: null, after_s: 0.2, duplicates: 0 }, replies: [] };

export function makeHandset(number: string, { sms, ...script }: ScriptChange = {}): Handset {
  return { number, state: "idle", script: { ...UNATTENDED, ...script, sms: { ...UNATTENDED.sms, ...sms } }, date_created: iso(Date.now() - 5e6) };
}

export function makeText(direction: "received" | "sent", from: string, to: string, body: string, at: number, media: string[] = [], id = sid("SM")): HandsetMessage {
  const { parts, encoding } = cut(body);
  return { sid: id, direction, from, to, body, media_urls: media, parts, encoding, at: iso(at) };
}

export function makeWebhook(subject: string, at: number, more: Partial<Webhook> = {}): Webhook {
  return {
    sid: sid("WR"), account_sid: AC, subject_sid: subject, kind: "status_callback", url: "http://localhost:3000/status", method: "POST", attempt: 1, at: iso(at), duration_ms: 18.4,
    timing: { dns_ms: 0.3, connect_ms: 0.9, tls_ms: 0, first_byte_ms: 16.1, total_ms: 18.4 },
    request: { headers: { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "User-Agent": "TwilioProxy/1.1", "X-Twilio-Signature": "c8k0pVmI1wMLRPGfU5bqsl1nT2A=", "I-Twilio-Idempotency-Token": "6a0c2f1e-22c4-4a0f" }, body: new URLSearchParams({ MessageSid: subject, MessageStatus: "delivered", From: "+14155550100", To: "+14155550123", AccountSid: AC, ApiVersion: "2010-04-01" }).toString() },
    response: { status: 204, headers: { date: new Date(at).toUTCString(), server: "gunicorn" }, body: "" }, error: null, replay_of: null, ...more,
  };
}

export function traceOf(world: World, message: Message): Trace {
  const encoding = cut(message.body).encoding;
  const start = Date.parse(message.date_created);
  const limit = cut(message.body).parts > 1 ? (encoding === "GSM-7" ? 153 : 67) : 9999;
  let part = 1, spent = 0;
  const characters = [...message.body].map((char) => {
    const units = unitsOf(char, encoding);
    if (spent + units > limit) { part += 1; spent = 0; }
    spent += units;
    return { char, code_point: `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`, alphabet: encoding === "UCS-2" ? "UCS-2" : units > 1 ? "GSM extension" : "GSM basic", units, part, forces_ucs2: !isGsm(char) };
  });
  const parts = [...new Set(characters.map((one) => one.part))].map((index) => ({ index, text: characters.filter((one) => one.part === index).map((one) => one.char).join(""), units: characters.filter((one) => one.part === index).reduce((sum, one) => sum + one.units, 0) }));
  const steps = message.direction === "inbound" ? [["received", 0, { from: message.from }], ["webhook", 21, "POST /sms answered 200"]] as const
    : [["accepted", 0, { by: "api" }], ["segmented", 1, { encoding, parts: parts.length }], ["queued", 2, { sender: message.from }], ["submitted", 14, { carrier: "simulated", part: 1 }], ["sent", 15, ""], ["webhook", 34, "sent: POST /status answered 204"], ["receipt", 231, { status: message.status, part: 1 }], [message.status, 232, message.error_code ? { error_code: message.error_code } : ""], ["webhook", 251, `${message.status}: POST /status answered 204`]] as const;
  return {
    message, encoding, parts, characters, timeline: steps.map(([what, after, detail]) => ({ at: iso(start + after), what, detail })),
    receipts: message.direction === "inbound" ? [] : parts.map((one) => ({ at: iso(start + 231), part: one.index, status: message.status, error_code: message.error_code, carrier_id: `sim-${message.sid.slice(2, 14)}-${one.index}` })),
    webhooks: world.webhooks.filter((one) => one.subject_sid === message.sid), carrier: { name: "simulated", simulated: true }, price: { amount: message.price, currency: "USD", segments: parts.length, each: "0.0079" },
  };
}

const PICTURE = "data:image/svg+xml," + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="220"><defs><linearGradient id="g" y2="1"><stop stop-color="#f6c766"/><stop offset="1" stop-color="#d9653f"/></linearGradient></defs><rect width="320" height="220" fill="url(#g)"/><circle cx="235" cy="70" r="30" fill="#fff3cf"/><path d="M0 220 90 110l60 60 50-70 120 120z" fill="#23403a"/></svg>');

const LONG = "Your order #4821 is on its way — it’ll arrive between 14:00 and 16:00 today. Track it at https://shop.example/t/4821 and reply C to confirm or R to reschedule. Thank you for shopping with us 🎉";

function fill(world: World): void {
  const now = Date.now();
  const own = "+14155550100";
  const bodies: [string, Partial<Message>][] = [
    ["Your code is 481 930. It works for ten minutes.", {}], [LONG, {}], ["Table for 4 at 19:30 is confirmed. Cost: 80€ {deposit}", {}],
    ["Is anybody there?", { status: "undelivered", error_code: 30003, error_message: "The handset did not answer the network." }],
    ["Flash sale! 50% off everything", { status: "failed", error_code: 30007, error_message: "Filtered.", price: null }], ["Dentist tomorrow 9:15", { status: "sent" }], ["Look at this", { num_media: "1" }], ["Campaign starts", { status: "queued", date_sent: null, price: null }],
  ];
  for (let at = 0; at < 46; at++) {
    const [body, more] = bodies[at % bodies.length]!;
    const isIn = at % 5 === 3;
    const peer = `+1415555012${at % 4}`;
    const when = now - at * 187_000 - 40_000;
    world.messages.push(isIn ? makeMessage(when, peer, own, ["YES", "What’s my balance?", "STOP", "C"][at % 4]!, { direction: "inbound", status: "received" }) : makeMessage(when, own, peer, body, more));
  }
  for (const message of world.messages.slice(0, 9)) {
    const at = Date.parse(message.date_created);
    if (message.direction === "inbound") world.webhooks.push(makeWebhook(message.sid, at, { kind: "message", url: "http://localhost:3000/sms", response: { status: 200, headers: { "content-type": "text/xml" }, body: "<?xml version=\"1.0\"?><Response><Message>Got it, thank you!</Message></Response>" } }));
    else world.webhooks.push(makeWebhook(message.sid, at + 251), makeWebhook(message.sid, at + 34));
  }
  world.webhooks.push(makeWebhook(world.messages[3]!.sid, now - 6e5, { duration_ms: 10_003, attempt: 2, timing: { dns_ms: 12, connect_ms: 9991, tls_ms: null, first_byte_ms: null, total_ms: 10_003 }, url: "https://app.example.com/hooks/very/long/path/that/goes/on/status?tenant=42", response: null, error: { code: 11205, message: "The connection to app.example.com:443 was not accepted within 10 s." } }));
  world.webhooks.push(makeWebhook(world.messages[1]!.sid, now - 7e5, { response: { status: 500, headers: { "content-type": "text/html" }, body: "<h1>Internal Server Error</h1>" }, error: { code: 11200, message: "HTTP 500" } }));
  const [a, b] = ["+14155550123", "+14155550124"];
  world.texts[a] = [makeText("received", own, a, "Your table is ready. See you at 19:30!", now - 30_000, [PICTURE]), makeText("sent", a, own, "YES", now - 90_000), makeText("received", own, a, LONG, now - 120_000), makeText("received", own, a, "Your code is 481 930. It works for ten minutes.", now - 400_000), makeText("received", b, a, "Lunch?", now - 800_000)];
  world.texts[b] = [makeText("sent", b, own, "Where is my order? 📦", now - 50_000), makeText("received", own, b, "Hi Sam, how can we help?", now - 70_000), makeText("sent", b, a, "Lunch?", now - 800_000)];
}

function alerts(world: World): Alert[] {
  const one = (error_code: string, log_level: Alert["log_level"], msg: string, ago: number) => ({
    sid: sid("NO"), account_sid: AC, resource_sid: world.messages[0]?.sid ?? null, error_code, log_level, alert_text: `Msg=${encodeURIComponent(msg)}&ErrorCode=${error_code}`, request_method: "POST", request_url: "http://localhost:3000/sms", more_info: "", date_generated: iso(Date.now() - ago), date_created: iso(Date.now() - ago), request_variables: "From=%2B14155550123&To=%2B14155550100&Body=hi", response_body: "<Response><Mesage>hi</Mesage></Response>",
  }) as Alert;
  return [one("12200", "warning", "Line 1: Mesage is not a verb of messaging TwiML.", 6e4), one("11200", "error", "http://localhost:3000/sms answered 500.", 4e5), one("30003", "error", "+14155550123 is unreachable.", 9e5), one("11205", "error", "Connection to app.example.com:443 was refused.", 4e6)];
}

function usage(): UsageRecord[] {
  const kinds: [string, number, number][] = [["sms-outbound", 420, 0.0079], ["sms-inbound", 160, 0.0075], ["mms-outbound", 40, 0.02], ["phonenumbers", 3, 1.15], ["sms", 580, 0.0077]];
  return Array.from({ length: 90 }, (_, ago) => kinds.map(([category, size, price]) => {
    const day = iso(Date.now() - ago * 864e5).slice(0, 10);
    const much = category === "phonenumbers" ? (ago % 30 === 0 ? 3 : 0) : Math.round(size * (0.6 + 0.4 * Math.sin(ago / 3.1) + 0.2 * Math.cos(ago * 1.7)) * (new Date(day).getUTCDay() % 6 ? 1 : 0.4));
    return { category, description: category.replaceAll("-", " "), count: String(Math.max(0, much)), count_unit: "messages", usage: String(Math.max(0, much)), usage_unit: "segments", price: (Math.max(0, much) * price).toFixed(4), price_unit: "usd", start_date: day, end_date: day } as UsageRecord;
  })).flat();
}

export function makeWorld(mode: string): World {
  const world: World = {
    ...noCalls(), ...noRooms(), mode, listeners: new Set(), messages: [], webhooks: [], texts: {}, alerts: [], usage: [], jobs: [], applications: [], triggers: [], isLoggedIn: mode !== "out",
    numbers: [], handsets: [], keys: [], accounts: [{ sid: AC, friendly_name: "First account", status: "active", type: "Full", auth_token: "5f1d7c08f6a94b3ab2a0c4f3f9d3e7b1", owner_account_sid: AC, date_created: rfc(Date.now() - 9e7), date_updated: rfc(Date.now()) } as Account],
  };
  if (mode === "empty") return world;
  world.numbers = [makeNumber("+14155550100", "Main line", { sms_url: "http://localhost:3000/sms" }), makeNumber("+442079460018", "London"), makeNumber("+18885550142", "Toll-free", { capabilities: { voice: true, sms: true, mms: false } })];
  world.handsets = [makeHandset("+14155550123", { sms: { outcome: "delivered", after_s: 0.2 } }), makeHandset("+14155550124", { sms: { outcome: "undelivered", error_code: 30003, after_s: 1 }, replies: [{ when: "code", body: "YES" }] })];
  fill(world);
  fillCalls(world);
  fillRooms(world);
  world.alerts = alerts(world);
  world.usage = usage();
  world.keys = [{ sid: sid("SK"), friendly_name: "billing worker", date_created: rfc(Date.now() - 8e8), date_updated: rfc(Date.now() - 8e8) }];
  world.accounts.push({ ...world.accounts[0]!, sid: sid("AC"), friendly_name: "Acme Ltd", auth_token: "x" }, { ...world.accounts[0]!, sid: sid("AC"), friendly_name: "Staging", status: "suspended" }, { ...world.accounts[0]!, sid: sid("AC"), friendly_name: "Old pilot", status: "closed" });
  world.jobs = [{ sid: sid("JB"), kind: "webhooks.deliver", key: world.messages[2]!.sid, status: "dead", due_at: iso(Date.now() - 4e5), attempts: 6, last_error: "11205: connection refused by localhost:3000" } as JobRow];
  world.applications = [{ sid: sid("AP"), friendly_name: "Bookings", voice_url: null, voice_method: "POST", voice_fallback_url: null, sms_url: "https://bookings.example.com/sms", sms_method: "POST", sms_fallback_url: null, sms_status_callback: null, message_status_callback: null, status_callback: null, date_created: rfc(Date.now() - 8e8), date_updated: rfc(Date.now() - 8e8) } as Application];
  world.triggers = [{ sid: sid("UT"), friendly_name: "Half the budget", usage_category: "totalprice", trigger_by: "price", trigger_value: "50", current_value: "31.20", recurring: "monthly", callback_url: "https://app.example.com/budget", callback_method: "POST", date_fired: null, date_created: rfc(Date.now() - 8e8) } as UsageTrigger];
  return world;
}

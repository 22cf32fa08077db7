import type { Account, Alert, Application, Handset, HandsetMessage, IncomingPhoneNumber, JobRow, Key, Message, UsageRecord, UsageTrigger, Webhook } from "../src/api/types";
import { peaks, type CallWorld } from "./calls.ts";
import { changed, left, type RoomWorld } from "./rooms.ts";
import { AC, iso, makeHandset, makeMessage, makeNumber, makeText, makeWebhook, rfc, sid, traceOf } from "./world.ts";

export interface World extends CallWorld, RoomWorld {
  mode: string;
  isLoggedIn: boolean;
  listeners: Set<(path: string, message: unknown) => void>;
  messages: Message[];
  webhooks: Webhook[];
  texts: Record<string, HandsetMessage[]>;
  handsets: Handset[];
  numbers: IncomingPhoneNumber[];
  alerts: Alert[];
  usage: UsageRecord[];
  jobs: JobRow[];
  keys: Key[];
  accounts: Account[];
  applications: Application[];
  triggers: UsageTrigger[];
}

type Answer = [number, unknown];
type Verb = (world: World, url: URL, form: URLSearchParams, json: Record<string, unknown>, match: string[]) => Answer;

const missing = (url: URL): Answer => [404, { code: 20404, message: `Nothing is kept at ${url.pathname}.`, more_info: "", status: 404 }];
const page = (key: string, rows: unknown[]): Answer => [200, { [key]: rows, page: 0, page_size: 50, start: 0, end: rows.length, uri: "", first_page_uri: "", next_page_uri: null, previous_page_uri: null }];
const items = (rows: unknown[]): Answer => [200, { items: rows, meta: { page: 0, page_size: 50, next_page_url: null } }];
const found = (row: unknown, url: URL): Answer => (row ? [200, row] : missing(url));

function tell(world: World, path: string, message: unknown): void {
  for (const listener of world.listeners) listener(path, message);
}

function deliver(world: World, number: string, text: HandsetMessage): void {
  if (!world.handsets.some((one) => one.number === number)) world.handsets.push(makeHandset(number));
  (world.texts[number] ??= []).unshift(text);
  tell(world, `/ringback/v1/Handsets/${number}/Live`, { type: "message", message: text });
}

function sendOne(world: World, form: URLSearchParams): Answer {
  const [from, to, body] = [form.get("From") ?? "", form.get("To") ?? "", form.get("Body") ?? ""];
  if (!/^\+\d{8,15}$/.test(to)) return [400, { code: 21211, message: `To is ${to}, which is no phone number.`, more_info: "", status: 400 }];
  const message = makeMessage(Date.now(), from, to, body, { status: "queued", date_sent: null, price: null });
  world.messages.unshift(message);
  const event = (type: string) => tell(world, "/ringback/v1/Live", { type, subject_sid: message.sid, at: iso(Date.now()), data: { from, to } });
  event("message.accepted");
  setTimeout(() => { message.status = "delivered"; message.price = "-0.0079"; deliver(world, to, makeText("received", from, to, body, Date.now(), form.getAll("MediaUrl"), message.sid)); event("message.delivered"); }, 400);
  return [201, message];
}

function fromHandset(world: World, number: string, json: Record<string, unknown>): Answer {
  const [to, body, media] = [String(json.to), String(json.body ?? ""), (json.media_urls as string[]) ?? []];
  const text = makeText("sent", number, to, body, Date.now(), media);
  deliver(world, number, text);
  if (world.numbers.some((one) => one.phone_number === to)) world.messages.unshift({ ...makeMessage(Date.now(), number, to, body, { direction: "inbound", status: "received" }), sid: text.sid });
  else setTimeout(() => deliver(world, to, { ...text, direction: "received" }), 200);
  return [201, text];
}

const C = "/2010-04-01/Accounts/AC\\w+";
const R = "/ringback/v1";

function searchNumbers(url: URL, country: string): Answer {
  const area = url.searchParams.get("AreaCode") ?? "628";
  if (area === "999") return page("available_phone_numbers", []);
  return page("available_phone_numbers", Array.from({ length: 12 }, (_, at) => ({
    friendly_name: `(${area}) 555-01${String(30 + at)}`, phone_number: country === "GB" ? `+44207946${String(100 + at).padStart(4, "0")}` : `+1${area}55501${30 + at}`, locality: ["San Francisco", "Oakland", "Daly City"][at % 3], region: "CA", postal_code: "94103", rate_center: "SNFC CNTRL", iso_country: country, address_requirements: "none", capabilities: { voice: true, SMS: true, MMS: at % 3 !== 2 },
  })));
}

const VERBS: [string, RegExp, Verb][] = ([
  ["GET", `${R}/Session`, (w) => (w.isLoggedIn ? [200, { account_sid: AC, friendly_name: "First account", csrf_token: "t", operator: true }] : [401, { code: 20003, message: "Nobody is logged in.", status: 401 }])],
  ["POST", `${R}/Session`, (w, _u, _f, json) => (json.auth_token === "wrong" ? [401, { code: 20003, message: "The account SID and token do not match.", status: 401 }] : ((w.isLoggedIn = true), [200, {}]))],
  ["DELETE", `${R}/Session`, (w) => ((w.isLoggedIn = false), [204, null])],
  ["GET", `${R}/Clock`, (w) => [200, { now: iso(Date.now()), kind: w.mode === "full" ? "test" : "real" }]],
  ["POST", `${R}/Clock`, () => [200, {}]],
  ["GET", `${R}/Handsets`, (w) => items(w.handsets)],
  ["GET", `${R}/Handsets/([^/]+)`, (w, _u, _f, _j, [number]) => [200, w.handsets.find((one) => one.number === number) ?? makeHandset(number!)]],
  ["PUT", `${R}/Handsets/([^/]+)`, (w, _u, _f, json, [number]) => { let one = w.handsets.find((row) => row.number === number); if (!one) w.handsets.push((one = makeHandset(number!))); Object.assign(one.script, json); return [200, one]; }],
  ["GET", `${R}/Handsets/([^/]+)/Messages`, (w, _u, _f, _j, [number]) => items(w.texts[number!] ?? [])],
  ["POST", `${R}/Handsets/([^/]+)/Messages`, (w, _u, _f, json, [number]) => fromHandset(w, number!, json)],
  ["GET", `${R}/Messages/(\\w+)/Trace`, (w, url, _f, _j, [id]) => { const one = w.messages.find((row) => row.sid === id); return one ? [200, traceOf(w, one)] : missing(url); }],
  ["GET", `${R}/Webhooks`, (w, url) => items(w.webhooks.filter((one) => (!url.searchParams.get("outcome") || (url.searchParams.get("outcome") === "failed") === Boolean(one.error)) && (!url.searchParams.get("subject") || one.subject_sid === url.searchParams.get("subject"))))],
  ["GET", `${R}/Webhooks/(\\w+)`, (w, url, _f, _j, [id]) => found(w.webhooks.find((one) => one.sid === id), url)],
  ["POST", `${R}/Webhooks/(\\w+)/Replay`, (w, _u, _f, _j, [id]) => { const old = w.webhooks.find((one) => one.sid === id)!; const made = makeWebhook(old.subject_sid!, Date.now(), { ...old, sid: sid("WR"), at: iso(Date.now()), replay_of: id, error: null, response: { status: 200, headers: { "content-type": "text/xml", server: "gunicorn" }, body: "<Response/>" } }); w.webhooks.unshift(made); return [201, made]; }],
  ["GET", `${R}/Jobs`, (w, url) => items(w.jobs.filter((one) => one.status === url.searchParams.get("status")))],
  ["POST", `${R}/Jobs/(\\w+)/Replay`, (w) => { w.jobs = []; return [201, {}]; }],
  ["GET", `${C}/Messages.json`, (w, url) => page("messages", w.messages.filter((one) => (!url.searchParams.get("To") || one.to === url.searchParams.get("To")) && (!url.searchParams.get("From") || one.from === url.searchParams.get("From"))).slice(0, Number(url.searchParams.get("PageSize") ?? 50)))],
  ["POST", `${C}/Messages.json`, (w, _u, form) => sendOne(w, form)],
  ["POST", `${C}/Messages/(\\w+).json`, (w, url, form, _j, [id]) => { const one = w.messages.find((row) => row.sid === id); if (one) one.body = form.get("Body") ?? one.body; return found(one, url); }],
  ["DELETE", `${C}/Messages/(\\w+).json`, (w, _u, _f, _j, [id]) => { w.messages = w.messages.filter((one) => one.sid !== id); return [204, null]; }],
  ["GET", `${C}/Messages/(\\w+)/Media.json`, () => page("media_list", [])],
  ["GET", `${C}/Calls.json`, (w, url) => page("calls", w.calls.filter((one) => (["To", "From", "Status", "ParentCallSid"] as const).every((name) => !url.searchParams.get(name) || url.searchParams.get(name) === { To: one.to, From: one.from, Status: one.status, ParentCallSid: one.parent_call_sid }[name])))],
  ["POST", `${C}/Calls.json`, (_w, _u, form) => [400, { code: 21214, message: `${form.get("To")} cannot be reached: no route leads there`, status: 400 }]],
  ["GET", `${C}/Calls/(\\w+).json`, (w, url, _f, _j, [id]) => found(w.calls.find((one) => one.sid === id), url)],
  ["POST", `${C}/Calls/(\\w+).json`, (w, url, form, _j, [id]) => { const one = w.calls.find((row) => row.sid === id); if (one) Object.assign(one, { status: form.get("Status"), duration: "30" }); return found(one, url); }],
  ["GET", `${C}/Recordings.json`, (w, url) => page("recordings", w.recordings.filter((one) => !url.searchParams.get("CallSid") || one.call_sid === url.searchParams.get("CallSid")))],
  ["GET", `${C}/Recordings/(\\w+).json`, (w, url, _f, _j, [id]) => found(w.recordings.find((one) => one.sid === id), url)],
  ["GET", `${C}/Recordings/(\\w+)/Transcriptions.json`, (w, _u, _f, _j, [id]) => page("transcriptions", w.transcriptions.filter((one) => one.recording_sid === id))],
  ["GET", `${C}/Transcriptions.json`, (w) => page("transcriptions", w.transcriptions)],
  ["GET", `${R}/Recordings/(\\w+)/Transcript`, (w, url, _f, _j, [id]) => { const one = w.transcriptions.find((row) => row.recording_sid === id); return one ? [200, { sid: id, transcription_sid: one.sid, status: one.status, text: one.transcription_text, confidence: one.status === "completed" ? 0.91 : null, sentences: w.sentences[id!] ?? [], error_code: one.status === "failed" ? 13334 : null }] : missing(url); }],
  ["GET", `${C}/Conferences.json`, (w, url) => page("conferences", w.conferences.filter((one) => (["Status", "FriendlyName"] as const).every((name) => !url.searchParams.get(name) || url.searchParams.get(name) === { Status: one.status, FriendlyName: one.friendly_name }[name])))],
  ["GET", `${C}/Conferences/(\\w+).json`, (w, url, _f, _j, [id]) => found(w.conferences.find((one) => one.sid === id), url)],
  ["POST", `${C}/Conferences/(\\w+).json`, (w, url, form, _j, [id]) => { const one = w.conferences.find((row) => row.sid === id); if (one && form.get("Status")) Object.assign(one, { status: "completed", reason_conference_ended: "conference-ended-via-api", date_updated: rfc(Date.now()) }); return found(one, url); }],
  ["GET", `${C}/Conferences/(\\w+)/Recordings.json`, (w, _u, _f, _j, [id]) => page("recordings", w.recordings.filter((one) => one.conference_sid === id))],
  ["POST", `${C}/Conferences/(\\w+)/Recordings/(\\w+).json`, (w, url, form, _j, [, id]) => { const one = w.recordings.find((row) => row.sid === id); if (one) one.status = form.get("Status") as never; return found(one, url); }],
  ["POST", `${C}/Conferences/([^/]+)/Participants.json`, (_w, _u, form) => [400, { code: 16026, message: `Label ${form.get("Label")} is taken in this conference`, status: 400 }]],
  ["POST", `${C}/Conferences/(\\w+)/Participants/(\\w+).json`, (w, url, form, _j, [room, call]) => found(changed(w, room!, call!, form), url)],
  ["DELETE", `${C}/Conferences/(\\w+)/Participants/(\\w+).json`, (w, _u, _f, _j, [room, call]) => { left(w, room!, call!); return [204, null]; }],
  ["GET", `${R}/Conferences/(\\w+)/Participants`, (w, _u, _f, _j, [id]) => items(w.attendees[id!] ?? [])],
  ["GET", `${R}/Conferences/(\\w+)/Timeline`, (w, _u, _f, _j, [id]) => items(w.stories[id!] ?? [])],
  ["GET", `${R}/QueueStates`, (w) => items(w.queues)],
  ["POST", `${C}/Queues.json`, (_w, _u, form) => [400, { code: 22003, message: `There is a queue named ${form.get("FriendlyName")} already`, status: 400 }]],
  ["GET", `${R}/QueueStates/(\\w+)`, (w, url, _f, _j, [id]) => found(w.queues.find((one) => one.sid === id), url)],
  ["DELETE", `${C}/Queues/(\\w+).json`, () => [400, { code: 22001, message: "14 callers wait in support; take them out before it is deleted", status: 400 }]],
  ["GET", `${C}/Queues/(\\w+)/Members.json`, (w, url, _f, _j, [id]) => page("queue_members", (w.members[id!] ?? []).slice(0, Number(url.searchParams.get("PageSize"))))],
  ["GET", `${R}/QueueWaits`, (w, url) => items((w.waits[url.searchParams.get("queue_sid")!] ?? []).filter((one) => one.left_at! > url.searchParams.get("after")!))],
  ["DELETE", `${C}/Recordings/(\\w+).json`, (w, _u, _f, _j, [id]) => { w.recordings = w.recordings.filter((one) => one.sid !== id); return [204, null]; }],
  ["GET", `${R}/Recordings/(\\w+)/Waveform`, (w, _u, _f, _j, [id]) => [200, { sid: id, account_sid: AC, duration: 45, channels: w.recordings.find((one) => one.sid === id)?.channels ?? 1, peaks: peaks() }]],
  ["GET", `${R}/Calls/(\\w+)/Timeline`, (w, _u, _f, _j, [id]) => items(w.steps[id!] ?? [])],
  ["GET", `${R}/Calls/(\\w+)/Leg`, (w, url, _f, _j, [id]) => found(w.legs[id!], url)],
  ["GET", `${R}/Handsets/([^/]+)/Calls`, (w, _u, _f, _j, [number]) => items(w.rung[number!] ?? [])],
  ["GET", `${C}/IncomingPhoneNumbers.json`, (w) => page("incoming_phone_numbers", w.numbers)],
  ["POST", `${C}/IncomingPhoneNumbers.json`, (w, _u, form) => { const made = makeNumber(form.get("PhoneNumber")!, form.get("PhoneNumber")!); w.numbers.unshift(made); return [201, made]; }],
  ["GET", `${C}/IncomingPhoneNumbers/(\\w+).json`, (w, url, _f, _j, [id]) => found(w.numbers.find((one) => one.sid === id), url)],
  ["POST", `${C}/IncomingPhoneNumbers/(\\w+).json`, (w, url, form, _j, [id]) => { const one = w.numbers.find((row) => row.sid === id); if (one) { one.sms_url = form.get("SmsUrl") ?? one.sms_url; one.date_updated = rfc(Date.now()); } return found(one, url); }],
  ["DELETE", `${C}/IncomingPhoneNumbers/(\\w+).json`, (w, _u, _f, _j, [id]) => { w.numbers = w.numbers.filter((one) => one.sid !== id); return [204, null]; }],
  ["GET", `${C}/AvailablePhoneNumbers.json`, () => page("countries", [["US", "United States", ["local", "toll_free", "mobile"]], ["CA", "Canada", ["local", "toll_free"]], ["GB", "United Kingdom", ["local", "mobile", "national", "toll_free"]]].map(([code, name, types]) => ({ country_code: code, country: name, beta: false, subresource_uris: Object.fromEntries((types as string[]).map((type) => [type, "/"])) })))],
  ["GET", `${C}/AvailablePhoneNumbers/(\\w\\w)/\\w+.json`, (_w, url, _f, _j, [country]) => searchNumbers(url, country!)],
  ["GET", `${C}/Applications.json`, (w) => page("applications", w.applications)],
  ["GET", `${C}/Applications/(\\w+).json`, (w, url, _f, _j, [id]) => found(w.applications.find((one) => one.sid === id), url)],
  ["GET", `${C}/Keys.json`, (w) => page("keys", w.keys)],
  ["POST", `${C}/Keys.json`, (w, _u, form) => { const key = { sid: sid("SK"), friendly_name: form.get("FriendlyName") ?? "", date_created: rfc(Date.now()), date_updated: rfc(Date.now()) }; w.keys.unshift(key); return [201, { ...key, secret: "h7Q2mXv9sKdL3pZ8wRb5yTn1cJf6gE4u" }]; }],
  ["DELETE", `${C}/Keys/(\\w+).json`, (w, _u, _f, _j, [id]) => { w.keys = w.keys.filter((one) => one.sid !== id); return [204, null]; }],
  ["GET", `${C}/Balance.json`, () => [200, { account_sid: AC, balance: "968.42", currency: "USD" }]],
  ["GET", `${C}/Usage/Records/Daily.json`, (w) => page("usage_records", w.usage)],
  ["GET", `${C}/Usage/Records/\\w+.json`, (w) => page("usage_records", w.usage.slice(0, 5))],
  ["GET", `${C}/Usage/Triggers.json`, (w) => page("usage_triggers", w.triggers)],
  ["GET", "/2010-04-01/Accounts.json", (w) => page("accounts", w.accounts)],
  ["GET", "/2010-04-01/Accounts/(AC\\w+).json", (w, url, _f, _j, [id]) => found(w.accounts.find((one) => one.sid === id), url)],
  ["POST", "/2010-04-01/Accounts/(AC\\w+).json", (w, url, form, _j, [id]) => { const one = w.accounts.find((row) => row.sid === id); if (one) one.status = form.get("Status") as Account["status"]; return found(one, url); }],
  ["GET", "/monitor/v1/Alerts", (w, url) => [200, { alerts: w.alerts.filter((one) => !url.searchParams.get("LogLevel") || one.log_level === url.searchParams.get("LogLevel")), meta: { key: "alerts", next_page_url: null } }]],
  ["GET", "/monitor/v1/Alerts/(\\w+)", (w, url, _f, _j, [id]) => found(w.alerts.find((one) => one.sid === id), url)],
] as [string, string, Verb][]).map(([method, path, verb]) => [method, new RegExp(`^${path}$`), verb]);

function jsonOf(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body || "{}");
  } catch {
    return {};
  }
}

export function answer(world: World, method: string, url: URL, body: string): Answer {
  const path = decodeURIComponent(url.pathname);
  if (world.mode === "failing" && !/Session|Clock/.test(path)) return [500, { code: 20500, message: "The store could not be read: the disk is full.", more_info: "", status: 500 }];
  for (const [verb, pattern, act] of VERBS) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) return act(world, url, new URLSearchParams(body), jsonOf(body), match.slice(1));
  }
  return missing(url);
}

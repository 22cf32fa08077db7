import type { Call, CallLeg, CallStep, HandsetCall, HandsetDeed, LegQuality, Recording } from "../src/api/types";
import type { World } from "./answers.ts";
import { AC, iso, makeWebhook, rfc, sid } from "./world.ts";

/** What the stand-in knows of calls. */
export interface CallWorld {
  calls: Call[];
  steps: Record<string, CallStep[]>;
  legs: Record<string, CallLeg>;
  recordings: Recording[];
  rung: Record<string, HandsetCall[]>;
}

export const noCalls = (): CallWorld => ({ calls: [], steps: {}, legs: {}, recordings: [], rung: {} });

function makeCall(at: number, from: string, to: string, more: Partial<Call> = {}): Call {
  const id = sid("CA");
  const duration = Number(more.duration ?? 42);
  return {
    sid: id, parent_call_sid: null, account_sid: AC, to, to_formatted: to, from, from_formatted: from, phone_number_sid: null, status: "completed", start_time: rfc(at), end_time: rfc(at + duration * 1000), duration: String(duration),
    price: "-0.01400", price_unit: "USD", direction: "outbound-api", answered_by: null, api_version: "2010-04-01", forwarded_from: null, group_sid: null, caller_name: null, queue_time: "0", trunk_sid: null, date_created: rfc(at), date_updated: rfc(at), uri: `/2010-04-01/Accounts/${AC}/Calls/${id}.json`, subresource_uris: {}, ...more,
  } as Call;
}

function makeLeg(call: Call, quality: LegQuality | null, more: Partial<CallLeg> = {}): CallLeg {
  return { sid: call.sid, account_sid: AC, network: "simulated", simulated: true, answered_at: quality || call.status === "in-progress" ? iso(Date.parse(call.start_time!) + 2100) : null, ended_by: quality ? "callee" : null, sip_call_id: "a84b4c76e66710@127.0.0.1", sip_response_code: 200, error_code: null, quality, ...more };
}

const quality = (mos: number, lost: number, jitter: number, trip: number): LegQuality => ({ packets_sent: 2104, packets_received: 2101 - lost, lost, remote_lost: 0, concealed: lost, late: 0, jitter_ms: jitter, jitter_max_ms: 2 * jitter, round_trip_ms: trip, mos, codec: "PCMU" });

function makeRecording(call: Call, at: number, duration: number, channels: number, source: string, status: Recording["status"] = "completed"): Recording {
  return { sid: sid("RE"), account_sid: AC, api_version: "2010-04-01", call_sid: call.sid, conference_sid: null, start_time: rfc(at), duration: String(duration), price: "-0.0025", price_unit: "USD", status, channels, source, error_code: null, encryption_details: null, date_created: rfc(at), date_updated: rfc(at), uri: "", subresource_uris: {}, media_url: "" } as unknown as Recording;
}

const told = (start: number, ms: number, kind: CallStep["kind"], text: string, detail: Record<string, unknown> = {}): CallStep => ({ at: iso(start + ms), kind, text, detail });

function asked(world: World, call: Call, start: number, ms: number, kind: string, status: number | null, more: Record<string, unknown> = {}): CallStep {
  const url = kind === "call" ? "http://localhost:3000/voice/menu" : "http://localhost:3000/progress";
  const record = makeWebhook(call.sid, start + ms, { kind, url, response: status ? { status, headers: { "content-type": "text/xml" }, body: kind === "call" ? "<Response><Say>Welcome to Acme.</Say><Gather numDigits=\"1\"/></Response>" : "" } : null, ...(more.error ? { error: more.error as { code: number; message: string } } : {}) });
  world.webhooks.push(record);
  return told(start, ms, "webhook", `POST ${url}: ${status}`, { sid: record.sid, kind, url, method: "POST", attempt: 1, status, duration_ms: 12.4, request: "", response: "", error: null, ...more });
}

/** A menu that dials an agent: with keys, webhooks, a child leg and two recordings. */
function whole(world: World, start: number): void {
  const call = makeCall(start, "+14155550123", "+14155550100", { direction: "inbound", duration: "64" });
  const child = makeCall(start + 15_200, "+14155550100", "+14155550124", { direction: "outbound-dial", parent_call_sid: call.sid, duration: "41" });
  const missed = makeCall(start + 15_200, "+14155550100", "client:alice", { direction: "outbound-dial", parent_call_sid: call.sid, status: "no-answer", duration: "0", price: null });
  world.calls.push(missed, child, call);
  world.legs[call.sid] = makeLeg(call, quality(4.31, 2, 3.4, 21), { ended_by: "caller" });
  world.legs[child.sid] = makeLeg(child, quality(3.72, 44, 27.8, 182));
  world.legs[missed.sid] = makeLeg(missed, null, { sip_response_code: 487 });
  world.steps[call.sid] = [
    told(start, 0, "signalling", "INVITE from 127.0.0.1:41822", { call_id: "a84b4c76e66710@127.0.0.1" }), told(start, 4, "state", "ringing"), told(start, 6, "webhook", "POST http://localhost:3000/voice/menu"), asked(world, call, start, 7, "call", 200),
    told(start, 22, "twiml", "Say", { text: "Welcome to Acme. Press 1 for sales, 2 for support.", voice: "Polly.Joanna", language: "en-US" }), told(start, 25, "state", "answered"), told(start, 61, "media", "first sound came in"), asked(world, call, start, 70, "call-status", 204),
    told(start, 4900, "twiml", "Gather", { num_digits: 1, timeout_s: 5 }), told(start, 9400, "digits", "2"), told(start, 9700, "digits", "#"), asked(world, call, start, 9710, "call", 500, { error: { code: 11200, message: "HTTP 500" } }), told(start, 9730, "alert", "http://localhost:3000/voice/menu answered 500; the fallback URL is asked", { code: 11200 }), asked(world, call, start, 9750, "call", 200),
    told(start, 15_100, "twiml", "Dial", { to: ["+14155550124", "alice"], timeout_s: 30 }), told(start, 18_200, "media", "bridged to +14155550124", { call: child.sid }), told(start, 18_400, "media", "recording started"), told(start, 64_000, "state", "completed"), asked(world, call, start, 64_020, "call-status", 204),
  ];
  world.steps[child.sid] = [told(start, 15_210, "signalling", "INVITE sip:+14155550124@127.0.0.1:5071", { network: "simulated" }), told(start, 15_212, "state", "initiated"), told(start, 15_420, "state", "ringing"), told(start, 18_190, "state", "answered"), told(start, 63_900, "state", "completed")];
  world.steps[missed.sid] = [told(start, 15_215, "signalling", "INVITE sip:alice@127.0.0.1:5090"), told(start, 15_500, "state", "ringing"), told(start, 18_195, "state", "no-answer")];
  world.recordings.push(makeRecording(call, start + 18_400, 45, 2, "DialVerb"), makeRecording(call, start, 12, 1, "RecordVerb"), makeRecording(child, start, 0, 1, "StartCallRecordingAPI", "absent"));
}

function rung(id: string, handset: string, far: string, isPlaced: boolean, at: number, more: Partial<HandsetCall> = {}): HandsetCall {
  return { id, sid: sid("CA"), direction: isPlaced ? "placed" : "received", from: isPlaced ? handset : far, to: isPlaced ? far : handset, state: "ended", ended_by: "far", sip_status: 200, quality: null, started_at: iso(at), answered_at: iso(at + 2000), ended_at: iso(at + 65_000), heard: { captions: ["Welcome to Acme. Press 1 for sales, 2 for support.", "One moment, please."], digits: "", audio_url: "http://127.0.0.1:8080/ringback/v1/heard.wav" }, said: { captions: ["Ahoy!"], digits: "2#" }, ...more };
}

export function fillCalls(world: World): void {
  const now = Date.now();
  whole(world, now - 180_000);
  const live = makeCall(now - 21_000, "+14155550100", "+14155550124", { status: "in-progress", duration: null, end_time: null, price: null });
  world.legs[live.sid] = makeLeg(live, null);
  world.steps[live.sid] = [told(now - 21_000, 0, "state", "initiated"), told(now - 21_000, 3, "signalling", "INVITE sip:+14155550124@127.0.0.1:5071", { network: "simulated" }), told(now - 21_000, 200, "state", "ringing"), told(now - 21_000, 2100, "state", "answered"), told(now - 21_000, 2110, "twiml", "Say", { text: "Your parcel arrives at noon." })];
  world.recordings.push(makeRecording(live, now - 18_000, 0, 2, "OutboundAPI", "in-progress"));
  const ends: [Call["status"], string | null, Partial<CallLeg>][] = [["busy", "0", { sip_response_code: 486 }], ["failed", "0", { sip_response_code: 404, error_code: 32100 }], ["completed", "128", {}], ["no-answer", "0", { sip_response_code: 487 }], ["queued", null, {}], ["canceled", "0", {}]];
  for (let at = 0; at < 34; at++) {
    const [status, duration, leg] = ends[at % ends.length]!;
    const made = makeCall(now - 400_000 - at * 311_000, at % 4 ? "+14155550100" : "client:alice", at % 3 ? `+1415555012${at % 5}` : "sip:front.desk@pbx.example", { status, duration, price: status === "completed" ? "-0.04200" : null });
    world.legs[made.sid] = makeLeg(made, status === "completed" ? quality(2.91, 240, 61, 340) : null, leg);
    world.calls.push(made);
  }
  world.calls.unshift(live);
  const [a, own] = ["+14155550123", "+14155550100"];
  world.rung[a] = [rung("h1", a, own, true, now - 180_000), rung("h2", a, own, false, now - 800_000, { answered_at: null, sip_status: 487 }), rung("h3", a, "+14155550124", false, now - 2e6, { answered_at: null, sip_status: 486 })];
  world.rung["+14155550124"] = [rung("h4", "+14155550124", own, false, now - 21_000, { state: "talking", ended_at: null, ended_by: null, answered_at: iso(now - 18_900), heard: { captions: ["Your parcel arrives at noon.", "Press 1 if that suits you, 2 for another day."], digits: "", audio_url: null }, said: { captions: ["Ahoy!"], digits: "1" } })];
}

function changed(world: World, path: string, number: string, id: string, more: (call: HandsetCall) => Partial<HandsetCall>): void {
  const calls = (world.rung[number] ??= []);
  const at = calls.findIndex((one) => one.id === id);
  if (at < 0) return;
  calls[at] = { ...calls[at]!, ...more(calls[at]!) };
  for (const listener of world.listeners) listener(path, { type: calls[at].state, call: calls[at] });
}

/** A hand on a handset, as the live socket takes it. */
export function hand(world: World, path: string, deed: HandsetDeed): void {
  const number = /Handsets\/(\+\d+)\/Live/.exec(path)?.[1];
  if (!number || deed.type === "attend") return;
  const on = (world.rung[number] ??= []).find((one) => one.state !== "ended");
  if (deed.type === "dial") {
    const call = rung(sid("HC"), number, deed.to, true, Date.now(), { state: "ringing", answered_at: null, ended_at: null, heard: { captions: [], digits: "", audio_url: null }, said: { captions: [], digits: "" } });
    world.rung[number].unshift(call);
    for (const listener of world.listeners) listener(path, { type: "ringing", call });
    setTimeout(() => changed(world, path, number, call.id, () => ({ state: "talking", answered_at: iso(Date.now()), heard: { captions: ["Welcome to Acme."], digits: "", audio_url: null } })), 1500);
    return;
  }
  if (!on) return;
  if (deed.type === "answer") changed(world, path, number, on.id, () => ({ state: "talking", answered_at: iso(Date.now()) }));
  if (deed.type === "hang_up") changed(world, path, number, on.id, () => ({ state: "ended", ended_at: iso(Date.now()), ended_by: "handset" }));
  if (deed.type === "press") changed(world, path, number, on.id, ({ said }) => ({ said: { ...said, digits: said.digits + deed.digits } }));
  if (deed.type === "say") changed(world, path, number, on.id, ({ said }) => ({ said: { ...said, captions: [...said.captions, deed.text] } }));
}

/** A call rings on a handset: `/__ring/+14155550123`. */
export function ring(world: World, number: string): void {
  const call = rung(sid("HC"), number, "+14155550100", false, Date.now(), { state: "ringing", answered_at: null, ended_at: null, ended_by: null, heard: { captions: [], digits: "", audio_url: null }, said: { captions: [], digits: "" } });
  (world.rung[number] ??= []).unshift(call);
  for (const listener of world.listeners) listener(`/ringback/v1/Handsets/${number}/Live`, { type: "ringing", call });
}

/** Speech as it looks: words, pauses, and a cough. */
export function peaks(): number[] {
  return Array.from({ length: 400 }, (_, at) => Math.round(Math.max(0, Math.min(100, (Math.sin(at / 9) > -0.35 ? 1 : 0.05) * (38 + 34 * Math.sin(at / 2.3) * Math.cos(at / 17) + 20 * Math.sin(at * 1.9))))));
}

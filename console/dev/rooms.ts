import type { Attendee, Conference, ConferenceStep, Member, QueueState, QueueWait, Recording, Sentence, Transcription } from "../src/api/types";
import type { World } from "./answers.ts";
import { AC, iso, makeWebhook, rfc, sid } from "./world.ts";

/** What the stand-in knows of conferences, queues and transcriptions. */
export interface RoomWorld {
  conferences: Conference[];
  attendees: Record<string, Attendee[]>;
  stories: Record<string, ConferenceStep[]>;
  queues: QueueState[];
  members: Record<string, Member[]>;
  waits: Record<string, QueueWait[]>;
  transcriptions: Transcription[];
  sentences: Record<string, Sentence[]>;
}

export const noRooms = (): RoomWorld => ({ conferences: [], attendees: {}, stories: {}, queues: [], members: {}, waits: {}, transcriptions: [], sentences: {} });

function makeRoom(at: number, name: string, more: Partial<Conference> = {}): Conference {
  return { api_version: "2010-04-01", uri: "", subresource_uris: {}, sid: sid("CF"), account_sid: AC, friendly_name: name, status: "in-progress", region: "us1", reason_conference_ended: null, call_sid_ending_conference: null, date_created: rfc(at), date_updated: rfc(at + 6e5), ...more };
}

function makeAttendee(room: Conference, at: number, number: string, label: string | null, more: Partial<Attendee> = {}): Attendee {
  return {
    call_sid: sid("CA"), conference_sid: room.sid, label, from: number, to: "+14155550100", direction: "inbound", status: "connected", muted: false, hold: false, coaching: false, call_sid_to_coach: null,
    start_conference_on_enter: true, end_conference_on_exit: false, is_talking: false, joined_at: iso(at), left_at: null, reason_left: null, ...more,
  };
}

const step = (at: number, kind: string, one: Attendee | null = null, detail: Record<string, unknown> = {}, text = ""): ConferenceStep => ({ at: iso(at), kind, text, call_sid: one?.call_sid ?? null, detail: { label: one?.label ?? null, ...detail } });

function daily(world: World, now: number): void {
  const room = makeRoom(now - 754_000, "Daily");
  const [ann, bob] = [makeAttendee(room, now - 754_000, "+14155550123", "Ann Lee", { end_conference_on_exit: true, is_talking: true }), makeAttendee(room, now - 741_000, "+14155550124", "Bob")];
  const cy = makeAttendee(room, now - 610_000, "client:cy.very.long.identity.of.a.browser@headquarters", null, { muted: true });
  const eve = makeAttendee(room, now - 420_000, "+442079460018", "Eve, who has a rather long label for a meeting like this one", { hold: true, muted: true });
  const sup = makeAttendee(room, now - 300_000, "+14155550177", "Supervisor", { coaching: true, call_sid_to_coach: bob.call_sid });
  const fay = makeAttendee(room, now - 5000, "+14155550100", "Fay", { direction: "outbound-api", to: "+14155550188", status: "ringing", joined_at: null });
  const dan = makeAttendee(room, now - 700_000, "+14155550155", null, { status: "complete", left_at: iso(now - 500_000), reason_left: "participant_hung_up" });
  const gus = makeAttendee(room, now - 690_000, "+14155550100", "Gus", { direction: "outbound-api", to: "+14155550166", status: "failed", joined_at: null, left_at: iso(now - 660_000), reason_left: "participant_add_failed" });
  world.conferences.push(room);
  world.attendees[room.sid] = [ann, bob, cy, eve, sup, fay, dan, gus];
  const hook = makeWebhook(room.sid, now - 741_000, { kind: "conference-status", url: "http://localhost:3000/conference" });
  world.webhooks.push(hook);
  const talk = [ann, bob, ann, sup, bob, ann].flatMap((one, at) => [step(now - 730_000 + at * 90_000, "participant.speech-started", one), step(now - 700_000 + at * 90_000, "participant.speech-stopped", one)]);
  world.stories[room.sid] = [
    step(now - 754_000, "conference.created"), step(now - 754_000, "participant.joined", ann), step(now - 741_000, "participant.joined", bob), step(now - 741_000, "conference.started"),
    { ...step(now - 740_900, "webhook", null, { sid: hook.sid, kind: "conference-status", url: hook.url, method: "POST", attempt: 1, status: 204, duration_ms: 12.1, error: null }), text: "POST http://localhost:3000/conference: 204" },
    step(now - 700_000, "participant.joined", dan), step(now - 690_000, "participant.invited", gus), step(now - 660_000, "participant.left", gus, { reason: "participant_add_failed" }), step(now - 610_000, "participant.joined", cy), step(now - 600_000, "participant.muted", cy),
    step(now - 500_000, "participant.left", dan, { reason: "participant_hung_up" }), step(now - 420_000, "participant.joined", eve), step(now - 400_000, "participant.muted", eve), step(now - 200_000, "participant.held", eve), step(now - 300_000, "participant.joined", sup), step(now - 300_000, "participant.modified", sup, { coaching: true, call_sid_to_coach: bob.call_sid }),
    step(now - 100_000, "announcement.ended", null, { url: "http://localhost:3000/five-minutes" }), step(now - 90_000, "announcement.failed", null, { url: "http://localhost:3000/gone" }), step(now - 5000, "participant.invited", fay), step(now - 4000, "participant.progressed", fay, { status: "connecting" }), step(now - 3000, "participant.progressed", fay, { status: "ringing" }), ...talk,
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  world.recordings.push(record(now - 741_000, 0, "Conference", "in-progress", null, room.sid));
}

function record(at: number, duration: number, source: string, status: Recording["status"], call: string | null, room: string | null = null): Recording {
  return { sid: sid("RE"), account_sid: AC, api_version: "2010-04-01", call_sid: call, conference_sid: room, start_time: rfc(at), duration: String(duration), price: "-0.0025", price_unit: "USD", status, channels: 1, source, error_code: null, encryption_details: null, date_created: rfc(at), date_updated: rfc(at), uri: "", subresource_uris: {}, media_url: "" } as unknown as Recording;
}

function ended(world: World, now: number): void {
  const reasons: Conference["reason_conference_ended"][] = ["last-participant-left", "participant-with-end-conference-on-exit-left", "conference-ended-via-api", "last-participant-kicked"];
  for (let at = 0; at < 26; at++) {
    const opened = now - 2e6 - at * 9e6;
    const room = makeRoom(opened, ["Daily", "Support hand-over 4821", "A room whose name is much longer than any name of a room ought to be, as some programs make them of everything they know", "7f3d1c9e"][at % 4]!, { status: "completed", reason_conference_ended: reasons[at % 4]!, date_updated: rfc(opened + 3e5 + at * 4e4) });
    const people = [makeAttendee(room, opened, "+14155550123", "Ann Lee", { status: "complete", left_at: iso(opened + 3e5), reason_left: "participant_hung_up" }), makeAttendee(room, opened + 2e4, "+14155550124", null, { status: "complete", left_at: iso(opened + 2.4e5), reason_left: "participant_updated_via_api" })];
    room.call_sid_ending_conference = people[0]!.call_sid;
    world.conferences.push(room);
    world.attendees[room.sid] = people;
    world.stories[room.sid] = [step(opened, "participant.joined", people[0]), step(opened + 2e4, "participant.joined", people[1]), step(opened + 2e4, "conference.started"), step(opened + 2.4e5, "participant.left", people[1], { reason: "participant_updated_via_api" }), step(opened + 3e5, "participant.left", people[0], { reason: "participant_hung_up" }), step(opened + 3e5, "conference.ended")];
    if (at === 0) world.recordings.push(record(opened + 2e4, 45, "Conference", "completed", null, room.sid));
  }
}

function crowd(world: World, now: number): void {
  const room = makeRoom(now - 95_000, "All hands");
  world.conferences.push(room, makeRoom(now - 12_000, "Waiting for the host", { status: "init" }));
  world.attendees[room.sid] = Array.from({ length: 250 }, (_, at) => makeAttendee(room, now - 95_000 + at * 120, `+1415556${String(at).padStart(4, "0")}`, at % 3 ? null : `Guest ${at}`, { muted: at > 3, is_talking: at === 1 }));
  world.stories[room.sid] = world.attendees[room.sid]!.map((one) => step(Date.parse(one.joined_at!), "participant.joined", one));
}

function makeQueue(name: string, size: number, average: number, most: number): QueueState {
  return { sid: sid("QU"), account_sid: AC, friendly_name: name, current_size: size, max_size: most, average_wait_ms: average * 1000, longest_wait_ms: size * 23_000, agents_waiting: size ? 0 : 2, date_created: iso(Date.now() - 9e8) };
}

function lines(world: World, now: number): void {
  const results = ["bridged", "bridged", "bridged", "hangup", "bridged", "leave", "bridged", "redirected", "bridged", "bridged", "queue-full", "bridged", "system-error"];
  for (const [name, size, average, most] of [["support", 14, 96, 100], ["sales", 0, 0, 1000], ["a-queue-with-a-name-of-exactly-sixty-four-characters-as-allowed-x", 97, 1204, 100]] as const) {
    const queue = makeQueue(name, size, average, most);
    world.queues.push(queue);
    world.members[queue.sid] = Array.from({ length: size }, (_, at) => {
      const call = world.calls[at % world.calls.length]!;
      return { uri: "", call_sid: call.sid, queue_sid: queue.sid, position: at + 1, wait_time: 10, date_enqueued: rfc(now - (size - at) * 23_000) };
    });
    world.waits[queue.sid] = name === "sales" ? [] : Array.from({ length: 420 }, (_, at) => {
      const left = now - at * 400_000 - 30_000;
      const wait = Math.round(1000 * (30 + 60 * (1 + Math.sin(new Date(left).getHours() / 3.2)) + 80 * ((Math.sin(at * 12.9898) * 43758.5453) % 1) ** 2));
      return { sid: sid("QW"), account_sid: AC, queue_sid: queue.sid, queue_name: name, workflow_sid: null, call_sid: sid("CA"), from: `+1415555${1000 + at}`, status: "over" as const, result: results[at % results.length]!, agent_call_sid: null, wait_ms: wait, enqueued_at: iso(left - wait), left_at: iso(left) };
    });
  }
}

const MESSAGE: Sentence[] = [
  { start_s: 0.4, end_s: 2.1, text: "Hi, this is Sam Doyle." }, { start_s: 2.6, end_s: 6.9, text: "I'm calling about order four eight two one, it should have been here yesterday." },
  { start_s: 7.4, end_s: 10.2, text: "Could somebody call me back this afternoon?" }, { start_s: 10.4, end_s: 11.8, text: "Thank you, bye." },
];

function voicemail(world: World, now: number): void {
  const call = world.calls.find((one) => one.direction === "inbound")!;
  const states: Transcription["status"][] = ["completed", "in-progress", "failed"];
  for (let at = 0; at < 5; at++) {
    const made = record(now - 60_000 - at * 500_000, 12, "RecordVerb", "completed", call.sid);
    world.recordings.push(made);
    if (at === 4) continue;
    const status = states[at] ?? "completed";
    world.transcriptions.push({ api_version: "2010-04-01", uri: "", sid: sid("TR"), account_sid: AC, recording_sid: made.sid, status, transcription_text: status !== "completed" ? null : at === 3 ? "" : MESSAGE.map((one) => one.text).join(" "), duration: "12", price: null, price_unit: "USD", type: "fast", date_created: rfc(now), date_updated: rfc(now) });
    if (at === 0) world.sentences[made.sid] = MESSAGE;
  }
}

export function fillRooms(world: World): void {
  const now = Date.now();
  daily(world, now);
  crowd(world, now);
  ended(world, now);
  lines(world, now);
  voicemail(world, now);
}

/** A participant changed over the API. */
export function changed(world: World, room: string, call: string, form: URLSearchParams): Attendee | undefined {
  const one = world.attendees[room]?.find((row) => row.call_sid === call);
  if (!one) return undefined;
  const told = (name: string) => form.get(name) === "true";
  if (form.has("Muted")) one.muted = told("Muted");
  if (form.has("Hold")) one.hold = told("Hold");
  if (form.has("EndConferenceOnExit")) one.end_conference_on_exit = told("EndConferenceOnExit");
  if (form.has("Coaching")) Object.assign(one, { coaching: told("Coaching"), call_sid_to_coach: form.get("CallSidToCoach") });
  return one;
}

export function left(world: World, room: string, call: string): void {
  const one = world.attendees[room]?.find((row) => row.call_sid === call);
  if (one) Object.assign(one, { status: "complete", left_at: iso(Date.now()), reason_left: "participant_updated_via_api" });
}

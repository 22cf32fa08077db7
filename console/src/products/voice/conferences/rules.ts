import type { Attendee, Conference, ConferenceStep } from "@/api/types";
import { party } from "@/words/numbers";

/** The far end of their call: who they are to us. */
export function numberOf({ direction, from, to }: Pick<Attendee, "direction" | "from" | "to">): string {
  return direction === "inbound" ? from : to;
}

export function nameOf(one: Attendee): string {
  return one.label || party(numberOf(one));
}

export type Whereabouts = "inside" | "coming" | "gone";

export function whereabouts({ status }: Pick<Attendee, "status">): Whereabouts {
  if (status === "connected") return "inside";
  return status === "complete" || status === "failed" ? "gone" : "coming";
}

/** Whether what somebody types means them: a part of their name, or of their number however it is written. */
export function isFound(one: Attendee, sought: string): boolean {
  const words = sought.trim().toLowerCase();
  const digits = words.replaceAll(/\D/g, "");
  return nameOf(one).toLowerCase().includes(words) || (digits !== "" && numberOf(one).includes(digits));
}

const at = (moment: string | null) => (moment ? Date.parse(moment) : 0);

/** Those inside in the order they came, then those who are called, then those who left, the last one first. */
export function ordered(all: Attendee[]): Record<Whereabouts, Attendee[]> {
  const found: Record<Whereabouts, Attendee[]> = { inside: [], coming: [], gone: [] };
  for (const one of all) found[whereabouts(one)].push(one);
  found.inside.sort((a, b) => at(a.joined_at) - at(b.joined_at));
  found.gone.sort((a, b) => at(b.left_at) - at(a.left_at));
  return found;
}

/** Two letters for a label, the last two digits for a number. */
export function initials(one: Attendee): string {
  const number = numberOf(one);
  if (!one.label) return number.startsWith("+") ? number.slice(-2) : number.replace(/^(client|sips?):/, "").slice(0, 2).toUpperCase();
  const words = one.label.split(/[\s._-]+/).filter(Boolean);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? words.at(-1)![0]! : (words[0]?.[1] ?? ""))).toUpperCase();
}

const ENDED: Record<string, string> = {
  "conference-ended-via-api": "Ended over the API",
  "participant-with-end-conference-on-exit-left": "Ended as its moderator left",
  "participant-with-end-conference-on-exit-kicked": "Ended as its moderator was removed",
  "last-participant-kicked": "The last one was removed",
  "last-participant-left": "The last one left",
};

/** Why it ended, in words. */
export function ending({ reason_conference_ended }: Pick<Conference, "reason_conference_ended">): string | null {
  return reason_conference_ended && (ENDED[reason_conference_ended] ?? reason_conference_ended.replaceAll("-", " "));
}

const LEFT: Record<string, string> = {
  conference_ended_via_api: "the conference was ended", moderator_ended_conference: "the moderator left", participant_updated_via_api: "removed over the API",
  participant_hung_up: "hung up", participant_add_failed: "could not be reached",
};

export function leaving(reason: string | null): string | null {
  return reason && (LEFT[reason] ?? reason.replaceAll(/[_-]/g, " "));
}

/* Who was there, and how */

export type SpanKind = "inside" | "muted" | "hold" | "talking";

export interface Span {
  kind: SpanKind;
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
}

export interface Lane {
  attendee: Attendee;
  spans: Span[];
}

const OPENS: Record<string, SpanKind> = { "participant.muted": "muted", "participant.held": "hold", "participant.speech-started": "talking" };
const CLOSES: Record<string, SpanKind> = { "participant.unmuted": "muted", "participant.unheld": "hold", "participant.speech-stopped": "talking" };

/** Stretches of one kind out of what opened and closed them; what is open at the end ends with their leaving. */
function stretches(steps: ConferenceStep[], kind: SpanKind, from: number, to: number): Span[] {
  const found: Span[] = [];
  let since: number | null = null;
  for (const step of steps) {
    if (OPENS[step.kind] === kind) since ??= Math.max(from, at(step.at));
    if (CLOSES[step.kind] === kind && since !== null) { found.push({ kind, from: since, to: at(step.at) }); since = null; }
  }
  if (since !== null && since < to) found.push({ kind, from: since, to });
  return found;
}

/** For each who came in: from when to when, and the times they were muted, held or talking. `now` ends what goes on. */
export function lanes(all: Attendee[], steps: ConferenceStep[], now: number): Lane[] {
  return all.filter((one) => one.joined_at).sort((a, b) => at(a.joined_at) - at(b.joined_at)).map((attendee) => {
    const [from, to] = [at(attendee.joined_at), attendee.left_at ? at(attendee.left_at) : now];
    const own = steps.filter((step) => step.call_sid === attendee.call_sid);
    return { attendee, spans: [{ kind: "inside" as const, from, to }, ...(["muted", "hold", "talking"] as const).flatMap((kind) => stretches(own, kind, from, to))] };
  });
}

/** The document that puts who runs it into the room. */
export function joinTwiml(name: string): string {
  const escaped = name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<Response>\n  <Dial>\n    <Conference>${escaped}</Conference>\n  </Dial>\n</Response>`;
}

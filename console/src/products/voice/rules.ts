import type { Call, CallStep, LegQuality } from "@/api/types";

/** A step, and whose it is: a call and those it dialled are told as one life. */
export interface Told {
  step: CallStep;
  call: Call;
  isChild: boolean;
  /** Milliseconds since the first step of all. */
  afterMs: number;
}

/** Steps that follow one another in the call itself, or in legs that it dialled: what is drawn in one piece. */
export interface Stretch {
  isChild: boolean;
  /** Whose steps these are, each once, in the order of their first. */
  calls: Call[];
  steps: Told[];
}

function isAsking(step: CallStep): boolean {
  return step.kind === "webhook" && step.detail.sid === undefined;
}

/** Without the requests that were only begun, where the record of the same request is there too. */
export function settled(steps: CallStep[]): CallStep[] {
  const kept = new Set(steps.filter((step) => step.kind === "webhook" && !isAsking(step)).map((step) => `${step.detail.method} ${step.detail.url}`));
  return steps.filter((step) => !isAsking(step) || !kept.has(step.text));
}

/** Everything that happened in a call and in those it dialled, in one order. The first call is the parent. */
export function merged(legs: { call: Call; steps: CallStep[] }[]): Told[] {
  const all = legs.flatMap(({ call, steps }, at) => settled(steps).map((step) => ({ step, call, isChild: at > 0, at: Date.parse(step.at) })));
  all.sort((a, b) => a.at - b.at);
  const began = all[0]?.at ?? 0;
  return all.map(({ at, ...told }) => ({ ...told, afterMs: at - began }));
}

export function stretches(told: Told[]): Stretch[] {
  const found: Stretch[] = [];
  for (const one of told) {
    const last = found.at(-1);
    if (last?.isChild !== one.isChild) found.push({ isChild: one.isChild, calls: [one.call], steps: [one] });
    else {
      last.steps.push(one);
      if (!last.calls.some((call) => call.sid === one.call.sid)) last.calls.push(one.call);
    }
  }
  return found;
}

/** Keys pressed one after another are one step: `4`, `2`, `#` reads `42#`. */
export function gathered(steps: CallStep[]): CallStep[] {
  const found: CallStep[] = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (step.kind === "digits" && last?.kind === "digits") found[found.length - 1] = { ...last, text: last.text + step.text };
    else found.push(step);
  }
  return found;
}

/* Who answered */

const ANSWERERS: Record<string, string> = {
  human: "a person", fax: "a fax machine", unknown: "somebody: person or machine was not told apart", machine_start: "a machine", machine_end_beep: "a machine, waited for until its beep",
  machine_end_silence: "a machine, waited for until it fell silent", machine_end_other: "a machine, waited for until it ended",
};

/** AnsweredBy in words; null where nobody asked. */
export function answerer(answeredBy: string | null): string | null {
  return answeredBy && (ANSWERERS[answeredBy] ?? answeredBy.replaceAll("_", " "));
}

/* Quality */

export type Grade = "good" | "fair" | "poor";

export interface Figure {
  name: string;
  value: string;
  grade: Grade | null;
  /** What the figure means, for who does not know it. */
  about: string;
}

function graded(value: number | null, good: number, fair: number): Grade | null {
  if (value === null) return null;
  return value <= good ? "good" : value <= fair ? "fair" : "poor";
}

/** Of all packets that were sent to us, how many never came; null where none was sent. */
export function lossPercent({ packets_received, lost }: LegQuality): number | null {
  const missed = Math.max(0, lost);
  return packets_received + missed > 0 ? (100 * missed) / (packets_received + missed) : null;
}

/** MOS from 1 to 4.5: above 4 nobody complains, below 3.6 many do (ITU-T G.107, Annex B). */
export function gradeOf({ mos, packets_received }: LegQuality): Grade | null {
  if (packets_received === 0) return null;
  return mos >= 4 ? "good" : mos >= 3.6 ? "fair" : "poor";
}

const NOT_MEASURED = "not measured";

function ms(value: number | null): string {
  return value === null ? NOT_MEASURED : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** The figures of a leg, with a plain word each. What nothing came in for was not measured. */
export function figuresOf(quality: LegQuality): Figure[] {
  const loss = lossPercent(quality);
  const jitter = quality.packets_received > 0 ? quality.jitter_ms : null;
  const grade = gradeOf(quality);
  return [
    { name: "MOS", value: grade === null ? NOT_MEASURED : quality.mos.toFixed(2), grade, about: "How a listener would judge it, from 1 to 4.5" },
    { name: "Loss", value: loss === null ? NOT_MEASURED : `${loss.toFixed(loss > 0 && loss < 0.1 ? 2 : 1)} %`, grade: graded(loss, 1, 3), about: "Packets that never came in" },
    { name: "Jitter", value: ms(jitter), grade: graded(jitter, 20, 50), about: "How unevenly packets came in" },
    { name: "Round trip", value: ms(quality.round_trip_ms), grade: graded(quality.round_trip_ms, 150, 300), about: "There and back, by RTCP" },
  ];
}

/* Talking */

export interface Line {
  side: "heard" | "said";
  text: string;
}

/**
 * A conversation as it grows: what is new on either side goes below what was there. What was said before one came to
 * it has no order, so the far side goes first.
 */
export function grown(old: Line[], heard: string[], said: string[]): Line[] {
  const had = (side: Line["side"]) => old.filter((line) => line.side === side).length;
  const fresh = (side: Line["side"], captions: string[]) => captions.slice(had(side)).map((text): Line => ({ side, text }));
  const added = [...fresh("heard", heard), ...fresh("said", said)];
  return added.length > 0 ? [...old, ...added] : old;
}

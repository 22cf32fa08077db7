import type { ConsentPolicy, TrialLine } from "@/api/types";
import { usecaseName } from "@/products/messaging/services/rules";
import { e164 } from "@/words/numbers";

export const NUMBERS_MOST = 10_000;

export interface Pasted {
  numbers: string[];
  /** What is no number, as it was pasted. */
  wrong: string[];
}

/** Numbers out of whatever was pasted: lines, commas, a column of a spreadsheet. Each once. */
export function pasted(text: string): Pasted {
  const numbers = new Set<string>();
  const wrong: string[] = [];
  for (const piece of text.split(/[\n,;\t]/).map((one) => one.trim().replace(/^["']|["']$/g, "")).filter(Boolean)) {
    const number = e164(piece);
    if (number) numbers.add(number);
    else wrong.push(piece);
  }
  return { numbers: [...numbers], wrong };
}

/** A policy as its form holds it. */
export interface PolicyDraft {
  isQuiet: boolean;
  from: string;
  until: string;
  action: ConsentPolicy["quiet_action"];
  isCapped: boolean;
  most: number | "";
  hours: number | "";
  needsOptIn: boolean;
  purposes: string[];
}

export function draftOf(kept: ConsentPolicy | null): PolicyDraft {
  return {
    isQuiet: kept ? kept.quiet_from !== null : true, from: kept?.quiet_from ?? "21:00", until: kept?.quiet_until ?? "08:00", action: kept?.quiet_action ?? "reschedule",
    isCapped: kept?.frequency_most != null, most: kept?.frequency_most ?? 3, hours: kept?.frequency_hours ?? 24, needsOptIn: kept?.requires_opt_in ?? false, purposes: kept?.purposes ?? [],
  };
}

/** All of it is sent: what is switched off must be said too. */
export function bodyOf(draft: PolicyDraft) {
  return {
    quiet_from: draft.isQuiet ? draft.from : null, quiet_until: draft.isQuiet ? draft.until : null, quiet_action: draft.action,
    frequency_most: draft.isCapped && draft.most !== "" ? draft.most : null, frequency_hours: draft.hours === "" ? 24 : draft.hours,
    requires_opt_in: draft.needsOptIn, purposes: draft.purposes,
  };
}

/** `7 days`, `24 hours`. */
export function spanOf(hours: number): string {
  return hours > 24 && hours % 24 === 0 ? `${hours / 24} days` : hours === 1 ? "hour" : `${hours} hours`;
}

/** What holds, a sentence each. */
export function sentences(policy: ConsentPolicy): string[] {
  const said: string[] = [];
  if (policy.quiet_from !== null) said.push(`Quiet from ${policy.quiet_from} to ${policy.quiet_until} where the recipient is: messages ${policy.quiet_action === "block" ? "fail (30610)" : "wait until it ends"}.`);
  if (policy.frequency_most !== null) said.push(`At most ${policy.frequency_most.toLocaleString()} to one person in ${spanOf(policy.frequency_hours)}; more fail (30693).`);
  if (policy.requires_opt_in) said.push("Only to people who have opted in; to others it fails (30692).");
  return said.length ? said : ["Nothing beyond what people have said."];
}

export function purposesOf(policy: ConsentPolicy): string {
  return policy.purposes.length ? policy.purposes.map(usecaseName).join(", ") : "all purposes";
}

/** How many go, wait and are skipped. */
export function tally(lines: TrialLine[]): Record<TrialLine["outcome"], number> {
  const counts = { send: 0, wait: 0, skip: 0 };
  for (const line of lines) counts[line.outcome]++;
  return counts;
}

/** A moment by the clock of the first of these zones, `Mon, 1 Jun, 08:00`; null where no zone is known. */
export function there(moment: string, zones: string[], locale?: string): string | null {
  const zone = zones[0];
  if (!zone) return null;
  try {
    return new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone }).format(new Date(moment));
  } catch {
    return null;
  }
}

/** `Chicago`, `New York and 3 more`. */
export function placeOf(zones: string[]): string {
  const first = zones[0]?.split("/").at(-1)?.replaceAll("_", " ") ?? "unknown";
  return zones.length > 1 ? `${first} and ${zones.length - 1} more` : first;
}

/** What a `datetime-local` field holds, as the API takes it; undefined: now. */
export function momentOf(typed: string): string | undefined {
  const at = new Date(typed);
  return typed && !Number.isNaN(at.getTime()) ? at.toISOString().replace(/\.\d+Z$/, "Z") : undefined;
}

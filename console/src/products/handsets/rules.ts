import type { HandsetCall, HandsetMessage, HandsetScript } from "@/api/types";

export interface Thread {
  peer: string;
  newest: HandsetMessage;
  count: number;
}

export function peerOf(message: HandsetMessage): string {
  return message.direction === "received" ? message.from : message.to;
}

/** Who is at the other end of a call. */
export function farOf(call: Pick<HandsetCall, "direction" | "from" | "to">): string {
  return call.direction === "received" ? call.from : call.to;
}

/** What became of a call, in a word or two; null for one that was talked in. */
export function outcomeOf(call: HandsetCall): string | null {
  if (call.answered_at) return null;
  if (call.sip_status === 486) return "busy";
  if (call.sip_status === 603) return "declined";
  return call.direction === "received" ? "missed" : "not answered";
}

/** One thread a peer, the one spoken with last on top. `messages` are newest first. */
export function threads(messages: HandsetMessage[]): Thread[] {
  const found = new Map<string, Thread>();
  for (const message of messages) {
    const thread = found.get(peerOf(message));
    if (thread) thread.count += 1;
    else found.set(peerOf(message), { peer: peerOf(message), newest: message, count: 1 });
  }
  return [...found.values()];
}

/** Does a reply rule fire on this text? Null when its pattern is no regular expression. */
export function fires(pattern: string, text: string): boolean | null {
  try {
    return new RegExp(pattern, "i").test(text);
  } catch {
    return null;
  }
}

/* What a script does in a call */

export type Deed = "wait_s" | "press" | "say" | "play" | "hang_up";

export type ScriptStep = Record<string, unknown>;

export type CallBehaviour = Pick<HandsetScript, "answer_after_s" | "reject" | "then">;

/** A step as a form shows it: `{"wait_s": 1}` is a deed and its value. */
export function wordOf(step: ScriptStep): { deed: Deed; value: string } {
  const [deed, value] = Object.entries(step)[0] ?? ["say", ""];
  return { deed: deed as Deed, value: value === true ? "" : String(value) };
}

export function stepOf(deed: Deed, value: string): ScriptStep {
  if (deed === "hang_up") return { hang_up: true };
  return { [deed]: deed === "wait_s" ? Number(value.replace(/[^\d.]/g, "")) || 0 : value };
}

/** Steps that would do something: those without a value are still being typed. */
export function whole(steps: ScriptStep[]): ScriptStep[] {
  return steps.filter((step) => wordOf(step).deed === "hang_up" || wordOf(step).value !== "");
}

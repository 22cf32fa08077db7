import type { HandsetCall, HandsetMessage } from "@/api/types";

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

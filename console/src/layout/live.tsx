import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { own, socketUrl } from "@/api/client";
import { openLine, type LineState } from "@/api/live";
import type { LiveEvent } from "@/api/types";

const MOST_KEPT = 60;
/** Events of one burst refresh a list once. */
const GATHER_MS = 250;

/** What a change to a thing makes stale, by the prefix of its SID. */
const STALE: Record<string, string[]> = {
  SM: ["messages", "trace", "webhooks", "handset-messages", "jobs"], MM: ["messages", "trace", "webhooks", "handset-messages", "jobs"],
  CA: ["calls", "call-timeline", "recordings", "webhooks", "jobs"], RE: ["recordings", "call-timeline", "conference-timeline"],
  CF: ["conferences", "attendees", "conference-timeline"], QU: ["queues", "members"], TR: ["transcriptions"],
  CE: ["consents"], BN: ["brands"], QE: ["services"], MG: ["services"], PN: ["numbers"], NO: ["alerts"], AP: ["applications"], AC: ["accounts"], SK: ["keys"], UT: ["triggers"], WR: ["webhooks", "trace"],
};

export interface KeptEvent extends LiveEvent {
  id: number;
}

interface Live {
  state: LineState;
  events: KeptEvent[];
}

const LiveContext = createContext<Live>({ state: "connecting", events: [] });

export function useLive(): Live {
  return useContext(LiveContext);
}

function staleKeys(event: LiveEvent): string[] {
  const prefix = event.subject_sid?.slice(0, 2) ?? "";
  const byType = /alert/i.test(event.type) ? ["alerts"] : /webhook/i.test(event.type) ? ["webhooks", "trace"] : [];
  return [...(STALE[prefix] ?? []), ...byType];
}

/** One socket for the whole console: keeps the last events and refreshes the lists they touch. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LineState>("connecting");
  const [events, setEvents] = useState<KeptEvent[]>([]);
  const count = useRef(0);
  const stale = useRef(new Set<string>());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function refresh(): void {
      timer = undefined;
      for (const key of stale.current) void client.invalidateQueries({ queryKey: [key] });
      stale.current.clear();
    }
    function receive(event: LiveEvent): void {
      if (!event.type || !event.at) return;
      setEvents((kept) => [{ ...event, id: ++count.current }, ...kept].slice(0, MOST_KEPT));
      for (const key of staleKeys(event)) stale.current.add(key);
      timer ??= setTimeout(refresh, GATHER_MS);
    }
    let wasLost = false;
    function follow(next: LineState): void {
      setState(next);
      // What happened while the line was down was not told: everything may be stale.
      if (next === "open" && wasLost) void client.invalidateQueries();
      wasLost = wasLost ? next !== "open" : next === "lost";
    }
    const line = openLine<LiveEvent>(socketUrl(own("Live")), { onMessage: receive, onState: follow });
    return () => { clearTimeout(timer); line.close(); };
  }, [client]);

  return <LiveContext.Provider value={useMemo(() => ({ state, events }), [state, events])}>{children}</LiveContext.Provider>;
}

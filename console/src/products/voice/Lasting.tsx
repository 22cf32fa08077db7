import { useEffect, useState } from "react";
import type { Call } from "@/api/types";
import { talkTime } from "@/words/when";

/** Now, told again every second while `isOn`. */
export function useNow(isOn: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isOn) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isOn]);
  return now;
}

/** Seconds since a moment, as they go by. */
export function Since({ at }: { at: string }) {
  const now = useNow(true);
  return <span role="timer">{talkTime((now - Date.parse(at)) / 1000)}</span>;
}

/** How long one talks, or talked. `answeredAt` is when, where that is known; before that nobody talks. */
export function Lasting({ call, answeredAt }: { call: Call; answeredAt?: string | null }) {
  if (call.status === "in-progress") return <Since at={answeredAt ?? call.start_time ?? call.date_created} />;
  if (call.duration !== null) return <>{talkTime(Number(call.duration))}</>;
  return <span className="quiet">—</span>;
}

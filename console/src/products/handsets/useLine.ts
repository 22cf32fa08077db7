import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { Refusal, socketUrl } from "@/api/client";
import { openLine, type LineState, type OpenLine } from "@/api/live";
import type { HandsetCall, HandsetDeed, HandsetLive, HandsetMessage, Items } from "@/api/types";
import { tellRefusal } from "@/parts/acting";
import { handsetPath } from "./queries";

function putText(client: QueryClient, number: string, message: HandsetMessage): void {
  client.setQueryData<Items<HandsetMessage>>(["handset-messages", number], (page) => {
    if (!page || page.items.some((one) => one.sid === message.sid && one.direction === message.direction)) return page;
    return { ...page, items: [message, ...page.items] };
  });
}

function putCall(client: QueryClient, number: string, call: HandsetCall): void {
  client.setQueryData<Items<HandsetCall>>(["handset-calls", number], (page) => {
    if (!page) return page;
    const isKnown = page.items.some((one) => one.id === call.id);
    return { ...page, items: isKnown ? page.items.map((one) => (one.id === call.id ? call : one)) : [call, ...page.items] };
  });
}

export interface HandsetLine {
  state: LineState;
  /** A hand on the handset. What is refused is told by itself. */
  does: (deed: HandsetDeed) => void;
}

/** The handset's own line: what it tells is put on top of what is known. While `isHeld`, its calls ring until answered. */
export function useHandsetLine(number: string, isHeld: boolean): HandsetLine {
  const client = useQueryClient();
  const [state, setState] = useState<LineState>("connecting");
  const line = useRef<OpenLine | null>(null);
  useEffect(() => {
    function receive(told: HandsetLive): void {
      if (told.type === "message") putText(client, number, told.message);
      else if (told.type === "error") tellRefusal(new Refusal(400, told.code ?? null, told.message));
      else putCall(client, number, told.call);
    }
    function follow(next: LineState): void {
      setState(next);
      if (next !== "open") return;
      void client.invalidateQueries({ queryKey: ["handset-messages", number] });
      void client.invalidateQueries({ queryKey: ["handset-calls", number] });
    }
    line.current = openLine<HandsetLive>(socketUrl(handsetPath(number, "/Live")), { onMessage: receive, onState: follow });
    return () => line.current?.close();
  }, [client, number]);
  const does = useCallback((deed: HandsetDeed) => {
    if (!line.current?.say(deed)) tellRefusal(new Refusal(0, null, "The handset's line is down."));
  }, []);
  useEffect(() => {
    if (state === "open") line.current?.say({ type: "attend", on: isHeld });
  }, [state, isHeld]);
  return { state, does };
}

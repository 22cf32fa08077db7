import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, own, socketUrl } from "@/api/client";
import { openLine, type LineState } from "@/api/live";
import type { Handset, HandsetLive, HandsetMessage, Items, ScriptChange } from "@/api/types";

export function handsetPath(number: string, rest = ""): string {
  return own(`Handsets/${encodeURIComponent(number)}${rest}`);
}

export function useHandsets() {
  return useQuery({ queryKey: ["handsets"], queryFn: () => api.get<Items<Handset>>(own("Handsets"), { page_size: 200 }), select: (page) => page.items });
}

export function useHandset(number: string) {
  return useQuery({ queryKey: ["handsets", number], queryFn: () => api.get<Handset>(handsetPath(number)) });
}

export function useHandsetMessages(number: string) {
  return useQuery({
    queryKey: ["handset-messages", number],
    queryFn: () => api.get<Items<HandsetMessage>>(handsetPath(number, "/Messages"), { page_size: 200 }),
    select: (page) => page.items,
  });
}

export function sendFrom(number: string, to: string, body: string, mediaUrls: string[]): Promise<HandsetMessage> {
  return api.post<HandsetMessage>(handsetPath(number, "/Messages"), { to, body, media_urls: mediaUrls });
}

export function saveScript(number: string, script: ScriptChange): Promise<Handset> {
  return api.put<Handset>(handsetPath(number), script);
}

/** Puts what the handset's own line tells at the top of its messages. */
export function useHandsetLine(number: string): LineState {
  const client = useQueryClient();
  const [state, setState] = useState<LineState>("connecting");
  useEffect(() => {
    function receive(told: HandsetLive): void {
      const { message } = told;
      if (told.type !== "message" || !message) return;
      client.setQueryData<Items<HandsetMessage>>(["handset-messages", number], (page) => {
        if (!page || page.items.some((one) => one.sid === message.sid && one.direction === message.direction)) return page;
        return { ...page, items: [message, ...page.items] };
      });
    }
    function follow(next: LineState): void {
      setState(next);
      if (next === "open") void client.invalidateQueries({ queryKey: ["handset-messages", number] });
    }
    return openLine<HandsetLive>(socketUrl(handsetPath(number, "/Live")), { onMessage: receive, onState: follow });
  }, [client, number]);
  return state;
}

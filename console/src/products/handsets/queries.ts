import { useQuery } from "@tanstack/react-query";
import { api, own } from "@/api/client";
import type { Handset, HandsetCall, HandsetMessage, Items, ScriptChange } from "@/api/types";

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

export function useHandsetCalls(number: string) {
  return useQuery({
    queryKey: ["handset-calls", number],
    queryFn: () => api.get<Items<HandsetCall>>(handsetPath(number, "/Calls"), { page_size: 50 }),
    select: (page) => page.items,
  });
}

export function sendFrom(number: string, to: string, body: string, mediaUrls: string[]): Promise<HandsetMessage> {
  return api.post<HandsetMessage>(handsetPath(number, "/Messages"), { to, body, media_urls: mediaUrls });
}

export function saveScript(number: string, script: ScriptChange): Promise<Handset> {
  return api.put<Handset>(handsetPath(number), script);
}

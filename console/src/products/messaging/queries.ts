import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, core, onOwnOrigin, own } from "@/api/client";
import type { CorePage, Media, Message, Trace, TracedMessage } from "@/api/types";

export interface MessageFilters {
  to: string;
  from: string;
  since: string;
  until: string;
  status: string;
}

export const PAGE_SIZE = 50;

type MessagePage = CorePage & { messages: Message[] };

function firstPage(accountSid: string, { to, from, since, until, status }: MessageFilters, pageSize: number): Promise<MessagePage> {
  return api.get(core(accountSid, "Messages"), {
    To: to || undefined, From: from || undefined, "DateSent>": since || undefined, "DateSent<": until || undefined,
    Status: status || undefined, PageSize: pageSize,
  });
}

export function useMessages(accountSid: string, filters: MessageFilters, pageSize = PAGE_SIZE) {
  return useInfiniteQuery({
    queryKey: ["messages", accountSid, filters.to, filters.from, filters.since, filters.until, filters.status, pageSize],
    queryFn: ({ pageParam }) => (pageParam ? api.get<MessagePage>(onOwnOrigin(pageParam)) : firstPage(accountSid, filters, pageSize)),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page_uri ?? undefined,
  });
}

/** The messages of all pages, each once: while pages are fetched new ones may come in. */
export function listed(pages: MessagePage[] | undefined): Message[] | undefined {
  const seen = new Set<string>();
  return pages?.flatMap((page) => page.messages).filter((one) => !seen.has(one.sid) && seen.add(one.sid));
}

export function useTrace(sid: string) {
  return useQuery({ queryKey: ["trace", sid], queryFn: () => api.get<Trace>(own(`Messages/${sid}/Trace`)) });
}

export function useMedia(accountSid: string, message: TracedMessage | undefined) {
  return useQuery({
    queryKey: ["media", message?.sid],
    enabled: Number(message?.num_media ?? 0) > 0,
    queryFn: () => api.get<{ media_list: Media[] }>(core(accountSid, `Messages/${message!.sid}/Media`)),
    select: (page) => page.media_list,
  });
}

/** The picture itself lives at the media's address without `.json`. */
export function mediaUrl(media: Media): string {
  return media.uri.replace(/\.json$/, "");
}

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, onOwnOrigin, own, type Fields } from "@/api/client";
import type { Items, JobRow, Webhook } from "@/api/types";

export interface WebhookFilters {
  subject: string;
  host: string;
  outcome: string;
}

function useItems<T>(key: unknown[], path: string, query: Fields) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => (pageParam ? api.get<Items<T>>(onOwnOrigin(pageParam)) : api.get<Items<T>>(own(path), query)),
    initialPageParam: "",
    getNextPageParam: (page) => page.meta.next_page_url ?? undefined,
  });
}

export function useWebhooks({ subject, host, outcome }: WebhookFilters) {
  return useItems<Webhook>(["webhooks", subject, host, outcome], "Webhooks", {
    subject: subject || undefined, host: host || undefined, outcome: outcome || undefined, page_size: 50,
  });
}

export function useWebhook(sid: string | null) {
  return useQuery({ queryKey: ["webhooks", "one", sid], enabled: sid !== null, queryFn: () => api.get<Webhook>(own(`Webhooks/${sid}`)) });
}

export function useJobs(status: string) {
  return useItems<JobRow>(["jobs", status], "Jobs", { status, page_size: 50 });
}

export function replay(sid: string): Promise<Webhook> {
  return api.post<Webhook>(own(`Webhooks/${sid}/Replay`));
}

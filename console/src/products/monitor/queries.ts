import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, onOwnOrigin } from "@/api/client";
import type { Alert, AlertRow, Meta } from "@/api/types";

export function useAlerts(level: string) {
  return useInfiniteQuery({
    queryKey: ["alerts", level],
    queryFn: ({ pageParam }) => (pageParam ? api.get<{ alerts: AlertRow[]; meta: Meta }>(onOwnOrigin(pageParam)) : api.get<{ alerts: AlertRow[]; meta: Meta }>("/monitor/v1/Alerts", { LogLevel: level || undefined, PageSize: 50 })),
    initialPageParam: "",
    getNextPageParam: (page) => page.meta.next_page_url ?? undefined,
  });
}

/** The single alert tells more than its row: what was sent and what came back. */
export function useAlert(sid: string) {
  return useQuery({ queryKey: ["alerts", "one", sid], queryFn: () => api.get<Alert>(`/monitor/v1/Alerts/${sid}`) });
}

/** `Msg=…&ErrorCode=…` as pairs; text of another form stands alone. */
export function alertPairs(text: string): [string, string][] {
  if (!/^\w+=/.test(text)) return text ? [["Msg", text]] : [];
  return [...new URLSearchParams(text)];
}

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, core, onOwnOrigin, own } from "@/api/client";
import type { CorePage, Items, Member, QueueState, QueueWait } from "@/api/types";

type MembersPage = CorePage & { queue_members: Member[] };

export const REFRESH = [["queues"], ["members"], ["waits"]];
const PAGE_SIZE = 50;
/** The average grows while callers wait, and no event tells. */
const LOOK_AGAIN_MS = 5000;
/** Where there is much to read. */
const SELDOM_MS = 30_000;
/** Of a long line the head is shown. */
const MEMBERS_SHOWN = 50;
/** Ended waits that are drawn: more are a cloud. */
const PAGES_MOST = 5;
const WAITS_A_PAGE = 1000;

export function useQueues(accountSid: string) {
  return useInfiniteQuery({
    queryKey: ["queues", accountSid],
    queryFn: ({ pageParam }) => api.get<Items<QueueState>>(pageParam ? onOwnOrigin(pageParam) : `${own("QueueStates")}?page_size=${PAGE_SIZE}`),
    initialPageParam: "",
    getNextPageParam: (page) => page.meta.next_page_url ?? undefined,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function listed(pages: Items<QueueState>[] | undefined): QueueState[] | undefined {
  const seen = new Set<string>();
  return pages?.flatMap((page) => page.items).filter((one) => !seen.has(one.sid) && seen.add(one.sid));
}

export function useQueue(sid: string) {
  return useQuery({ queryKey: ["queues", "one", sid], queryFn: () => api.get<QueueState>(own(`QueueStates/${sid}`)), refetchInterval: LOOK_AGAIN_MS });
}

/** Those who wait, the one to be served next first. */
export function useMembers(queue: QueueState) {
  return useQuery({
    queryKey: ["members", queue.sid],
    queryFn: () => api.get<MembersPage>(core(queue.account_sid, `Queues/${queue.sid}/Members`), { PageSize: MEMBERS_SHOWN }),
    select: (page) => [...page.queue_members].sort((a, b) => a.position - b.position),
  });
}

async function ended(queueSid: string, since: string): Promise<QueueWait[]> {
  const waits: QueueWait[] = [];
  let link: string | null | undefined = `${own("QueueWaits")}?queue_sid=${queueSid}&status=over&after=${encodeURIComponent(since)}&page_size=${WAITS_A_PAGE}`;
  for (let at = 0; link && at < PAGES_MOST; at++) {
    const page: Items<QueueWait> = await api.get(onOwnOrigin(link));
    waits.push(...page.items);
    link = page.meta.next_page_url;
  }
  return waits;
}

/** Waits that ended within so many hours. A busy queue tells of many a second, so they are read at a pace of their own. */
export function useWaits(queue: QueueState, hours: number) {
  return useQuery({
    queryKey: ["waits", queue.sid, hours],
    queryFn: () => ended(queue.sid, new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z/, "Z")),
    refetchInterval: (query) => ((query.state.data?.length ?? 0) > WAITS_A_PAGE ? SELDOM_MS : LOOK_AGAIN_MS),
  });
}

export function memberPath(queue: QueueState, which: string): string {
  return core(queue.account_sid, `Queues/${queue.sid}/Members/${which}`);
}

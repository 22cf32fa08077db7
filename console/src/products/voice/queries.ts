import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { api, core, onOwnOrigin, own } from "@/api/client";
import type { Call, CallLeg, CallStatus, CallStep, CorePage } from "@/api/types";

export interface CallFilters {
  to: string;
  from: string;
  since: string;
  until: string;
  status: string;
}

export const PAGE_SIZE = 50;
/** Steps of a live call are told by no event: its timeline is read again this often. */
const LOOK_AGAIN_MS = 1500;
const CHILDREN_MOST = 20;

type CallsPage = CorePage & { calls: Call[] };

const OVER: ReadonlySet<CallStatus> = new Set(["completed", "busy", "failed", "no-answer", "canceled"]);

export function isOver(call: Pick<Call, "status">): boolean {
  return OVER.has(call.status);
}

function firstPage(accountSid: string, { to, from, since, until, status }: CallFilters): Promise<CallsPage> {
  return api.get(core(accountSid, "Calls"), {
    To: to || undefined, From: from || undefined, "StartTime>": since || undefined, "StartTime<": until || undefined,
    Status: status || undefined, PageSize: PAGE_SIZE,
  });
}

export function useCalls(accountSid: string, filters: CallFilters) {
  return useInfiniteQuery({
    queryKey: ["calls", accountSid, filters.to, filters.from, filters.since, filters.until, filters.status],
    queryFn: ({ pageParam }) => (pageParam ? api.get<CallsPage>(onOwnOrigin(pageParam)) : firstPage(accountSid, filters)),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page_uri ?? undefined,
  });
}

/** The calls of all pages, each once: while pages are fetched new ones may come in. */
export function listed(pages: CallsPage[] | undefined): Call[] | undefined {
  const seen = new Set<string>();
  return pages?.flatMap((page) => page.calls).filter((one) => !seen.has(one.sid) && seen.add(one.sid));
}

/** `isFollowed`: it is read again while it is on, for what no event tells (who answered). */
export function useCall(accountSid: string, sid: string, { isFollowed = false } = {}) {
  return useQuery({
    queryKey: ["calls", "one", sid], enabled: Boolean(sid), queryFn: () => api.get<Call>(core(accountSid, `Calls/${sid}`)),
    refetchInterval: (query) => (isFollowed && query.state.data && !isOver(query.state.data) ? 2 * LOOK_AGAIN_MS : false),
  });
}

/** The calls that this one's document dialled, the first one first. */
export function useChildren(accountSid: string, sid: string) {
  return useQuery({
    queryKey: ["calls", "of", sid],
    queryFn: () => api.get<CallsPage>(core(accountSid, "Calls"), { ParentCallSid: sid, PageSize: CHILDREN_MOST }),
    select: (page) => [...page.calls].reverse(),
  });
}

/** The steps of several calls, in the order of `calls`; what is not there yet is empty. */
export function useTimelines(calls: Call[]) {
  return useQueries({
    queries: calls.map((call) => ({
      queryKey: ["call-timeline", call.sid],
      queryFn: () => api.get<{ items: CallStep[] }>(own(`Calls/${call.sid}/Timeline`)),
      refetchInterval: isOver(call) ? (false as const) : LOOK_AGAIN_MS,
    })),
  });
}

/** How it was taken and how it sounded. Asked again when the call's state changes. */
export function useLeg(call: Call) {
  return useQuery({ queryKey: ["calls", "leg", call.sid, call.status], queryFn: () => api.get<CallLeg>(own(`Calls/${call.sid}/Leg`)) });
}

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, core, onOwnOrigin, own } from "@/api/client";
import type { Attendee, Conference, ConferenceStep, CorePage, Items } from "@/api/types";

type ConferencesPage = CorePage & { conferences: Conference[] };

const PAGE_SIZE = 50;
/** Rooms shown as live; an account with more sees the newest. */
const LIVE_MOST = 100;
/** Who talks is told by no event: the list of those in a live room is read again this often. */
const LOOK_AGAIN_MS = 1000;

export const REFRESH = [["conferences"], ["attendees"], ["conference-timeline"]];

export function isLive(conference: Pick<Conference, "status">): boolean {
  return conference.status !== "completed";
}

function named(accountSid: string, status: string, name: string, size: number): Promise<ConferencesPage> {
  return api.get(core(accountSid, "Conferences"), { Status: status, FriendlyName: name || undefined, PageSize: size });
}

async function live(accountSid: string, name: string): Promise<Conference[]> {
  const [running, waiting] = await Promise.all(["in-progress", "init"].map((status) => named(accountSid, status, name, LIVE_MOST)));
  return [...running!.conferences, ...waiting!.conferences];
}

/** Rooms that are on: those that have begun first. */
export function useLiveRooms(accountSid: string, name: string) {
  return useQuery({ queryKey: ["conferences", "live", accountSid, name], queryFn: () => live(accountSid, name) });
}

export function useEndedRooms(accountSid: string, name: string) {
  return useInfiniteQuery({
    queryKey: ["conferences", "ended", accountSid, name],
    queryFn: ({ pageParam }) => (pageParam ? api.get<ConferencesPage>(onOwnOrigin(pageParam)) : named(accountSid, "completed", name, PAGE_SIZE)),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page_uri ?? undefined,
  });
}

/** The rooms of all pages, each once: while pages are fetched new ones may come in. */
export function listed(pages: ConferencesPage[] | undefined): Conference[] | undefined {
  const seen = new Set<string>();
  return pages?.flatMap((page) => page.conferences).filter((one) => !seen.has(one.sid) && seen.add(one.sid));
}

export function useConference(accountSid: string, sid: string) {
  return useQuery({ queryKey: ["conferences", "one", sid], enabled: Boolean(sid), queryFn: () => api.get<Conference>(core(accountSid, `Conferences/${sid}`)) });
}

/** Everybody who is or was in the room. */
export function useAttendees(conference: Conference) {
  return useQuery({
    queryKey: ["attendees", conference.sid],
    queryFn: () => api.get<Items<Attendee>>(own(`Conferences/${conference.sid}/Participants`)),
    select: (page) => page.items,
    refetchInterval: isLive(conference) ? LOOK_AGAIN_MS : false,
  });
}

export function useConferenceTimeline(conference: Conference) {
  return useQuery({
    queryKey: ["conference-timeline", conference.sid],
    queryFn: () => api.get<Items<ConferenceStep>>(own(`Conferences/${conference.sid}/Timeline`)),
    select: (page) => page.items,
  });
}

/** Where a participant is changed, or shown the door. */
export function participantPath(accountSid: string, one: Pick<Attendee, "conference_sid" | "call_sid">): string {
  return core(accountSid, `Conferences/${one.conference_sid}/Participants/${one.call_sid}`);
}

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, core, onOwnOrigin, own, Refusal } from "@/api/client";
import type { Keywords, Meta, PoolAlpha, PoolNumber, PoolShortCode, Service, ShortCode } from "@/api/types";

type Listed<Key extends string, T> = { meta: Meta } & Record<Key, T[]>;

export const SERVICES = "/messaging/v1/Services";
const PAGE_SIZE = 50;
/** A pool holds at most 400 of a kind. */
const POOL_MOST = 1000;
const NOT_FOUND = 404;

export function useServices(accountSid: string) {
  return useInfiniteQuery({
    queryKey: ["services", accountSid],
    queryFn: ({ pageParam }) => api.get<Listed<"services", Service>>(pageParam ? onOwnOrigin(pageParam) : `${SERVICES}?PageSize=${PAGE_SIZE}`),
    initialPageParam: "",
    getNextPageParam: (page) => page.meta.next_page_url ?? undefined,
  });
}

export function listed(pages: Listed<"services", Service>[] | undefined): Service[] | undefined {
  const seen = new Set<string>();
  return pages?.flatMap((page) => page.services).filter((one) => !seen.has(one.sid) && seen.add(one.sid));
}

/** The first thousand, for choosing one. */
export function useServiceNames(accountSid: string) {
  return useQuery({
    queryKey: ["services", accountSid, "names"],
    queryFn: () => api.get<Listed<"services", Service>>(`${SERVICES}?PageSize=1000`),
    select: (page) => page.services,
  });
}

export function useService(sid: string) {
  return useQuery({ queryKey: ["services", "one", sid], queryFn: () => api.get<Service>(`${SERVICES}/${sid}`) });
}

export interface Pool {
  numbers: PoolNumber[];
  codes: PoolShortCode[];
  /** Names: the one for everywhere, and those of a country. */
  names: PoolAlpha[];
}

async function poolOf(sid: string): Promise<Pool> {
  const of = <T,>(kind: string) => api.get<T>(`${SERVICES}/${sid}/${kind}?PageSize=${POOL_MOST}`);
  const [numbers, codes, names] = await Promise.all([
    of<Listed<"phone_numbers", PoolNumber>>("PhoneNumbers"), of<Listed<"short_codes", PoolShortCode>>("ShortCodes"), of<Listed<"alpha_senders", PoolAlpha>>("DestinationAlphaSenders"),
  ]);
  return { numbers: numbers.phone_numbers, codes: codes.short_codes, names: names.alpha_senders };
}

export function usePool(sid: string) {
  return useQuery({ queryKey: ["services", "pool", sid], queryFn: () => poolOf(sid) });
}

export function useShortCodes(accountSid: string) {
  return useQuery({
    queryKey: ["short-codes", accountSid],
    queryFn: () => api.get<{ short_codes: ShortCode[] }>(core(accountSid, "SMS/ShortCodes"), { PageSize: 200 }),
    select: (page) => page.short_codes,
  });
}

export function keywordsPath(sid: string): string {
  return own(`Services/${sid}/Keywords`);
}

/** Null: nothing of its own has been said yet. */
export function useKeywords(sid: string) {
  return useQuery({ queryKey: ["services", "keywords", sid], queryFn: () => orNull(api.get<Keywords>(keywordsPath(sid))) });
}

/** What is not there yet is nothing, rather than an error. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (problem) {
    if (problem instanceof Refusal && problem.status === NOT_FOUND) return null;
    throw problem;
  }
}

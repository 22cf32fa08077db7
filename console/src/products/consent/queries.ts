import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, onOwnOrigin, own } from "@/api/client";
import type { Consent, ConsentPolicy, DoNotCall, Items, Recipient, TrialLine } from "@/api/types";
import { orNull } from "@/products/messaging/services/queries";

const PAGE_SIZE = 50;

export interface LedgerFilters {
  person: string;
  word: string;
  purpose: string;
}

function usePaged<T>(key: string[], first: () => Promise<Items<T>>) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => (pageParam ? api.get<Items<T>>(onOwnOrigin(pageParam)) : first()),
    initialPageParam: "",
    getNextPageParam: (page) => page.meta.next_page_url ?? undefined,
  });
}

export function useLedger(accountSid: string, { person, word, purpose }: LedgerFilters) {
  return usePaged<Consent>(["consents", accountSid, person, word, purpose], () => api.get(own("Consents"), { person: person || undefined, word: word || undefined, purpose: purpose || undefined, page_size: PAGE_SIZE }));
}

export function useDoNotCall(accountSid: string) {
  return usePaged<DoNotCall>(["do-not-call", accountSid], () => api.get(own("DoNotCall"), { page_size: PAGE_SIZE }));
}

/** The rows of all pages, each once: while pages are fetched new ones may come in. */
export function listed<T extends { sid: string }>(pages: Items<T>[] | undefined): T[] | undefined {
  const seen = new Set<string>();
  return pages?.flatMap((page) => page.items).filter((one) => !seen.has(one.sid) && seen.add(one.sid));
}

export function usePolicies(accountSid: string) {
  return useQuery({ queryKey: ["consent-policies", accountSid], queryFn: () => api.get<Items<ConsentPolicy>>(own("ConsentPolicies")), select: (page) => page.items });
}

/** Where the account has said that somebody is; null: as the number says. */
export function useRecipient(number: string) {
  return useQuery({ queryKey: ["recipients", number], enabled: number !== "", queryFn: () => orNull(api.get<Recipient>(own(`Recipients/${encodeURIComponent(number)}`))) });
}

/** What would become of a message to somebody now, of the account and for nothing in particular. */
export function useTrial(number: string) {
  return useQuery({ queryKey: ["recipients", "trial", number], queryFn: () => api.post<{ items: TrialLine[] }>(own("ConsentTrials"), { to: [number] }), select: (told) => told.items[0] });
}

import { useQuery } from "@tanstack/react-query";
import { api, core, onOwnOrigin } from "@/api/client";
import type { Balance, CorePage, UsageRecord, UsageTrigger } from "@/api/types";

type RecordPage = CorePage & { usage_records: UsageRecord[] };
/** 90 days of every category fit well below this. */
const MOST_PAGES = 10;

async function daily(accountSid: string, since: string): Promise<UsageRecord[]> {
  const records: UsageRecord[] = [];
  let link: string | null = `${core(accountSid, "Usage/Records/Daily")}?StartDate=${since}&PageSize=1000`;
  for (let at = 0; link && at < MOST_PAGES; at++) {
    const page: RecordPage = await api.get(onOwnOrigin(link));
    records.push(...page.usage_records);
    link = page.next_page_uri;
  }
  return records;
}

export function useDaily(accountSid: string, since: string) {
  return useQuery({ queryKey: ["usage", accountSid, since], queryFn: () => daily(accountSid, since), refetchInterval: 60_000 });
}

export function useRecords(accountSid: string, list: string) {
  return useQuery({
    queryKey: ["usage", accountSid, list], queryFn: () => api.get<RecordPage>(core(accountSid, `Usage/Records/${list}`), { PageSize: 1000 }), select: (page) => page.usage_records,
  });
}

export function useBalance(accountSid: string) {
  return useQuery({ queryKey: ["balance", accountSid], queryFn: () => api.get<Balance>(core(accountSid, "Balance")) });
}

export function useTriggers(accountSid: string) {
  return useQuery({
    queryKey: ["triggers", accountSid], queryFn: () => api.get<{ usage_triggers: UsageTrigger[] }>(core(accountSid, "Usage/Triggers"), { PageSize: 200 }), select: (page) => page.usage_triggers,
  });
}

import { useQuery } from "@tanstack/react-query";
import { api, core } from "@/api/client";
import type { Account, Application, Key } from "@/api/types";

export function useAccount(sid: string) {
  return useQuery({ queryKey: ["accounts", sid], queryFn: () => api.get<Account>(`/2010-04-01/Accounts/${sid}.json`) });
}

export function useAccounts() {
  return useQuery({ queryKey: ["accounts"], queryFn: () => api.get<{ accounts: Account[] }>("/2010-04-01/Accounts.json", { PageSize: 200 }), select: (page) => page.accounts });
}

export function useKeys(accountSid: string) {
  return useQuery({ queryKey: ["keys", accountSid], queryFn: () => api.get<{ keys: Key[] }>(core(accountSid, "Keys"), { PageSize: 200 }), select: (page) => page.keys });
}

export function useApplication(accountSid: string, sid: string) {
  return useQuery({ queryKey: ["applications", accountSid, sid], queryFn: () => api.get<Application>(core(accountSid, `Applications/${sid}`)) });
}

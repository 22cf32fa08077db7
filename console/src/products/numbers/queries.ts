import { useQuery } from "@tanstack/react-query";
import { api, core, onOwnOrigin } from "@/api/client";
import type { Application, AvailableCountry, AvailablePhoneNumber, Capabilities, CorePage, IncomingPhoneNumber } from "@/api/types";

/** The console shows at most this many numbers of an account; the API pages on. */
const MOST_PAGES = 5;

async function allNumbers(accountSid: string): Promise<IncomingPhoneNumber[]> {
  const found: IncomingPhoneNumber[] = [];
  let link: string | null = core(accountSid, "IncomingPhoneNumbers") + "?PageSize=200";
  for (let at = 0; link && at < MOST_PAGES; at++) {
    const page: CorePage & { incoming_phone_numbers: IncomingPhoneNumber[] } = await api.get(onOwnOrigin(link));
    found.push(...page.incoming_phone_numbers);
    link = page.next_page_uri;
  }
  return found;
}

export function useNumbers(accountSid: string) {
  return useQuery({ queryKey: ["numbers", accountSid], queryFn: () => allNumbers(accountSid) });
}

export function useNumber(accountSid: string, sid: string) {
  return useQuery({ queryKey: ["numbers", accountSid, sid], queryFn: () => api.get<IncomingPhoneNumber>(core(accountSid, `IncomingPhoneNumbers/${sid}`)) });
}

export function useCountries(accountSid: string) {
  return useQuery({
    queryKey: ["countries", accountSid], staleTime: Infinity,
    queryFn: () => api.get<{ countries: AvailableCountry[] }>(core(accountSid, "AvailablePhoneNumbers") + "?PageSize=1000"),
    select: (page) => page.countries,
  });
}

export interface Wanted {
  country: string;
  type: string;
  area_code: string;
  contains: string;
  near: string;
  region: string;
}

export function useAvailable(accountSid: string, wanted: Wanted) {
  return useQuery({
    queryKey: ["available", accountSid, wanted], staleTime: 60_000,
    queryFn: () => api.get<{ available_phone_numbers: AvailablePhoneNumber[] }>(core(accountSid, `AvailablePhoneNumbers/${wanted.country}/${wanted.type}`), {
      AreaCode: wanted.area_code || undefined, Contains: wanted.contains || undefined, NearNumber: wanted.near || undefined, InRegion: wanted.region || undefined, PageSize: 30,
    }),
    select: (page) => page.available_phone_numbers,
  });
}

export function useApplications(accountSid: string) {
  return useQuery({
    queryKey: ["applications", accountSid],
    queryFn: () => api.get<{ applications: Application[] }>(core(accountSid, "Applications") + "?PageSize=200"),
    select: (page) => page.applications,
  });
}

/** The list spells `sms`, the search `SMS`; both mean the same. */
export function abilities(capabilities: Capabilities): string[] {
  return [capabilities.voice && "voice", (capabilities.sms ?? capabilities.SMS) && "SMS", (capabilities.mms ?? capabilities.MMS) && "MMS"].filter((one) => typeof one === "string");
}

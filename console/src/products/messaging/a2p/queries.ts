import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Brand, CampaignState, CampaignUsecase } from "@/api/types";
import { SERVICES } from "../services/queries";

export const BRANDS = "/messaging/v1/a2p/BrandRegistrations";
/** A review takes a moment: events tell of it, and this finds it where the line is down. */
const LOOK_AGAIN_MS = 1500;
const OPEN = new Set(["PENDING", "IN_REVIEW", "IN_PROGRESS"]);

export function isOpen(status: string): boolean {
  return OPEN.has(status);
}

export function useBrands(accountSid: string) {
  return useQuery({
    queryKey: ["brands", accountSid],
    queryFn: () => api.get<{ data: Brand[] }>(BRANDS, { PageSize: 200 }),
    select: (page) => page.data,
    refetchInterval: (query) => (query.state.data?.data.some((one) => isOpen(one.status)) ? LOOK_AGAIN_MS : false),
  });
}

export function campaignsPath(serviceSid: string): string {
  return `${SERVICES}/${serviceSid}/Compliance/Usa2p`;
}

/** The campaign of a service; null where it has none. */
export function useCampaign(serviceSid: string) {
  return useQuery({
    queryKey: ["services", "campaign", serviceSid],
    queryFn: () => api.get<{ compliance: CampaignState[] }>(campaignsPath(serviceSid)),
    select: (page) => page.compliance[0] ?? null,
    refetchInterval: (query) => (query.state.data?.compliance.some((one) => isOpen(one.campaign_status)) ? LOOK_AGAIN_MS : false),
  });
}

export function useCampaignUsecases(serviceSid: string, brandSid: string) {
  return useQuery({
    queryKey: ["campaign-usecases", brandSid], staleTime: Infinity,
    queryFn: () => api.get<{ us_app_to_person_usecases: CampaignUsecase[] }>(`${campaignsPath(serviceSid)}/Usecases`, { BrandRegistrationSid: brandSid || undefined }),
    select: (page) => page.us_app_to_person_usecases,
  });
}

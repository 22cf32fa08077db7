import type { Brand, CampaignState } from "@/api/types";
import { words } from "../services/rules";

/** What a form of a campaign holds. */
export interface CampaignDraft {
  brand: string;
  usecase: string;
  description: string;
  flow: string;
  samples: string[];
  hasLinks: boolean;
  hasPhone: boolean;
  hasOptIn: boolean;
  isAgeGated: boolean;
  isLending: boolean;
  optIn: string;
  optOut: string;
  help: string;
  optInWords: string;
  privacy: string;
  terms: string;
}

export const SAMPLES = [2, 5] as const;
/** Characters that the registry asks for, and those it can keep. */
export const LENGTHS = { description: [40, 4096], flow: [40, 2048], sample: [20, 1024], answer: [20, 320] } as const;

export function draftOf(kept: CampaignState | null, brand: string): CampaignDraft {
  return {
    brand: kept?.brand_registration_sid ?? brand, usecase: kept?.us_app_to_person_usecase ?? "", description: kept?.description ?? "", flow: kept?.message_flow ?? "",
    samples: [...(kept?.message_samples ?? []), "", ""].slice(0, Math.max(SAMPLES[0], kept?.message_samples.length ?? 0)), hasLinks: kept?.has_embedded_links ?? false, hasPhone: kept?.has_embedded_phone ?? false,
    hasOptIn: kept?.subscriber_opt_in ?? true, isAgeGated: kept?.age_gated ?? false, isLending: kept?.direct_lending ?? false, optIn: kept?.opt_in_message ?? "",
    optOut: kept?.opt_out_message ?? "", help: kept?.help_message ?? "", optInWords: kept?.opt_in_keywords.join(", ") ?? "", privacy: kept?.privacy_policy_url ?? "", terms: kept?.terms_and_conditions_url ?? "",
  };
}

/** What may be said anew of a campaign that is there. */
export function changedFields(draft: CampaignDraft): Record<string, string | string[] | undefined> {
  return {
    Description: draft.description.trim(), MessageFlow: draft.flow.trim(), MessageSamples: draft.samples.map((one) => one.trim()).filter(Boolean),
    HasEmbeddedLinks: String(draft.hasLinks), HasEmbeddedPhone: String(draft.hasPhone), AgeGated: String(draft.isAgeGated), DirectLending: String(draft.isLending),
    PrivacyPolicyUrl: draft.privacy.trim() || undefined, TermsAndConditionsUrl: draft.terms.trim() || undefined,
  };
}

/** The whole of a new one. */
export function fieldsOf(draft: CampaignDraft): Record<string, string | string[] | undefined> {
  return {
    BrandRegistrationSid: draft.brand, UsAppToPersonUsecase: draft.usecase, ...changedFields(draft), SubscriberOptIn: String(draft.hasOptIn),
    OptInMessage: draft.optIn.trim() || undefined, OptOutMessage: draft.optOut.trim() || undefined, HelpMessage: draft.help.trim() || undefined,
    OptInKeywords: words(draft.optInWords).length ? words(draft.optInWords) : undefined,
  };
}

/** `12 of at least 40`, or how much room is left where there is little; empty: all is well. */
export function shortfall(text: string, [least, most]: readonly [number, number]): string {
  const length = text.trim().length;
  if (length < least) return `${length} of at least ${least} characters`;
  return length > most * 0.9 ? `${length} of at most ${most} characters` : "";
}

/** Why it failed: a line for each reason. */
export function reasons(errors: Record<string, unknown>[]): { code: string; reason: string }[] {
  return errors.map((one) => ({ code: String(one.error_code ?? one.code ?? ""), reason: String(one.error_reason ?? one.description ?? one.message ?? JSON.stringify(one)) }));
}

export function brandReasons(brand: Brand): { code: string; reason: string }[] {
  const told = reasons(brand.errors);
  return told.length || !brand.failure_reason ? told : [{ code: "", reason: brand.failure_reason }];
}

/** What a registry's word means. */
export const STANDING: Record<string, { label: string; colour: string }> = {
  PENDING: { label: "waits for review", colour: "lamp" },
  IN_REVIEW: { label: "in review", colour: "lamp" },
  IN_PROGRESS: { label: "in review", colour: "lamp" },
  APPROVED: { label: "approved", colour: "rack" },
  VERIFIED: { label: "verified", colour: "rack" },
  FAILED: { label: "failed", colour: "red" },
  SUSPENDED: { label: "suspended", colour: "orange" },
  DELETION_PENDING: { label: "being deleted", colour: "gray" },
  DELETION_FAILED: { label: "could not be deleted", colour: "red" },
};

/** Segments a second that its numbers may send together; null: not said yet. */
export function rateOf(campaign: CampaignState): number | null {
  const rates = Object.values((campaign.rate_limits ?? {}) as Record<string, { mps?: number }>).map((one) => one?.mps).filter((one) => typeof one === "number");
  return rates.length ? Math.min(...rates) : null;
}

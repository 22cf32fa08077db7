"""Brands, what vouches for them, and the campaigns that they run."""

import enum
from datetime import datetime
from typing import Any

import msgspec


class BrandStatus(enum.StrEnum):
    PENDING = "PENDING"
    IN_REVIEW = "IN_REVIEW"
    APPROVED = "APPROVED"
    FAILED = "FAILED"
    SUSPENDED = "SUSPENDED"
    DELETION_PENDING = "DELETION_PENDING"
    DELETION_FAILED = "DELETION_FAILED"


class IdentityStatus(enum.StrEnum):
    SELF_DECLARED = "SELF_DECLARED"
    UNVERIFIED = "UNVERIFIED"
    VERIFIED = "VERIFIED"
    VETTED_VERIFIED = "VETTED_VERIFIED"


class BrandType(enum.StrEnum):
    STANDARD = "STANDARD"
    SOLE_PROPRIETOR = "SOLE_PROPRIETOR"


class VettingProvider(enum.StrEnum):
    CAMPAIGN_VERIFY = "campaign-verify"
    AEGIS = "aegis"


class CampaignStatus(enum.StrEnum):
    PENDING = "PENDING"
    IN_PROGRESS = "IN_PROGRESS"
    VERIFIED = "VERIFIED"
    FAILED = "FAILED"
    SUSPENDED = "SUSPENDED"


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    """A business as the registry knows it. `brand_score` is 0 to 100; `tcr_id` is its name in the registry."""

    sid: str
    account_sid: str
    customer_profile_bundle_sid: str
    a2p_profile_bundle_sid: str
    brand_type: BrandType = BrandType.STANDARD
    status: BrandStatus = BrandStatus.PENDING
    identity_status: IdentityStatus | None = None
    brand_score: int | None = None
    brand_feedback: list[str] = []
    failure_reason: str | None = None
    errors: list[dict[str, Any]] = []
    tcr_id: str | None = None
    russell_3000: bool | None = None
    government_entity: bool | None = None
    tax_exempt_status: str | None = None
    skip_automatic_sec_vet: bool = False
    mock: bool = False
    date_created: datetime
    date_updated: datetime
    version: int = 0


class OneTimePassword(msgspec.Struct, frozen=True):
    """That a sole proprietor has been sent one."""

    account_sid: str
    brand_registration_sid: str


class Vetting(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody else's word for a brand."""

    sid: str
    account_sid: str
    brand_sid: str
    vetting_provider: VettingProvider
    vetting_id: str | None = None
    vetting_class: str | None = None
    vetting_status: str = "PENDING"
    date_created: datetime
    date_updated: datetime
    version: int = 0


class Campaign(msgspec.Struct, frozen=True, kw_only=True):
    """What a brand sends by one service, and why. `segments_a_second` is what all its numbers may send together."""

    sid: str
    account_sid: str
    messaging_service_sid: str
    brand_registration_sid: str
    description: str
    message_flow: str
    message_samples: list[str]
    us_app_to_person_usecase: str
    has_embedded_links: bool
    has_embedded_phone: bool
    opt_in_message: str = ""
    opt_out_message: str = ""
    help_message: str = ""
    opt_in_keywords: list[str] = []
    opt_out_keywords: list[str] = []
    help_keywords: list[str] = []
    subscriber_opt_in: bool = False
    age_gated: bool = False
    direct_lending: bool = False
    privacy_policy_url: str | None = None
    terms_and_conditions_url: str | None = None
    campaign_status: CampaignStatus = CampaignStatus.PENDING
    campaign_id: str | None = None
    segments_a_second: float | None = None
    message_class: str | None = None
    mock: bool = False
    errors: list[dict[str, Any]] = []
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def rate_limits(self) -> dict[str, Any] | None:
        """How the API says it: by network. Ours makes no difference between them."""
        if self.segments_a_second is None:
            return None
        return {"att": {"mps": self.segments_a_second, "msg_class": self.message_class}}


class Usecases(msgspec.Struct, frozen=True):
    us_app_to_person_usecases: list[dict[str, Any]]


class Deactivation(msgspec.Struct, frozen=True, kw_only=True):
    """A number that its network has taken from its subscriber. `day` is YYYY-MM-DD."""

    day: str
    number: str


class Deactivated(msgspec.Struct, frozen=True):
    """How many numbers a day has."""

    day: str
    count: int

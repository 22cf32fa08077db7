"""Brands, vettings, campaigns and deactivations on the wire."""

from datetime import datetime
from typing import Any

from ringback.kernel.sid import AccountSid, MessagingServiceSid, Sid
from ringback.products.messaging.a2p import errors as refusals
from ringback.products.messaging.a2p.brands import BrandsService
from ringback.products.messaging.a2p.campaigns import CampaignsService
from ringback.products.messaging.a2p.deactivations import AT_ONCE, DeactivationsService
from ringback.products.messaging.a2p.model import (
    BrandStatus,
    BrandType,
    CampaignStatus,
    IdentityStatus,
    VettingProvider,
)
from ringback.rest import (
    EXACT,
    OPERATOR,
    OPTIONAL,
    REQUIRED,
    Action,
    Create,
    Delete,
    Fetch,
    List,
    Resource,
    Update,
    Url,
    field,
    links,
    self_link,
)

A2P = "/twilio/messaging/a2p"
WRONG = [refusals.InvalidCampaign, refusals.NoSuchBrand, refusals.BrandRefused, refusals.NotForSoleProprietors]


class BrandSid(Sid):
    prefixes = ("BN",)


class BundleSid(Sid):
    prefixes = ("BU",)


class VettingSid(Sid):
    prefixes = ("VT",)


class CampaignSid(Sid):
    prefixes = ("QE",)


class BrandRegistrationsResource(
    Resource,
    host="messaging",
    at="v1/a2p/BrandRegistrations",
    key="data",
    name="BrandRegistrations",
    permission=A2P,
):
    """A business that texts people in the United States."""

    sid: BrandSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    customer_profile_bundle_sid: BundleSid = field(
        "The profile of the business.", create=REQUIRED, refused=refusals.InvalidBundle
    )
    a2p_profile_bundle_sid: BundleSid = field(
        "The profile of its messaging.", create=REQUIRED, param="A2PProfileBundleSid", refused=refusals.InvalidBundle
    )
    date_created: datetime = field("When it was submitted.")
    date_updated: datetime = field("When it last changed.")
    brand_type: BrandType = field("STANDARD or SOLE_PROPRIETOR.", create=OPTIONAL)
    status: BrandStatus = field("How far its review has come.")
    tcr_id: str | None = field("Its name in the registry; SIM… in the simulated one.")
    failure_reason: str | None = field("Why it failed.")
    errors: list[dict[str, Any]] = field("What was wrong, one by one.")
    url: str = self_link()
    brand_score: int | None = field("How far it is trusted, 0 to 100.")
    brand_feedback: list[str] = field("What would help.")
    identity_status: IdentityStatus | None = field("Whether it is who it says.")
    russell_3000: bool | None = field("Whether it is in that index, where known.")
    government_entity: bool | None = field("Whether it is an authority, where known.")
    tax_exempt_status: str | None = field("Its tax exemption, where known.")
    skip_automatic_sec_vet: bool = field("Whether nobody is to look a second time.", create=OPTIONAL)
    mock: bool = field("Whether it is only for trying: approved at once, and never sends.", create=OPTIONAL)
    links: dict[str, str] = links(brand_vettings="{sid}/Vettings", brand_registration_otps="{sid}/SmsOtp")

    operations = [
        Create(BrandsService.create, refuses=[refusals.InvalidBundle]),
        Fetch(BrandsService.get),
        List(BrandsService.search),
        Update(BrandsService.resubmit, status=202),
    ]


class BrandRegistrationOtpResource(
    Resource,
    host="messaging",
    at="v1/a2p/BrandRegistrations/{brand_sid}/SmsOtp",
    name="BrandRegistrationOtp",
    permission=A2P,
):
    """A one-time password for a sole proprietor."""

    account_sid: AccountSid = field("Whose brand it is.")
    brand_registration_sid: BrandSid = field("The brand.")

    operations = [Create(BrandsService.send_password)]


class BrandVettingResource(
    Resource,
    host="messaging",
    at="v1/a2p/BrandRegistrations/{brand_sid}/Vettings",
    one="{brand_vetting_sid}",
    key="data",
    permission=A2P,
):
    """Somebody else's word for a brand."""

    account_sid: AccountSid = field("Whose it is.")
    brand_sid: BrandSid = field("The brand.")
    brand_vetting_sid: VettingSid = field("Names it for ever.", of="sid")
    date_updated: datetime = field("When it last changed.")
    date_created: datetime = field("When it was brought.")
    vetting_id: str | None = field("Its name with the provider.", create=OPTIONAL)
    vetting_class: str | None = field("Its class with the provider.")
    vetting_status: str | None = field("How far it has come.")
    vetting_provider: VettingProvider = field("Whose word it is.", create=REQUIRED, filter=EXACT)
    url: str = self_link()

    operations = [
        Create(BrandsService.vet),
        Fetch(BrandsService.vetting),
        List(BrandsService.vettings, token="sid"),
    ]


class UsAppToPersonResource(
    Resource,
    host="messaging",
    at="v1/Services/{service_sid}/Compliance/Usa2p",
    key="compliance",
    name="UsAppToPerson",
    permission=A2P,
):
    """A campaign: what a brand sends by a service, and to whom."""

    sid: CampaignSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    brand_registration_sid: BrandSid = field("Whose messages they are.", create=REQUIRED)
    messaging_service_sid: MessagingServiceSid = field("The service whose numbers send them.")
    description: str = field("What it is for, 40 to 4096 characters.", create=REQUIRED, update=REQUIRED)
    message_samples: list[str] = field(
        "Two to five messages as they will be, 20 to 1024 characters each.", create=REQUIRED, update=REQUIRED
    )
    us_app_to_person_usecase: str = field("One of the use cases.", create=REQUIRED)
    has_embedded_links: bool = field("Whether links are in them.", create=REQUIRED, update=REQUIRED)
    has_embedded_phone: bool = field("Whether phone numbers are in them.", create=REQUIRED, update=REQUIRED)
    subscriber_opt_in: bool = field("Whether recipients have asked for them.", create=OPTIONAL)
    age_gated: bool = field("Whether they are for grown-ups.", create=OPTIONAL, update=REQUIRED)
    direct_lending: bool = field("Whether they offer loans.", create=OPTIONAL, update=REQUIRED)
    campaign_status: CampaignStatus = field("How far its review has come.")
    campaign_id: str | None = field("Its name in the registry; SIM… in the simulated one.")
    is_externally_registered: bool = field("Whether it was registered elsewhere.", of=lambda _: False)
    rate_limits: dict[str, Any] | None = field("Segments a second that its numbers may send together.")
    message_flow: str = field(
        "How recipients come to get them, 40 to 2048 characters.", create=REQUIRED, update=REQUIRED
    )
    opt_in_message: str = field("The answer to who joins, 20 to 320 characters.", create=OPTIONAL)
    opt_out_message: str = field("The answer to who leaves, 20 to 320 characters.", create=OPTIONAL)
    help_message: str = field("The answer to who asks for help, 20 to 320 characters.", create=OPTIONAL)
    opt_in_keywords: list[str] = field("Words that join.", create=OPTIONAL)
    opt_out_keywords: list[str] = field("Words that leave.", create=OPTIONAL)
    help_keywords: list[str] = field("Words that ask for help.", create=OPTIONAL)
    date_created: datetime = field("When it was submitted.")
    date_updated: datetime = field("When it last changed.")
    url: str = self_link()
    mock: bool = field("Whether its brand is only for trying.")
    errors: list[dict[str, Any]] = field("Why it failed.")
    privacy_policy_url: Url | None = field("Where its privacy policy is.", create=OPTIONAL, update=OPTIONAL)
    terms_and_conditions_url: Url | None = field("Where its terms are.", create=OPTIONAL, update=OPTIONAL)

    operations = [
        Create(CampaignsService.create, refuses=[*WRONG, refusals.CampaignThere]),
        Fetch(CampaignsService.get),
        List(CampaignsService.search),
        Update(CampaignsService.update, refuses=[refusals.InvalidCampaign]),
        Delete(CampaignsService.delete),
    ]


class UsAppToPersonUsecaseResource(
    Resource,
    host="messaging",
    at="v1/Services/{service_sid}/Compliance/Usa2p/Usecases",
    one="",
    name="UsAppToPersonUsecase",
    permission=A2P,
):
    """What campaigns are for."""

    us_app_to_person_usecases: list[dict[str, Any]] = field("Each use case, and what it means.")
    brand_registration_sid: BrandSid = field("Only those of this brand.", fetch=OPTIONAL, shown=False)

    operations = [Fetch(CampaignsService.usecases, refuses=[refusals.NoSuchBrand])]


class DeactivationResource(Resource, host="messaging", at="v1/Deactivations", one="", name="Deactivation"):
    """Numbers that networks have taken from their subscribers."""

    date: str = field("The day, YYYY-MM-DD; today, where none is said.", fetch=OPTIONAL, shown=False)

    operations = [Fetch(DeactivationsService.fetch, status=307, refuses=[refusals.InvalidDay])]


# -- the operator's side


class BrandReviewResource(
    Resource, host="ringback", at="v1/Brands", access=OPERATOR, name="BrandReview", permission=A2P
):
    """A brand of any account, for whoever hears from the registry."""

    sid: BrandSid = field("Names it.")
    account_sid: AccountSid = field("Whose it is.")
    status: BrandStatus = field("How far its review has come.", update=REQUIRED, filter=EXACT)
    brand_type: BrandType = field("STANDARD or SOLE_PROPRIETOR.")
    brand_score: int | None = field("How far it is trusted.", update=OPTIONAL, minimum=0, maximum=100)
    tcr_id: str | None = field("Its name in the registry.", update=OPTIONAL, max_length=64)
    failure_reason: str | None = field("Why it failed.", update=OPTIONAL, max_length=500)
    date_created: datetime = field("When it was submitted.")

    operations = [
        List(BrandsService.waiting),
        Update(BrandsService.review, refuses=[refusals.InvalidReview]),
    ]


class CampaignReviewResource(
    Resource, host="ringback", at="v1/Campaigns", access=OPERATOR, name="CampaignReview", permission=A2P
):
    """A campaign of any account, for whoever hears from the registry."""

    sid: CampaignSid = field("Names it.")
    account_sid: AccountSid = field("Whose it is.")
    messaging_service_sid: MessagingServiceSid = field("The service whose numbers send it.")
    us_app_to_person_usecase: str = field("What it is for.")
    campaign_status: CampaignStatus = field("How far its review has come.", update=REQUIRED, filter=EXACT)
    campaign_id: str | None = field("Its name in the registry.", update=OPTIONAL, max_length=64)
    segments_a_second: float | None = field(
        "What its numbers may send together.", update=OPTIONAL, minimum=0, maximum=10_000
    )
    failure_reason: str | None = field("Why it failed.", update=OPTIONAL, max_length=500, shown=False)
    date_created: datetime = field("When it was submitted.")

    operations = [
        List(CampaignsService.waiting),
        Update(CampaignsService.review, refuses=[refusals.InvalidReview]),
    ]


class DeactivatedResource(Resource, host="ringback", at="v1/Deactivations", one="{day}", name="Deactivated"):
    """A day's deactivated numbers: brought by the operator, as text for everybody."""

    day: str = field("YYYY-MM-DD; today, where none is said.", create=OPTIONAL)
    numbers: list[str] = field(f"Numbers in E.164, at most {AT_ONCE} at once.", create=REQUIRED, shown=False)
    count: int = field("How many numbers the day has now.")

    operations = [
        Create(DeactivationsService.bring, access=OPERATOR, refuses=[refusals.InvalidNumbers, refusals.InvalidDay]),
        Action(DeactivationsService.text, name="FetchDeactivatedNumbers", at="{day}", method="GET"),
    ]


RESOURCES = (
    BrandRegistrationsResource,
    BrandRegistrationOtpResource,
    BrandVettingResource,
    UsAppToPersonResource,
    UsAppToPersonUsecaseResource,
    DeactivationResource,
    BrandReviewResource,
    CampaignReviewResource,
    DeactivatedResource,
)

"""Decisions about registrations, pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ringback.products.messaging.a2p import errors
from ringback.products.messaging.a2p.model import Brand, BrandType, Campaign

SAMPLE, ANSWER = (20, 1024), (20, 320)  # characters
TEXTS = {"description": (40, 4096), "message_flow": (40, 2048)}
TEXTS |= dict.fromkeys(("opt_in_message", "opt_out_message", "help_message"), ANSWER)
TOO_LITTLE = 30880
SAMPLES = (2, 5)
KEYWORDS_MOST = 20
USECASE_MOST = 64
SPECIAL = ("CHARITY", "EMERGENCY", "POLITICAL", "SWEEPSTAKE", "K12_EDUCATION", "AGENTS_FRANCHISES")
USECASES = {
    "2FA": "Codes that prove who somebody is.",
    "ACCOUNT_NOTIFICATION": "News of an account that the recipient holds.",
    "CUSTOMER_CARE": "Support, and conversations with customers.",
    "DELIVERY_NOTIFICATION": "Where a delivery is.",
    "FRAUD_ALERT": "Warnings of misuse of an account.",
    "HIGHER_EDUCATION": "A college or university writes to its people.",
    "LOW_VOLUME": "Several of these, and few messages.",
    "MARKETING": "Offers and news of products.",
    "MIXED": "Several of these.",
    "POLLING_VOTING": "Questions and votes, not of politics.",
    "PUBLIC_SERVICE_ANNOUNCEMENT": "Announcements for the public good.",
    "SECURITY_ALERT": "Warnings that a system was touched.",
    "SOLE_PROPRIETOR": "Whatever a business of one person sends.",
    "STARTER": "Small businesses that begin.",
    "CHARITY": "A registered charity asks or thanks.",
    "EMERGENCY": "Public safety, in an emergency.",
    "POLITICAL": "A campaign for an election.",
    "SWEEPSTAKE": "Games and draws.",
    "K12_EDUCATION": "A school writes to parents and pupils.",
    "AGENTS_FRANCHISES": "Agents and branches of one brand, each with numbers of its own.",
}
# The published shape, in figures of our own: what a campaign may send goes by what it is for and how its brand scored.
CLASSES = ((75, "A", 75.0), (50, "C", 40.0), (0, "E", 4.0))
SMALL = {"LOW_VOLUME": ("T", 1.25), "STARTER": ("T", 1.25), "SOLE_PROPRIETOR": ("T", 0.25)}
STANDARD_SCORE, VETTED_SCORE = 75, 90


def rate_of(usecase: str, brand: Brand) -> tuple[str, float]:
    """The class of a campaign's messages, and segments a second."""
    if usecase in SMALL:
        return SMALL[usecase]
    score = brand.brand_score or 0
    return next((name, rate) for least, name, rate in CLASSES if score >= least)


def check_bundle(name: str, sid: str) -> str:
    if not (len(sid) == 34 and sid.startswith("BU") and all(digit in "0123456789abcdefABCDEF" for digit in sid[2:])):
        raise errors.InvalidBundle(name=name, value=sid[:40])
    return sid


def check_campaign(said: Mapping[str, Any]) -> None:
    """Refuses what is longer or more than the registry can keep; the rest is for its review."""
    for name, (_, most) in TEXTS.items():
        _check_most(name, said.get(name) or "", most)
    for sample in said["message_samples"]:
        _check_most("message_samples", sample, SAMPLE[1])
    if len(said["message_samples"]) > SAMPLES[1]:
        raise _wrong("message_samples", f"has {len(said['message_samples'])} samples; the limit is {SAMPLES[1]}")
    for name in ("opt_in_keywords", "opt_out_keywords", "help_keywords"):
        if len(said.get(name) or ()) > KEYWORDS_MOST:
            raise _wrong(name, f"has {len(said[name])} keywords; the limit is {KEYWORDS_MOST}")


def shortcomings(campaign: Campaign) -> list[dict[str, Any]]:
    """Why a registry would not take a campaign: what is said of it is too little to judge by."""
    short = [(name, least) for name, (least, _) in TEXTS.items() if 0 < len(getattr(campaign, name)) < least]
    short += [(name, TEXTS[name][0]) for name in ("description", "message_flow") if not getattr(campaign, name)]
    why = [f"{_camel(name)} has {len(getattr(campaign, name))} characters; {least} are needed" for name, least in short]
    if len(campaign.message_samples) < SAMPLES[0]:
        why.append(f"MessageSamples is {len(campaign.message_samples)} of the {SAMPLES[0]} samples that are needed")
    if any(len(sample) < SAMPLE[0] for sample in campaign.message_samples):
        why.append(f"MessageSamples has a sample of fewer than {SAMPLE[0]} characters")
    if campaign.us_app_to_person_usecase not in USECASES:
        known = ", ".join(USECASES)
        why.append(f"UsAppToPersonUsecase is '{campaign.us_app_to_person_usecase}'; it is one of {known}")
    return [{"error_code": TOO_LITTLE, "error_reason": reason} for reason in why]


def check_usecase(usecase: str, brand: Brand) -> str:
    _check_most("us_app_to_person_usecase", usecase, USECASE_MOST)
    if (usecase == "SOLE_PROPRIETOR") is not (brand.brand_type is BrandType.SOLE_PROPRIETOR):
        reason = "SOLE_PROPRIETOR is the use case of such brands, and of no others"
        raise errors.NotForSoleProprietors(sid=brand.sid, kind=brand.brand_type.value, reason=reason)
    return usecase


def usecases_of(brand: Brand | None) -> list[dict[str, Any]]:
    """What a campaign of the brand may be for; of any brand, where none is named."""
    sole = brand is not None and brand.brand_type is BrandType.SOLE_PROPRIETOR
    names = ["SOLE_PROPRIETOR"] if sole else [n for n in USECASES if brand is None or n != "SOLE_PROPRIETOR"]
    return [
        {
            "code": name,
            "name": "2FA" if name == "2FA" else name.replace("_", " ").title(),
            "description": USECASES[name],
            "post_approval_required": name in SPECIAL,
        }
        for name in names
    ]


def check_day(text: str | None, today: date) -> str:
    """A day that has begun, as YYYY-MM-DD; today where none is said."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise errors.InvalidDay(value=str(text)[:40]) from None
    if day > today:
        raise errors.InvalidDay(value=str(text)[:40])
    return day.isoformat()


def _check_most(name: str, text: str, most: int) -> None:
    if len(text) > most:
        raise _wrong(name, f"has {len(text)} characters; the limit is {most}")


def _wrong(name: str, reason: str) -> errors.InvalidCampaign:
    return errors.InvalidCampaign(name=_camel(name), reason=reason)


def _camel(name: str) -> str:
    return "".join(word.title() for word in name.split("_"))

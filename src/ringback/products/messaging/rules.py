"""Decisions about messages, pure: what is accepted, at which rate it leaves, what a receipt changes."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from ringback.kernel import phone
from ringback.products.consent.model import Verdict
from ringback.products.messaging import errors, events
from ringback.products.messaging.model import FOLLOWS, IN_FLIGHT, Message, Status
from ringback.products.messaging.services.model import Service
from ringback.protocols.sms import segments, smart

MOST_MEDIA = 10
VALIDITY_S = 36_000  # 10 hours: what a queue may hold
SCHEDULE_FROM, SCHEDULE_TO = timedelta(minutes=5), timedelta(days=35)
MMS_COUNTRIES = frozenset({"US", "CA", "AU"})
ALPHA_REFUSED = frozenset({"US", "CA"})
URL_MOST = 2048

# Segments a second per kind of sender under profile `twilio` (reference/messaging.md §4); `laptop` knows no limit.
RATES = {"long-code": 1.0, "toll-free": 3.0, "short-code": 100.0, "alphanumeric": 10.0, "international": 10.0}

# Answers to the magic numbers under test credentials (reference/platform.md §2.2).
TEST_FROM: dict[str, type[errors.Refused]] = {
    "+15005550001": errors.InvalidFrom,
    "+15005550007": errors.NotOurSender,
    "+15005550008": errors.SenderQueueFull,
}
TEST_TO: dict[str, type[errors.Refused]] = {
    "+15005550001": errors.InvalidTo,
    "+15005550002": errors.NotReachable,
    "+15005550003": errors.RegionNotEnabled,
    "+15005550004": errors.OptedOut,
    "+15005550009": errors.NotAMobile,
}
TEST_SENDER = "+15005550006"


class Content(msgspec.Struct, frozen=True):
    """What a message says, measured."""

    body: str
    encoding: str
    num_segments: int
    media_urls: tuple[str, ...]

    @property
    def is_mms(self) -> bool:
        return bool(self.media_urls)


class Terms(msgspec.Struct, frozen=True):
    """What holds for a message where its request says nothing: its service's settings."""

    smart_encoded: bool
    validity_s: int
    status_callback: str | None


def recipient(to: str | None) -> str:
    """`To` in E.164."""
    if not to:
        raise errors.NoRecipient
    found = phone.parse(to.strip())
    if found is None:
        raise errors.InvalidTo(value=to[:40])
    return found


def sender(from_: str | None) -> str:
    """`From` as it is written: E.164, a short code, or alphanumeric."""
    if not from_:
        raise errors.NoSender
    if phone.is_short_code(from_):
        return from_
    found = phone.parse(from_)
    if found is not None:
        return found
    if phone.is_alphanumeric_sender(from_):
        return from_
    raise errors.InvalidFrom(value=from_[:40])


def kind_of_sender(address: str) -> str:
    """long-code, toll-free, short-code or alphanumeric."""
    if not address.startswith("+"):
        return "short-code" if address.isdigit() else "alphanumeric"
    return "toll-free" if phone.kind(address) == "toll-free" else "long-code"


def price_kind(address: str) -> str:
    """The kind of sender as the price list calls it: local, mobile, toll-free, …, short-code, alphanumeric."""
    return phone.kind(address) if address.startswith("+") else kind_of_sender(address)


def content(body: str | None, media_urls: list[str] | None, *, smart_encoded: bool, as_mms: bool) -> Content:
    """Body and media, checked and measured. A picture message is one segment whatever it says."""
    body, urls = body or "", tuple(media_urls or ())
    if not body and not urls:
        raise errors.NoContent
    if len(urls) > MOST_MEDIA:
        raise errors.TooManyMedia(length=len(urls))
    for url in urls:
        if not is_http_url(url):
            raise errors.InvalidMediaUrl(value=url[:100])
    if smart_encoded:
        body = smart.encode(body)
    if len(body) > segments.MAX_BODY or segments.length(body) > segments.MAX_BODY:
        raise errors.BodyTooLong(length=segments.length(body))
    count = 1 if urls or as_mms else segments.count(body)
    return Content(body, segments.encoding_of(body), count, urls)


def is_http_url(url: str) -> bool:
    """Whether a URL can be asked at all; its host is judged when it is asked."""
    scheme, colon, rest = url.partition("://")
    host = rest.partition("/")[0]
    return bool(colon and host) and scheme.lower() in ("http", "https") and len(url) <= URL_MOST and " " not in url


def check_callback(url: str | None) -> str | None:
    if url and not is_http_url(url):
        raise errors.InvalidCallback(value=url[:100])
    return url or None


def check_reach(from_: str, to: str, *, is_mms: bool, can_mms: bool) -> None:
    """Whether this sender may write to this country in this manner."""
    if from_ == to:
        raise errors.SameNumber(value=from_)
    if from_.startswith("+"):
        if is_mms and not can_mms:
            raise errors.SenderHasNoMms(value=from_)
        return
    country = phone.country(to)
    if from_.isdigit():
        if country not in ("US", "CA"):
            raise errors.NotReachable(to=to, value=from_, reason=f"short codes do not reach {country}")
    elif country in ALPHA_REFUSED:
        raise errors.NotReachable(to=to, value=from_, reason=f"alphanumeric senders are not carried in {country}")
    elif is_mms:
        raise errors.SenderHasNoMms(value=from_)


def send_at(
    schedule_type: str | None, moment: datetime | None, service_sid: str | None, now: datetime
) -> datetime | None:
    """When a scheduled message leaves; None: at once."""
    if schedule_type is None and moment is None:
        return None
    if schedule_type is None:
        raise errors.NeedsScheduleType
    if schedule_type != "fixed":
        raise errors.InvalidScheduleType(value=schedule_type[:40])
    if service_sid is None:
        raise errors.NeedsService
    if moment is None:
        raise errors.NeedsSendAt
    if not now + SCHEDULE_FROM <= moment <= now + SCHEDULE_TO:
        raise errors.SendAtOutOfWindow(value=moment.isoformat())
    return moment


def terms(service: Service | None, smart_encoded: bool | None, validity_period: int | None) -> Terms:
    """The request's own word goes before the service's."""
    smart = service is not None and service.smart_encoding if smart_encoded is None else smart_encoded
    validity_s = service.validity_period if service else VALIDITY_S
    callback = service.status_callback if service else None
    return Terms(smart, validity_s if validity_period is None else validity_period, callback)


def first_status(service: Service | None, leaves_at: datetime | None) -> Status:
    """`queued` where the sender is known, `accepted` where it is yet to be chosen."""
    if service is None:
        return Status.QUEUED
    return Status.ACCEPTED if leaves_at is None else Status.SCHEDULED


def test_answer(from_: str | None, to: str | None) -> None:
    """Raises what the magic numbers stand for."""
    values: dict[str, Any] = {
        "value": from_,
        "to": to,
        "length": VALIDITY_S,
        "limit": VALIDITY_S,
        "country": "the country",
        "reason": "no route leads there",
    }
    if to in TEST_TO:
        raise TEST_TO[to](**{**values, "value": to if TEST_TO[to] is errors.InvalidTo else from_})
    if from_ in TEST_FROM:
        raise TEST_FROM[from_](**values)
    if from_ != TEST_SENDER:
        raise errors.NotOurSender(**values)


# -- what happens later

EVENTS: dict[Status, type[events.MessageEvent]] = {
    Status.QUEUED: events.MessageQueued,
    Status.SENT: events.MessageSent,
    Status.DELIVERED: events.MessageDelivered,
    Status.UNDELIVERED: events.MessageUndelivered,
    Status.FAILED: events.MessageFailed,
    Status.CANCELED: events.MessageCanceled,
    Status.RECEIVED: events.MessageReceived,
}


def told(event: type[events.MessageEvent], message: Message, at: datetime) -> events.MessageEvent:
    """The event that says where a message now stands."""
    return event(
        account_sid=message.account_sid,
        subject_sid=message.sid,
        at=at,
        direction=message.direction.value,
        to=message.to,
        from_=message.from_,
        status=message.status.value,
        num_segments=message.num_segments,
        num_media=message.num_media,
        price=message.price,
        price_unit=message.price_unit,
        error_code=message.error_code,
        error_message=message.error_message,
        messaging_service_sid=message.messaging_service_sid,
        carrier=message.carrier,
        simulated=message.simulated,
        callback=message.status_callback,
    )


def received(message: Message, at: datetime, opt_out_type: str | None) -> events.MessageReceived:
    """The event that says a text came in."""
    told_of = told(events.MessageReceived, message, at)
    assert isinstance(told_of, events.MessageReceived)
    return msgspec.structs.replace(told_of, opt_out_type=opt_out_type)


def step(message: Message, status: Status, now: datetime, *, code: int | None = None, **more: Any) -> Message:
    """The message one step on. The caller has asked `may_follow`."""
    return msgspec.structs.replace(
        message, status=status, error_code=code, error_message=errors.words_for(code), date_updated=now, **more
    )


def held(message: Message, verdict: Verdict, now: datetime) -> Message:
    """The message as it waits: as long valid afterwards as it would have been."""
    until = verdict.until or now
    valid_until = message.valid_until and message.valid_until + (until - now)
    return msgspec.structs.replace(message, held_until=until, valid_until=valid_until, date_updated=now)


def told_held(message: Message, verdict: Verdict, at: datetime) -> events.MessageHeld:
    until = message.held_until.isoformat() if message.held_until else ""
    return events.MessageHeld(
        account_sid=message.account_sid, subject_sid=message.sid, at=at, to=message.to, until=until, why=verdict.why
    )


def may_follow(message: Message, status: Status) -> bool:
    return status in FOLLOWS[message.status]


def settled(parts: int, words: dict[int, str]) -> Status | None:
    """What the receipts of all parts come to: undelivered as soon as one part is, delivered when all are."""
    if any(word in ("undelivered", "failed", "rejected", "expired") for word in words.values()):
        return Status.UNDELIVERED
    return Status.DELIVERED if len(words) >= parts else None


def check_idle(message: Message, deed: str) -> None:
    """Refuses to touch a message that is still on its way."""
    if message.status in IN_FLIGHT:
        raise errors.StillInFlight(sid=message.sid, state=message.status.value, deed=deed)


def masked(address: str) -> str:
    """An address with its last four digits hidden (AddressRetention=obfuscate)."""
    return address[:-4] + "XXXX" if len(address) > 4 else address

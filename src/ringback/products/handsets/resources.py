"""Handsets on the wire: DESIGN §7."""

from datetime import datetime
from typing import Any

from ringback.products.handsets import errors
from ringback.products.handsets.calling import CallingService
from ringback.products.handsets.service import HandsetsService
from ringback.rest import OPTIONAL, REQUIRED, Action, Create, Delete, Fetch, List, Resource, Update, field
from ringback.rest.write import iso8601_ms

HANDSETS = "/ringback/handsets"


class HandsetSms(Resource):
    """What becomes of texts to a handset."""

    outcome: str = field("delivered, undelivered, failed or silent: no receipt comes.")
    error_code: int | None = field("The code its receipts carry.")
    after_s: float = field("Seconds until they come.")
    duplicates: int = field("How many more times each comes.")


class HandsetReply(Resource):
    """A text that a handset answers by itself."""

    when: str = field("A regular expression; texts that match it anywhere, case ignored, are answered.")
    body: str = field("The answer.")


class HandsetScript(Resource):
    """How a handset behaves when nobody attends to it."""

    answer_after_s: float | None = field("Seconds until it answers a call; null: never.")
    reject: str | None = field("How it refuses calls: busy, no-answer, declined or unreachable.")
    then: list[dict[str, Any]] = field("What it does once it has answered.")
    sms: HandsetSms = field("What becomes of texts to it.")
    replies: list[HandsetReply] = field("Texts it answers, and how.")


class HandsetResource(Resource, host="ringback", at="v1/Handsets", one="{number}", permission=HANDSETS):
    """A simulated phone: any number that no account owns."""

    number: str = field("Its number, in E.164. Paths take +1…, %2B1… or bare digits.")
    state: str = field("idle, ringing or talking.")
    script: HandsetScript = field("How it behaves when nobody attends to it.")
    date_created: datetime = field("When it was first scripted.", json=iso8601_ms)

    answer_after_s: float | None = field("Seconds until it answers a call; null: never.", update=OPTIONAL, shown=False)
    reject: str | None = field(
        "How it refuses calls.",
        update=OPTIONAL,
        shown=False,
        choices=("busy", "no-answer", "declined", "unreachable"),
    )
    then: list[dict[str, Any]] = field("What it does once it has answered.", update=OPTIONAL, shown=False)
    sms: dict[str, Any] = field("What becomes of texts to it.", update=OPTIONAL, shown=False)
    replies: list[dict[str, Any]] = field("Texts it answers, and how.", update=OPTIONAL, shown=False)

    operations = [
        Fetch(HandsetsService.get, name="FetchHandset"),
        List(HandsetsService.search, paged=False, name="ListHandset"),
        Update(HandsetsService.put, method="PUT", refuses=[errors.BadScript, errors.IsOwned], name="UpdateHandset"),
        Delete(HandsetsService.forget, name="DeleteHandset"),
    ]


class HandsetMessageResource(
    Resource,
    host="ringback",
    at="v1/Handsets/{number}/Messages",
    one="{sid}",
    name="HandsetMessage",
    permission=HANDSETS,
):
    """A text on a handset's screen."""

    sid: str = field("The message's SID, the same as on the platform's side.")
    direction: str = field("received or sent, seen from the handset.")
    from_: str = field("Who sent it.")
    to: str = field("Who received it.", create=REQUIRED)
    body: str = field("What it says.", create=OPTIONAL)
    media_urls: list[str] = field("Pictures that came along.", create=OPTIONAL)
    parts: int = field("Parts it came in.")
    encoding: str = field("GSM-7 or UCS-2.")
    at: datetime = field("When it was on the screen.", of="date_created", json=iso8601_ms)

    operations = [
        Create(
            HandsetsService.send, refuses=[errors.NothingToSend, errors.IsOwned, errors.NotANumber, errors.ToItself]
        ),
        List(HandsetsService.screen, token="sid"),
    ]


class HandsetCallHeard(Resource):
    """What reached a handset in a call."""

    captions: list[str] = field("Sentences that were spoken to it, as text.")
    digits: str = field("Keys that the far side pressed.")
    audio_url: str | None = field("WAV of what really arrived by RTP, at most 10 minutes; null where nothing is kept.")


class HandsetCallSaid(Resource):
    """What a handset said in a call."""

    captions: list[str] = field("Its sentences, as text.")
    digits: str = field("Keys it pressed.")


class HandsetCallResource(
    Resource, host="ringback", at="v1/Handsets/{number}/Calls", one="{id}", name="HandsetCall", permission=HANDSETS
):
    """A call as a handset sees it."""

    id: str = field("Names this call on this handset.")
    sid: str | None = field("The platform's call, CA…; null where it knows nothing of it.")
    direction: str = field("received or placed, seen from the handset.")
    from_: str = field("Who called.")
    to: str = field("Who was called.", create=REQUIRED)
    state: str = field("ringing, talking or ended.")
    ended_by: str | None = field("handset or far; null while it is on, and where it broke off.")
    sip_status: int | None = field("How the call was taken, once that is known: 200, 486, …")
    quality: dict[str, Any] | None = field("Packets, loss and jitter of the handset's own leg, once it has ended.")
    started_at: datetime = field("When it began to ring.", of="date_created", json=iso8601_ms)
    answered_at: datetime | None = field("When it was answered.", json=iso8601_ms)
    ended_at: datetime | None = field("When it ended.", json=iso8601_ms)
    heard: HandsetCallHeard = field("What reached the handset.")
    said: HandsetCallSaid = field("What it said.")

    then: list[dict[str, Any]] = field(
        'Steps: {"wait_s": 1}, {"press": "1#"}, {"say": "hello"}, {"play": URL}, {"hang_up": true}; by hand also '
        '{"answer": true}.',
        create=OPTIONAL,
        update=REQUIRED,
        shown=False,
    )

    operations = [
        Create(
            CallingService.dial,
            refuses=[errors.BadScript, errors.IsOwned, errors.NotANumber, errors.ToItself, errors.NoCalls],
        ),
        List(CallingService.search, token="key_sid"),
        Fetch(CallingService.get),
        Update(CallingService.drive, refuses=[errors.BadScript, errors.CannotDo, errors.NotOn]),
        Action(
            CallingService.heard,
            name="FetchHandsetCallAudio",
            at="{id}/heard.wav",
            method="GET",
            refuses=[errors.NothingHeard],
        ),
    ]


class LineResource(Resource, host="ringback", at="v1/Line", one="", permission=HANDSETS):
    """Faults of the simulated line, for the whole installation."""

    is_down: bool = field("Nothing is taken: messages wait.", update=OPTIONAL)
    receipt_delay_s: float = field("Seconds that receipts come later.", update=OPTIONAL, minimum=0)
    receipt_duplicates: int = field("How many more times each receipt comes.", update=OPTIONAL, minimum=0, maximum=10)
    loss_percent: float = field("Packets lost on the voice path.", update=OPTIONAL, minimum=0, maximum=100)
    jitter_ms: int = field("Spread of their delay.", update=OPTIONAL, minimum=0, maximum=1000)
    delay_ms: int = field("Their delay.", update=OPTIONAL, minimum=0, maximum=5000)

    operations = [
        Fetch(HandsetsService.line, name="FetchLine"),
        Update(HandsetsService.set_line, method="PUT", name="UpdateLine"),
    ]


RESOURCES = (HandsetResource, HandsetMessageResource, HandsetCallResource, LineResource)

"""Whom a Dial calls: Number, Client, Sip and Application. A noun that cannot be called is told and left out."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from ringback.kernel import phone
from ringback.languages.twiml.voice.effects import (
    ApplicationTarget,
    Callback,
    ClientTarget,
    MachineDetection,
    NumberTarget,
    SipTarget,
    Target,
)
from ringback.languages.twiml.voice.reading import SCHEMA_WARNING, Reading

BAD_NESTED, BAD_NUMBER_METHOD, BAD_SEND_DIGITS, BAD_NUMBER = 13215, 13221, 13222, 13223
BAD_SIP_METHOD, BAD_SIP_URI, BAD_CREDENTIALS = 13241, 13243, 13249
TOO_MANY_TARGETS, TOO_MANY_HEADERS, BAD_HEADER_NAME, HEADERS_TOO_LONG = 13250, 13251, 13252, 13253
NO_SIMS, BAD_APPLICATION = 13258, 21218
MOST_TARGETS, MOST_HEADERS, LONGEST_SIP_URI, LONGEST_HEADERS, LONGEST_CREDENTIAL = 10, 30, 254, 1023, 255
LONGEST_IDENTITY, MOST_PARAMETERS_BYTES = 121, 800
PROGRESS = ("initiated", "ringing", "answered", "completed")
_SEND_DIGITS = re.compile(r"[0-9*#wWA-D]{1,100}", re.ASCII).fullmatch
_SIP = re.compile(
    r"sips?:[^\s<>@?\"]{1,200}@(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?(?:;[^\s<>?\"]*)?"
).fullmatch
_HEADER = re.compile(
    r"(?:X-[A-Za-z0-9!%*_+`'~.-]+|User-to-User|Remote-Party-ID|P-Preferred-Identity|P-Called-Party-ID)",
    re.ASCII | re.IGNORECASE,
).fullmatch
_APPLICATION = re.compile(r"AP[0-9a-fA-F]{32}").fullmatch


def read_targets(reading: Reading) -> tuple[Target, ...]:
    """The nouns of a Dial or, where it has none, the number that is its text."""
    nouns = [child for child in reading.element.children if child.name in _READ]
    if not nouns and reading.text:
        number = _number_of(reading, reading.text)
        return (NumberTarget(number),) if number else ()
    if len(nouns) > MOST_TARGETS:
        reading.warn(
            TOO_MANY_TARGETS,
            f"{len(nouns)} nouns stand in one <Dial>; {MOST_TARGETS} are the most, the rest is left out",
        )
    found = [_READ[noun.name](reading.inside(noun)) for noun in nouns[:MOST_TARGETS]]
    return tuple(target for target in found if target is not None)


def sip_address(reading: Reading) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The URI without its headers, and those of them that may be sent."""
    uri, _, headers = reading.text.partition("?")
    if len(uri) > LONGEST_SIP_URI or not _SIP(uri):
        reading.warn(
            BAD_SIP_URI, f"{uri[:100]!r} is no SIP URI of up to {LONGEST_SIP_URI} characters, as sip:alice@example.com"
        )
        return None
    return uri, _headers(reading, headers)


def _number(reading: Reading) -> NumberTarget | None:
    number = _number_of(reading, reading.text or reading.given("phoneNumber") or "")
    if number is None:
        return None
    return NumberTarget(
        number,
        url=reading.url("url"),
        method=reading.method(code=BAD_NUMBER_METHOD),
        status_callback=_progress(reading),
        send_digits=_send_digits(reading),
        machine_detection=_machine_detection(reading),
        byoc=reading.given("byoc") or None,
    )


def _number_of(reading: Reading, text: str) -> str | None:
    number = phone.parse(text) or (text if phone.is_short_code(text) else None)
    if number is None:
        reading.warn(BAD_NUMBER, f"{text[:50]!r} is no phone number; write it as +14155550123")
    return number


def _send_digits(reading: Reading) -> str:
    given = reading.given("sendDigits") or ""
    if not given or _SEND_DIGITS(given):
        return given
    reading.warn(BAD_SEND_DIGITS, f"sendDigits is {given[:50]!r}; up to 100 of 0-9, *, # and w are sent; none are now")
    return ""


def _sip(reading: Reading) -> SipTarget | None:
    address = sip_address(reading)
    if address is None:
        return None
    username, password = _credentials(reading)
    return SipTarget(
        address[0],
        address[1],
        username,
        password,
        url=reading.url("url"),
        method=reading.method(code=BAD_SIP_METHOD),
        status_callback=_progress(reading),
        machine_detection=_machine_detection(reading),
        codecs=reading.given("codecs") or None,
    )


def _headers(reading: Reading, part: str) -> tuple[tuple[str, str], ...]:
    if len(part) > LONGEST_HEADERS:
        reading.warn(
            HEADERS_TOO_LONG,
            f"The headers of the SIP URI have {len(part)} characters, {LONGEST_HEADERS} are the most; none is sent",
        )
        return ()
    found: list[tuple[str, str]] = []
    for pair in filter(None, part.split("&")):
        name, _, value = (unquote(piece) for piece in pair.partition("="))
        if _HEADER(name) and value.isprintable():
            found.append((name, value))
        else:
            reading.warn(BAD_HEADER_NAME, f"{name[:50]!r} is no header that may be sent; X-… and User-to-User may")
    if len(found) > MOST_HEADERS:
        reading.warn(TOO_MANY_HEADERS, f"The SIP URI has {len(found)} headers; the first {MOST_HEADERS} are sent")
    return tuple(found[:MOST_HEADERS])


def _credentials(reading: Reading) -> tuple[str | None, str | None]:
    username, password = reading.given("username"), reading.given("password")
    if username is None and password is None:
        return None, None
    if not username or password is None or max(len(username), len(password)) > LONGEST_CREDENTIAL:
        wanted = f"both are needed, each of up to {LONGEST_CREDENTIAL} characters"
        reading.warn(BAD_CREDENTIALS, f"username and password of <Sip> cannot be used: {wanted}")
        return None, None
    return username, password


def _client(reading: Reading) -> ClientTarget | None:
    identity = _nested_text(reading, "Identity") or reading.text
    if not 0 < len(identity) <= LONGEST_IDENTITY or not identity.isprintable():
        wanted = f"a name of 1 to {LONGEST_IDENTITY} characters"
        reading.warn(
            SCHEMA_WARNING, f"The identity of <Client> is {identity[:50]!r}; it must be {wanted}; nobody is called"
        )
        return None
    return ClientTarget(
        identity,
        reading.parameters(MOST_PARAMETERS_BYTES),
        url=reading.url("url"),
        method=reading.method(),
        status_callback=_progress(reading),
    )


def _application(reading: Reading) -> ApplicationTarget | None:
    sid = _nested_text(reading, "ApplicationSid") or reading.text
    if not _APPLICATION(sid):
        reading.warn(BAD_APPLICATION, f"{sid[:50]!r} is no SID of an application; it is AP and 32 hex digits")
        return None
    return ApplicationTarget(
        sid,
        reading.parameters(MOST_PARAMETERS_BYTES),
        customer_id=reading.given("customerId") or None,
        copy_parent_to=reading.flag("copyParentTo", SCHEMA_WARNING, False),
        url=reading.url("url"),
        method=reading.method(),
        status_callback=_progress(reading),
    )


def _absent(reading: Reading) -> None:
    code = NO_SIMS if reading.name == "Sim" else BAD_NESTED
    reading.warn(code, f"<{reading.name}> cannot be called on this server yet; it is left out")


def _progress(reading: Reading) -> Callback | None:
    return reading.callback("statusCallback", PROGRESS)


def _machine_detection(reading: Reading) -> MachineDetection | None:
    mode = reading.one_of("machineDetection", SCHEMA_WARNING, "", ("Enable", "DetectMessageEnd"))
    if not mode:
        return None

    def figure(name: str, default: int, least: int, most: int) -> int:
        return reading.whole(f"machineDetection{name}", SCHEMA_WARNING, default, least, most)

    return MachineDetection(
        mode,  # type: ignore[arg-type]
        timeout_s=float(figure("Timeout", 30, 3, 60)),
        speech_threshold_ms=figure("SpeechThreshold", 2400, 1000, 6000),
        speech_end_threshold_ms=figure("SpeechEndThreshold", 1200, 500, 5000),
        silence_timeout_ms=figure("SilenceTimeout", 5000, 2000, 10_000),
        callback=reading.callback("amdStatusCallback"),
    )


def _nested_text(reading: Reading, name: str) -> str:
    return next((child.text for child in reading.element.children if child.name == name), "")


_READ: dict[str, Callable[[Reading], Target | None]] = {
    "Number": _number,
    "Client": _client,
    "Sip": _sip,
    "Application": _application,
    "Sim": _absent,
    "WhatsApp": _absent,
    "Conversation": _absent,
}

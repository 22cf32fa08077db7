"""Calls that nobody wrote: random documents of the schema's words, random outcomes, and what must hold of them."""

import random

import msgspec

from ringback.languages.twiml.effects import Document, Fetch, FetchFailed
from ringback.languages.twiml.schema import VOICE
from ringback.languages.twiml.voice import Role, VoiceRun
from ringback.languages.twiml.voice import effects as twiml
from tests.languages.twiml.voice.scene import URL

VALUES = [
    "", "0", "1", "2", "5", "-1", "0.5", "60", "14401", "9" * 12, "true", "false", "True", "x", " ", "GET",
    "POST", "put", "/a", "../b?c=1", "https://b.example/d", "http://[::1", "mailto:x", "#", "*",
    "1234567890*#", "dtmf speech", "auto", "speech", "busy", "man", "alice", "Polly.Amy",
    "Google.de-DE-Neural2-A", "en-US", "de", "multi", "Enable", "both", "record-from-answer-dual",
    "record-from-start", "onEnter", "initiated ringing answered completed", "start end join",
    "in-progress completed absent", "CA" + "0" * 32, "WW" + "0" * 32, "client:x", "+14155550123", "x" * 300, "ü😀",
    "%2F", "10s", "x-strong", "+6dB", "-200%", "telephone", "deepgram_nova-3", "phone_call", "us-old",
    "call-progress-event",
]  # fmt: skip
TEXTS = [
    "", " ", "hello", "+14155550123", "sip:a@b.example?X-A=1&amp;Y=2", "sip:@", "sales", "AP" + "0" * 32, "/next",
    "https://b.example/x.mp3", "22000", "{}", "[]", "x" * 5000, "é" * 1000, "<![CDATA[<x>]]>", "&#x1F600;", "\n",
]  # fmt: skip
SSML = ["break", "prosody", "say-as", "emphasis", "sub", "p", "s", "lang", "phoneme", "w", "blink"]
SSML_ATTRIBUTES = [
    "time",
    "strength",
    "rate",
    "volume",
    "pitch",
    "interpret-as",
    "format",
    "level",
    "alias",
    "xml:lang",
]
ACTS = sorted(VOICE.rules["Response"].children)
FAILED = twiml.Failed(13420, "No")
OUTCOMES = {
    twiml.Gather: [
        twiml.Gathered(), twiml.Gathered("1"), twiml.Gathered(speech="x", confidence=0.5),
        twiml.Gathered(ended_by="hangup"),
    ],
    twiml.Record: [
        twiml.Recorded(), twiml.Recorded("RE1", "https://r.example/1", 2, "#"),
        twiml.Recorded("RE1", "https://r.example/1", 2, "hangup"),
    ],
    twiml.Dial: [
        twiml.Dialled("failed"), twiml.Dialled("completed", "CA2", 3, True), twiml.Transferred("sip:c@d.example"),
        twiml.Dialled("completed", hung_up=True),
    ],
    twiml.DialConference: [twiml.Dialled("answered"), twiml.Dialled("answered", hung_up=True)],
    twiml.DialQueue: [twiml.Dialled("answered"), twiml.Dialled("no-answer")],
    twiml.Enqueue: [twiml.LeftQueue("bridged"), twiml.LeftQueue("hangup"), twiml.LeftQueue("error")],
    twiml.Refer: [twiml.Referred(), twiml.Referred("completed", 202, 200, hung_up=True)],
}  # fmt: skip
MOST_STEPS = 60


def element(chance: random.Random, name: str, depth: int = 0) -> str:
    """Mostly what the schema allows, now and then anything."""
    rule = VOICE.rules.get(name)
    names = sorted(rule.attributes) if rule else SSML_ATTRIBUTES
    chosen = chance.sample(names, min(len(names), chance.choice((0, 0, 1, 1, 2, 4)))) + ["odd"] * (
        chance.random() < 0.03
    )
    attributes = "".join(f' {each}="{chance.choice(VALUES)}"' for each in chosen)
    inside = chance.choice(TEXTS) if chance.random() < 0.7 else ""
    for _ in range(0 if depth > 4 else chance.choice((0, 0, 1, 1, 3))):
        inside += element(chance, child_of(chance, rule), depth + 1) + chance.choice(TEXTS[:3])
    return f"<{name}{attributes}>{inside}</{name}>"


def child_of(chance: random.Random, rule) -> str:
    if chance.random() < 0.05:
        return chance.choice([*ACTS, "Nonsense"])
    return chance.choice(sorted(rule.children)) if rule and rule.children else chance.choice(SSML)


def document(chance: random.Random) -> bytes:
    inside = "".join(element(chance, chance.choice(ACTS)) for _ in range(chance.choice((0, 1, 2, 3, 8))))
    body = bytearray(f"<Response>{inside}</Response>".encode())
    if chance.random() < 0.15:
        at = chance.randrange(len(body))
        body[at : at + chance.randint(0, 5)] = chance.choice((b"<", b"&", b'"', b"\0", b"\xff", b"]]>", b"/>"))
    return bytes(body)


def answer(chance: random.Random, effect):
    if chance.random() < 0.02:
        return twiml.HungUp()
    if isinstance(effect, Fetch):
        return answered(chance, effect)
    return chance.choice([*OUTCOMES.get(type(effect), [twiml.Done()] * 4), FAILED])


def answered(chance: random.Random, fetch: Fetch):
    kind = chance.choice(["text/xml"] * 12 + ["text/plain", "audio/mpeg", "image/png", None])
    if chance.random() < 0.05:
        return FetchFailed(11205, "Gone")
    return Document(fetch.url, kind, document(chance), chance.choice([200] * 20 + [204, 404, 500]))


def live_through(chance: random.Random) -> int:
    """One call; how many effects it had. Raises AssertionError where something cannot be."""
    first = Fetch(URL, "POST") if chance.random() < 0.8 else document(chance).decode("utf-8", "replace")
    fallback = chance.choice((None, Fetch("https://shop.example/fallback", "GET")))
    role = chance.choice([Role.CALL] * 4 + list(Role))
    run = VoiceRun(first=first, fallback=fallback, role=role, is_answered=chance.random() < 0.5)
    effects, count = run.start(), 0
    for _ in range(MOST_STEPS):
        count += len(effects)
        check(run, effects)
        if run.is_over:
            break
        effects = (
            run.redirect(Fetch(URL, "POST")) if chance.random() < 0.02 else run.receive(answer(chance, effects[-1]))
        )
    return count


def check(run: VoiceRun, effects: list) -> None:
    asked = [effect for effect in effects if isinstance(effect, twiml.Asking)]
    assert len(asked) == (0 if run.is_over else 1) and (run.is_over or effects[-1] is asked[0])
    for effect in effects:
        look_over(msgspec.to_builtins(effect))


def look_over(value, name: str = "") -> None:
    """URLs are absolute, methods one of two, times and counts not below zero: at every depth of an effect."""
    if isinstance(value, dict):
        for key, inner in value.items():
            look_over(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            look_over(inner, name)
    elif value is not None:
        _look_at(value, name)


def _look_at(value, name: str) -> None:
    if name in ("url", "refer_url", "transcribe_callback", "event_callback_url"):
        assert value.startswith(("http://", "https://")), (name, value)
    elif name in ("method", "wait_method"):
        assert value in ("GET", "POST")
    elif name.endswith(("_s", "_ms", "loops")):
        assert value >= 0, (name, value)

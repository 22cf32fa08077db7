"""Verbs and nouns that a call cannot do on this server yet: told once for each run, and skipped."""

from ringback.languages.twiml.voice.reading import Reading

NOT_SUPPORTED, NO_SMS, NOT_STARTED = 13750, 13803, 14300
_CODES = {"Sms": NO_SMS}
VERBS = frozenset(("Pay", "Echo", "Sms", "Prompt", "Queue"))


def tell_verb(reading: Reading, known: set[str]) -> None:
    _tell(reading, known, _CODES.get(reading.name, NOT_SUPPORTED), reading.name, f"<{reading.name}>")


def tell_noun(verb: Reading, noun: Reading, known: set[str]) -> None:
    _tell(noun, known, NOT_STARTED, noun.name, f"<{noun.name}> in <{verb.name}>")


def _tell(reading: Reading, known: set[str], code: int, name: str, what: str) -> None:
    if name not in known:
        known.add(name)
        reading.warn(code, f"{what} is not available on this server yet; it is skipped, here and further on")

"""Which voice speaks when a document asks for `man`, `alice`, `Polly.Joanna` or `Google.de-DE-Standard-A`.

There is one voice in the house, an American man's. Names of other voices are all answered with it; what the name
tells of the language is kept, so that a text it cannot speak well is noticed.
"""

import re

import msgspec

HOUSE_VOICE = "joe"
HOUSE_LANGUAGE = "en"
_GOOGLE = re.compile(r"google\.([a-z]{2,3}-[a-z]{2,4})-.+")
_ENGINE = re.compile(r"-(?:neural|generative|long-form|longform|standard)$")
# Amazon's voices that do not speak English, by the language they speak.
_POLLY = {
    "ar": "zeina hala zayd",
    "ca": "arlet",
    "cmn": "zhiyu",
    "cs": "jitka",
    "cy": "gwyneth",
    "da": "naja mads sofie",
    "de": "marlene vicki hans daniel hannah",
    "es": "conchita lucia enrique sergio mia andres lupe penelope miguel pedro raul alba",
    "fi": "suvi",
    "fr": "celine lea mathieu remi chantal gabrielle liam isabelle",
    "hi": "aditi kajal",
    "is": "dora karl",
    "it": "carla bianca giorgio adriano beatrice lorenzo",
    "ja": "mizuki takumi kazuha tomoko",
    "ko": "seoyeon jihye",
    "nb": "liv ida",
    "nl": "lotte ruben laura lisa",
    "pl": "ewa maja jacek jan ola",
    "pt": "camila vitoria ricardo thiago ines cristiano",
    "ro": "carmen",
    "ru": "tatyana maxim",
    "sv": "astrid elin",
    "tr": "filiz burcu",
    "yue": "hiujin",
}
_LANGUAGE_OF = {name: language for language, names in _POLLY.items() for name in names.split()}
_ACCENTS = str.maketrans("áéíóúäöüç", "aeiouaouc")


class Choice(msgspec.Struct, frozen=True):
    """The voice to speak with, the language the text is in, and whether that is one the voice cannot speak."""

    voice: str
    language: str
    is_other_language: bool


def choose(voice: str, language: str) -> Choice:
    """Never fails: whether a name exists is for the document's interpreter to say."""
    spoken = language_of(voice) or language or "en-US"
    return Choice(HOUSE_VOICE, spoken, is_other(spoken))


def is_other(language: str) -> bool:
    return language.lower().partition("-")[0] not in (HOUSE_LANGUAGE, "")


def language_of(voice: str) -> str | None:
    """The language that a voice's name tells of, or None: `Polly.Vicki-Neural` is "de"."""
    name = voice.strip().lower().translate(_ACCENTS)
    if google := _GOOGLE.fullmatch(name):
        return google[1]
    if not name.startswith("polly."):
        return None
    return _LANGUAGE_OF.get(_ENGINE.sub("", name.removeprefix("polly.")))

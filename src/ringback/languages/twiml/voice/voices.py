"""Voices of Say: which names there are, what language each speaks, and which pairs do not go together."""

import re

import msgspec

DEFAULT_LANGUAGE = "en-US"
BASIC = ("man", "woman", "alice")
_BASIC_LANGUAGES = {
    tag.lower(): tag
    for tag in [
        "en",
        "en-AU",
        "en-CA",
        "en-GB",
        "en-IN",
        "en-US",
        "ca-ES",
        "da-DK",
        "de",
        "de-DE",
        "es",
        "es-ES",
        "es-MX",
        "fi-FI",
        "fr",
        "fr-CA",
        "fr-FR",
        "it",
        "it-IT",
        "ja-JP",
        "ko-KR",
        "nb-NO",
        "nl-NL",
        "pl-PL",
        "pt-BR",
        "pt-PT",
        "ru-RU",
        "sv-SE",
        "zh-CN",
        "zh-HK",
        "zh-TW",
    ]
}
_POLLY = {  # public names of Amazon Polly's voices, by language
    "arb": "Zeina", "ar-AE": "Hala Zayd", "ca-ES": "Arlet", "cmn-CN": "Zhiyu", "cs-CZ": "Jitka", "cy-GB": "Gwyneth",
    "da-DK": "Naja Mads Sofie", "de-AT": "Hannah", "de-CH": "Sabrina", "de-DE": "Marlene Vicki Hans Daniel",
    "en-AU": "Nicole Olivia Russell", "en-GB": "Amy Emma Brian Arthur", "en-GB-WLS": "Geraint", "en-IE": "Niamh",
    "en-IN": "Aditi Raveena Kajal", "en-NZ": "Aria", "en-SG": "Jasmine", "en-ZA": "Ayanda",
    "en-US": "Danielle Gregory Ivy Joanna Kendra Kimberly Salli Joey Justin Kevin Matthew Ruth Stephen Patrick",
    "es-ES": "Conchita Lucia Alba Enrique Sergio Raul", "es-MX": "Mia Andres",
    "es-US": "Lupe Penelope Miguel Pedro", "fi-FI": "Suvi", "fr-BE": "Isabelle", "fr-CA": "Chantal Gabrielle Liam",
    "fr-FR": "Celine Lea Mathieu Remi", "is-IS": "Dora Karl", "it-IT": "Carla Bianca Giorgio Adriano",
    "ja-JP": "Mizuki Takumi Kazuha Tomoko", "ko-KR": "Seoyeon Jihye", "nb-NO": "Liv Ida",
    "nl-BE": "Lisa", "nl-NL": "Laura Lotte Ruben", "pl-PL": "Ewa Maja Jacek Jan Ola",
    "pt-BR": "Camila Vitoria Ricardo Thiago", "pt-PT": "Ines Cristiano", "ro-RO": "Carmen", "ru-RU": "Tatyana Maxim",
    "sv-SE": "Astrid Elin", "tr-TR": "Filiz Burcu", "yue-CN": "Hiujin",
}  # fmt: skip
_LANGUAGE_OF = {name: language for language, names in _POLLY.items() for name in names.split()}
_polly = re.compile(r"Polly\.([A-Za-z\u00c0-\u024f]{2,30})(?:-(?:Neural|Generative|Long-?[Ff]orm))?").fullmatch
_google = re.compile(r"Google\.([a-z]{2,3}-[A-Z]{2})-[A-Za-z0-9]{2,20}(?:-[A-Za-z0-9]{1,20}){0,3}").fullmatch
_tag = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", re.ASCII).fullmatch


class Choice(msgspec.Struct, frozen=True):
    """A voice ("" is the account's own) and a language that go together, or why not."""

    voice: str = ""
    language: str = DEFAULT_LANGUAGE
    is_basic: bool = True
    fault: str | None = None
    is_voice_at_fault: bool = False


def choose(voice: str | None, language: str | None) -> Choice:
    """Polly's and Google's voices bring their language along; names that came after this list are taken on trust."""
    if not voice:
        return _default(language)
    if voice in BASIC:
        return _basic(voice, language)
    google, polly = _google(voice), _polly(voice)
    if google:
        return Choice(voice, google[1], is_basic=False)
    if polly:
        own = _LANGUAGE_OF.get(polly[1])
        return Choice(voice, own or (language if is_tag(language) else None) or DEFAULT_LANGUAGE, is_basic=False)
    fault = f"voice is {voice[:50]!r}; it must be man, woman, alice, Polly.… or Google.…"
    return Choice(fault=fault, is_voice_at_fault=True)


def is_tag(language: str | None) -> bool:
    """Whether it is a language in the form of BCP 47, as en-US."""
    return bool(language and _tag(language))


def _default(language: str | None) -> Choice:
    if language and not _tag(language):
        return Choice(fault=f"language is {language[:50]!r}; it must be a tag as en-US")
    return Choice("", language or DEFAULT_LANGUAGE)


def _basic(voice: str, language: str | None) -> Choice:
    spoken = _BASIC_LANGUAGES.get((language or DEFAULT_LANGUAGE).lower())
    if spoken is None:
        return Choice(fault=f"language is {str(language)[:50]!r}, which the voice {voice!r} does not speak")
    return Choice(voice, spoken)

"""Keywords and the answers to them, pure: reference/messaging.md §6.

English words are understood everywhere; the words of a language where it is spoken, and a service's own on its numbers.
They are compared in capitals and without accents.
"""

import unicodedata
from collections.abc import Sequence

import msgspec

from ringback.products.consent.model import Keyword, ServiceKeywords

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "UNSTOP"})
YES = "YES"  # starts again only who had stopped: else it answers some question of the customer's
HELP_WORDS = frozenset({"HELP", "INFO"})
WORD_MOST, WORDS_MOST = 40, 50  # characters of a service's own word; words of one kind


class Language(msgspec.Struct, frozen=True):
    """What people say in it, and what they are answered."""

    words: dict[str, Keyword]
    answers: dict[Keyword, str]


# Programs and people compare these, letter for letter.
_ANSWERS = {
    Keyword.STOP: "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe.",
    Keyword.START: "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    Keyword.HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}
_TOLL_FREE_ANSWERS = _ANSWERS | {
    Keyword.STOP: 'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. '
    'Text back "unstop" to receive messages again.',
    Keyword.START: 'NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.',
}


def _spoken(stop: str, start: str, help: str, *answers: str) -> Language:
    words = dict.fromkeys(stop.split(), Keyword.STOP) | dict.fromkeys(start.split(), Keyword.START)
    words |= dict.fromkeys(help.split(), Keyword.HELP)
    return Language(words, dict(zip((Keyword.STOP, Keyword.START, Keyword.HELP), answers, strict=True)))


LANGUAGES = {
    "de": _spoken(
        "STOPP ABMELDEN ABBESTELLEN ENDE",
        "ANMELDEN STARTEN",
        "HILFE",
        "Sie sind abgemeldet und bekommen von dieser Nummer keine Nachrichten mehr. Mit START kommen sie wieder.",
        "Sie bekommen wieder Nachrichten von dieser Nummer. HILFE für Hilfe, STOPP zum Abmelden.",
        "Antworten Sie STOPP, um sich abzumelden.",
    ),
    "es": _spoken(
        "ALTO PARAR BAJA CANCELAR DETENER",
        "ALTA EMPEZAR INICIAR",
        "AYUDA",
        "Se ha dado de baja y no recibirá más mensajes de este número. Responda ALTA para volver a recibirlos.",
        "Volverá a recibir mensajes de este número. AYUDA para ayuda, BAJA para darse de baja.",
        "Responda BAJA para darse de baja.",
    ),
    "fr": _spoken(
        "ARRET ARRETER ARRETEZ DESABONNER FIN",
        "DEBUT DEBUTER REPRENDRE",
        "AIDE",
        "Vous êtes désabonné et ne recevrez plus de messages de ce numéro. Répondez DEBUT pour en recevoir de nouveau.",
        "Vous recevrez de nouveau des messages de ce numéro. AIDE pour de l'aide, ARRET pour vous désabonner.",
        "Répondez ARRET pour vous désabonner.",
    ),
    "it": _spoken(
        "FERMA BASTA ANNULLA DISISCRIVI",
        "INIZIA ISCRIVI",
        "AIUTO",
        "Iscrizione annullata: non riceverà altri messaggi da questo numero. Risponda INIZIA per riceverne ancora.",
        "Riceverà di nuovo messaggi da questo numero. AIUTO per aiuto, FERMA per annullare l'iscrizione.",
        "Risponda FERMA per annullare l'iscrizione.",
    ),
    "nl": _spoken(
        "STOPPEN AFMELDEN EINDE",
        "AANMELDEN BEGIN",
        "HULP",
        "U bent afgemeld en ontvangt geen berichten meer van dit nummer. Antwoord AANMELDEN om ze weer te ontvangen.",
        "U ontvangt weer berichten van dit nummer. HULP voor hulp, AFMELDEN om te stoppen.",
        "Antwoord AFMELDEN om te stoppen.",
    ),
    "pt": _spoken(
        "PARAR SAIR CANCELAR REMOVER",
        "COMECAR INICIAR VOLTAR",
        "AJUDA",
        "Você saiu da lista e não receberá mais mensagens deste número. Responda VOLTAR para recebê-las de novo.",
        "Você voltará a receber mensagens deste número. AJUDA para ajuda, SAIR para sair da lista.",
        "Responda SAIR para sair da lista.",
    ),
}
_SPANISH = [
    "ES",
    "MX",
    "AR",
    "BO",
    "CL",
    "CO",
    "CR",
    "CU",
    "DO",
    "EC",
    "GT",
    "HN",
    "NI",
    "PA",
    "PE",
    "PR",
    "PY",
    "SV",
    "UY",
    "VE",
]
SPOKEN_IN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_SPANISH, ("es",)),
    **dict.fromkeys(("DE", "AT", "LI"), ("de",)),
    **dict.fromkeys(("FR", "CA", "MC"), ("fr",)),
    **dict.fromkeys(("PT", "BR", "AO", "MZ"), ("pt",)),
    "IT": ("it",),
    "NL": ("nl",),
    "BE": ("nl", "fr", "de"),
    "CH": ("de", "fr", "it"),
    "LU": ("fr", "de"),
}


class Meant(msgspec.Struct, frozen=True):
    """A keyword, and the language it was said in ("" is English)."""

    keyword: Keyword
    language: str = ""


def word_of(body: str) -> str:
    """The text as keywords are compared; "" for one that is too long to be any."""
    word = body.strip() if len(body) <= 160 else ""
    if not word or len(word) > WORD_MOST or word.isascii():
        return word.upper() if len(word) <= WORD_MOST else ""
    bare = unicodedata.normalize("NFKD", word.upper())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def meant(
    word: str,
    *,
    country: str,
    own: ServiceKeywords | None,
    is_toll_free: bool,
    is_out: bool,
) -> Meant | None:
    """What a word asks for. `country` is the person's; `is_out`: whoever says it had stopped."""
    if own is not None and (of_service := _own(word, own)) is not None:
        return Meant(of_service)
    if (english := _english(word, is_toll_free=is_toll_free, is_out=is_out)) is not None:
        return Meant(english)
    for language in SPOKEN_IN.get(country, ()):
        if (said := LANGUAGES[language].words.get(word)) is not None:
            return Meant(said, language)
    return None


def may_matter(word: str, own: ServiceKeywords | None) -> bool:
    """Whether the word could be a keyword: most texts are none, and cost nothing more."""
    return word in _ANYWHERE or (own is not None and _own(word, own) is not None)


def _own(word: str, own: ServiceKeywords) -> Keyword | None:
    lists = ((Keyword.STOP, own.stop), (Keyword.START, own.start), (Keyword.HELP, own.help))
    return next((keyword for keyword, words in lists if word in words), None)


def _english(word: str, *, is_toll_free: bool, is_out: bool) -> Keyword | None:
    if word in STOP_WORDS:
        return Keyword.STOP
    if word in START_WORDS or (word == YES and is_out and not is_toll_free):
        return Keyword.START
    return Keyword.HELP if word in HELP_WORDS else None


_ANYWHERE = STOP_WORDS | START_WORDS | HELP_WORDS | {YES}
_ANYWHERE |= {word for language in LANGUAGES.values() for word in language.words}


def answer(said: Meant, *, own: ServiceKeywords | None, is_toll_free: bool, is_out: bool) -> str | None:
    """What goes back; nothing to who says STOP twice. A service's own answer goes before the others."""
    keyword = said.keyword
    if keyword is Keyword.STOP and is_out:
        return None
    replies = own.replies() if own is not None else {}
    if keyword in replies:
        return replies[keyword] or None
    if said.language:
        return LANGUAGES[said.language].answers[keyword]
    return (_TOLL_FREE_ANSWERS if is_toll_free else _ANSWERS)[keyword]


def as_kept(words: Sequence[str]) -> list[str]:
    """A service's own words as they are compared, each once."""
    return list(dict.fromkeys(word for word in map(word_of, words) if word))

"""Keywords and the answers to them, pure: reference/messaging.md §6."""

from ringback.products.consent.model import Keyword

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "UNSTOP"})
YES = "YES"  # starts again only who had stopped: else it answers some question of the customer's
HELP_WORDS = frozenset({"HELP", "INFO"})
LONGEST = max(map(len, STOP_WORDS | START_WORDS | HELP_WORDS))

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


def word_of(body: str) -> str:
    """The text as keywords are compared; "" for one that is too long to be any."""
    word = body.strip() if len(body) <= 160 else ""
    return word.upper() if len(word) <= LONGEST else ""


def keyword(word: str, *, is_toll_free: bool, is_out: bool) -> Keyword | None:
    """What a word asks for. `is_out`: whoever says it had stopped."""
    if word in STOP_WORDS:
        return Keyword.STOP
    if word in START_WORDS or (word == YES and is_out and not is_toll_free):
        return Keyword.START
    return Keyword.HELP if word in HELP_WORDS else None


def may_matter(word: str) -> bool:
    """Whether the word could be a keyword: most texts are none, and cost nothing more."""
    return word in STOP_WORDS or word in START_WORDS or word in HELP_WORDS or word == YES


def answer(keyword: Keyword, *, is_toll_free: bool, is_out: bool) -> str | None:
    """What goes back; nothing to who says STOP twice."""
    if keyword is Keyword.STOP and is_out:
        return None
    return (_TOLL_FREE_ANSWERS if is_toll_free else _ANSWERS)[keyword]

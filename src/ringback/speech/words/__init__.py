"""What is written, as it is read aloud in American English: numbers, dates, money, telephone numbers, signs.

Pure. What comes out is words and punctuation only: no digit and no sign is left for the engine to guess at.
"""

from collections.abc import Callable

from ringback.speech.words import dates, money, numbers, spelling
from ringback.speech.words.prose import letters_only, read

__all__ = ["in_words"]

Reader = Callable[[str], str]
_READERS: dict[str, Reader] = {
    "characters": spelling.spelt,
    "spell-out": spelling.spelt,
    "digits": spelling.digit_by_digit,
    "telephone": spelling.telephone,
    "cardinal": numbers.cardinal_of,
    "number": numbers.cardinal_of,
    "ordinal": numbers.ordinal_of,
    "fraction": numbers.fraction_of,
    "currency": money.amount_of,
    "time": dates.time_of,
    "expletive": lambda text: "beep",
}


def in_words(text: str, say_as: str = "", form: str = "", *, day_first: bool = False) -> str:
    """The text as words. `say_as` and `form` are SSML's interpret-as and format; an unknown one is read as prose.

    `day_first`: 5/6 is the fifth of June. A text that does not fit its `say_as` is read as prose too.
    """
    plain = letters_only(text)
    if say_as == "date":
        said = dates.date_of(plain, form or ("dmy" if day_first else "mdy"))
    else:
        said = _READERS.get(say_as, lambda text: "")(plain)
    return said or read(plain, day_first=day_first)

"""Running text: finds what is not a word in it, and says it in words."""

import re
import unicodedata
from collections.abc import Callable

from anyascii import anyascii

from ringback.speech.words import dates, money, numbers, spelling

WORD_MOST = 40  # letters; a longer one is no word, and only its beginning is read
_KEPT = frozenset("€£¥₹°")
_QUOTES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": " - ",
        "…": "...",
        "\u2044": "/",
        "\u00a0": " ",
        "×": " times ",
    }
)
_VULGAR = re.compile("[¼-¾⅐-⅞]")
_ABBREVIATIONS = {
    "mr": "mister", "mrs": "missus", "ms": "miz", "prof": "professor", "jr": "junior", "sr": "senior",
    "ave": "avenue", "blvd": "boulevard", "rd": "road", "apt": "apartment", "dept": "department", "ext": "extension",
    "approx": "approximately", "est": "established", "etc": "et cetera", "vs": "versus", "inc": "incorporated",
    "ltd": "limited", "corp": "corporation", "e.g": "for example", "i.e": "that is", "a.m": "ay em", "p.m": "pee em",
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "thur": "Thursday",
    "thurs": "Thursday", "fri": "Friday", "jan": "January", "feb": "February", "apr": "April", "jun": "June",
    "jul": "July", "aug": "August", "sep": "September", "sept": "September", "oct": "October", "nov": "November",
    "dec": "December",
}  # fmt: skip
_UNITS = {
    "km/h": "kilometer per hour", "mph": "mile per hour", "km": "kilometer", "cm": "centimeter", "mm": "millimeter",
    "m": "meter", "kg": "kilogram", "g": "gram", "mg": "milligram", "lb": "pound", "lbs": "pound", "oz": "ounce",
    "ft": "foot", "mi": "mile", "ml": "milliliter", "gb": "gigabyte", "mb": "megabyte",
    "kb": "kilobyte", "hz": "hertz", "khz": "kilohertz", "mhz": "megahertz", "ghz": "gigahertz", "kw": "kilowatt",
    "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour", "sec": "second",
    "secs": "second", "ms": "millisecond",
}  # fmt: skip
_ODD_PLURALS = {"foot": "feet", "hertz": "hertz"}
_MONTH_NAMES = "|".join(dates.MONTHS) + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PLAIN_SIGNS = {
    "&": " and ",
    "%": " percent ",
    "+": " plus ",
    "=": " equals ",
    "@": " at ",
    "*": " star ",
    "#": " pound ",
}


def letters_only(text: str) -> str:
    """The text in the letters, digits and signs of English: others are transliterated, pictures left out."""
    apart = _VULGAR.sub(r" \g<0>", text)  # or 2½ would become 21/2
    composed = unicodedata.normalize("NFKC", apart).translate(_QUOTES)
    return "".join(map(_latin, composed))


def _latin(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else " "
    if character in _KEPT:
        return character
    if unicodedata.category(character)[0] in "LN":
        return anyascii(character)
    return " " if unicodedata.category(character)[0] in "ZC" else ""


def read(text: str, *, day_first: bool = False) -> str:
    """The words of a plain text, with the punctuation that shapes its melody."""
    for pattern, said in _RULES:
        text = pattern.sub(said, text)
    text = _SLASHED.sub(lambda found: _date(found, day_first), text)
    for pattern, said in _LATER_RULES:
        text = pattern.sub(said, text)
    for sign, said in _PLAIN_SIGNS.items():
        text = text.replace(sign, said)
    text = re.sub(r"[^A-Za-z' .,;:!?()\"-]", " ", text)
    text = re.sub(rf"([A-Za-z']{{{WORD_MOST}}})[A-Za-z']+", r"\1", text)
    return re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", text)).strip()


def _web(found: re.Match[str]) -> str:
    parts = re.split(r"([^A-Za-z]+)", found[0].split("://")[-1].rstrip("/"))
    return " ".join(part if part.isalpha() else " ".join(map(spelling.name_of, part)) for part in parts if part)


def _date(found: re.Match[str], day_first: bool) -> str:
    return dates.date_of(found[0], "dmy" if day_first else "mdy") or found[0]


def _named_date(found: re.Match[str]) -> str:
    month = dates.month_of(found["month"])
    said = f"{month} {numbers.ordinal(int(found['day']))}"
    return f"{said}, {numbers.year(int(found['year']))}" if found["year"] else said


def _unit(found: re.Match[str]) -> str:
    if len(found["unit"]) == 1 and found["unit"].isupper():
        return found[0]  # 4G is no weight
    one, per, rest = _UNITS[found["unit"].lower()].partition(" per ")
    many = one if found["number"] == "1" else _ODD_PLURALS.get(one, one + "s")
    return f"{_number(found['number'])} {many}{per}{rest}"


def _number(text: str) -> str:
    """A bare number: a year where it looks like one, an identifier digit by digit, else a cardinal."""
    plain = text.replace(",", "")
    whole = plain.partition(".")[0]
    if plain == text and plain.isdigit():
        if len(plain) == 4 and 1900 <= int(plain) <= 2099:
            return numbers.year(int(plain))
        if len(plain) > 9 or (plain[0] == "0" and len(plain) > 1):
            return spelling.digit_by_digit(plain)
    return numbers.cardinal_of(plain) if len(whole) <= numbers.CARDINAL_MOST_DIGITS else numbers.digits(plain)


def _fraction(found: re.Match[str]) -> str:
    return numbers.fraction_of(found[0]) or found[0]


def _in_mixture(found: re.Match[str]) -> str:
    """The digits of `A380` or `room12b`: a small number as one, a longer one digit by digit."""
    is_small = len(found[0]) <= 2 and found[0][0] != "0"
    return f" {numbers.cardinal(int(found[0])) if is_small else numbers.digits(found[0])} "


def _doctor(found: re.Match[str]) -> str:
    """`Dr. Who` is a doctor and `Main Dr.` a drive; `St. Ives` a saint and `Main St.` a street."""
    before_name = found["name"]
    return {"dr": ("doctor", "drive"), "st": ("saint", "street")}[found[1].lower()][0 if before_name else 1] + (
        before_name or ""
    )


_Said = Callable[[re.Match[str]], str] | str
_SLASHED = re.compile(r"(?<![\w/.-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2}))(?![\w/-])")
_RULES: list[tuple[re.Pattern[str], _Said]] = [
    (re.compile(r"(?i)\b(?:https?://)\S+[\w/]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bwww\.\S+[\w/]"), _web),
    (re.compile(r"(?i)(?<=[a-z0-9])\.(?=(?:com|org|net|io|dev|gov|edu|example|co)\b)"), " dot "),
    (re.compile(r"(?<![\w+])\+\d[\d() -]{6,20}\d(?!\w)"), lambda found: spelling.telephone(found[0])),
    (
        re.compile(r"(?<![\w.-])(?:1[ -.])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?:,? ?(?:ext\.?|x) ?\d+)?(?!\w)"),
        lambda found: spelling.telephone(found[0]),
    ),
    (money.AMOUNT, money.said),
    (dates.TIME, lambda found: dates.clock(found) or found[0]),
    (dates.HOUR, dates.hour),
    (
        re.compile(
            rf"\b(?P<month>{_MONTH_NAMES})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{{4}})\b)?"
        ),
        _named_date,
    ),
]
_UNIT_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(rf"(?<![\w.])(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT_NAMES})(?![\w/])", re.IGNORECASE)
_LATER_RULES: list[tuple[re.Pattern[str], _Said]] = [
    (_MEASURE, _unit),
    (re.compile(r"(?i)\b(\d+)(?:st|nd|rd|th)\b"), lambda found: numbers.ordinal_of(found[1])),
    (re.compile(r"(?<![\w/.])(?:\d+ )?\d{1,2}/\d{1,3}(?![\w/])"), _fraction),
    (re.compile(r"(?i)\b(?:no|nos)\. ?(?=\d)|#(?=\d)"), "number "),
    (re.compile(r"°\s?F\b"), " degrees Fahrenheit "),
    (re.compile(r"°\s?C\b"), " degrees Celsius "),
    (re.compile(r"°"), " degrees "),
    (re.compile(r"\d+(?:\.\d+){2,}"), lambda found: found[0].replace(".", " dot ")),
    (re.compile(r"(?<=\d) ?- ?(?=\d)"), " to "),
    (re.compile(rf"(?<![\w.,])-(?={_NUMBER})"), " minus "),
    (re.compile(r"(?<=[A-Za-z])\d+|\d+(?=[A-Za-z])"), _in_mixture),
    (re.compile(_NUMBER), lambda found: f" {_number(found[0])} "),
    (re.compile(r"\b((?i:dr|st))\.(?P<name> ?(?=[A-Z]))?"), _doctor),
    (
        re.compile(rf"(?i)\b({'|'.join(map(re.escape, sorted(_ABBREVIATIONS, key=len, reverse=True)))})\.(?=\W|$)"),
        lambda found: _ABBREVIATIONS[found[1].lower()],
    ),
]  # fmt: skip

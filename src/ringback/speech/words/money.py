"""Amounts of money: `$12.50`, `€3`, `1.5 million USD`."""

import re

from ringback.speech.words import numbers

_UNITS = {  # one, many; a hundredth, hundredths
    "$": ("dollar", "dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "¥": ("yen", "yen", "", ""),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "USD": ("dollar", "dollars", "cent", "cents"),
    "EUR": ("euro", "euros", "cent", "cents"),
    "GBP": ("pound", "pounds", "penny", "pence"),
    "JPY": ("yen", "yen", "", ""),
    "CAD": ("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "AUD": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "CHF": ("franc", "francs", "centime", "centimes"),
    "INR": ("rupee", "rupees", "paisa", "paise"),
    "MXN": ("peso", "pesos", "centavo", "centavos"),
}
_SIGN, _CODE = r"[$€£¥₹]", r"(?:USD|EUR|GBP|JPY|CAD|AUD|CHF|INR|MXN)"
_AMOUNT = (
    r"(?P<minus{n}>-)?(?P<whole{n}>\d+(?:,\d{{3}})*)(?:\.(?P<part{n}>\d+))?"
    r"(?:\s*(?P<scale{n}>thousand|million|billion|trillion))?"
)
AMOUNT = re.compile(
    rf"(?:(?<![\w.])(?P<sign>{_SIGN}|{_CODE}\s?)\s?{_AMOUNT.format(n=1)}"
    rf"|(?<![\w.]){_AMOUNT.format(n=2)}\s?(?P<unit>{_SIGN}|{_CODE}))(?!\w)"
)


def amount_of(text: str) -> str:
    found = AMOUNT.fullmatch(text.strip())
    return said(found) if found else ""


def said(found: re.Match[str]) -> str:
    n = "1" if found["sign"] else "2"
    unit = _UNITS[(found["sign"] or found["unit"]).strip()]
    whole, part = int(found["whole" + n].replace(",", "")), found["part" + n] or ""
    minus = "minus " if found["minus" + n] else ""
    if found["scale" + n] or len(part) not in (0, 2) or not unit[2]:
        return f"{minus}{_counted(whole, part, found['scale' + n])} {unit[1]}"
    return minus + _whole_and_part(whole, int(part or 0), unit)


def _counted(whole: int, part: str, scale: str | None) -> str:
    number = numbers.cardinal(whole) + (f" point {numbers.digits(part)}" if part else "")
    return f"{number} {scale}" if scale else number


def _whole_and_part(whole: int, part: int, unit: tuple[str, str, str, str]) -> str:
    said = []
    if whole or not part:
        said.append(f"{numbers.cardinal(whole)} {unit[0] if whole == 1 else unit[1]}")
    if part:
        said.append(f"{numbers.cardinal(part)} {unit[2] if part == 1 else unit[3]}")
    return " and ".join(said)

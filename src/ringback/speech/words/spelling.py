"""One character after the other: codes, keys, telephone numbers. Commas part the groups, where a speaker pauses."""

import re

from ringback.speech.words import numbers

_NAMES = "ay,bee,see,dee,ee,eff,gee,aitch,eye,jay,kay,el,em,en,oh,pee,cue,are,ess,tee,you,vee,double you,ex,why,zee"
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", _NAMES.split(","), strict=True))
SIGNS = {
    ".": "dot", ",": "comma", "-": "dash", "_": "underscore", "@": "at", "/": "slash", "\\": "backslash", ":": "colon",
    ";": "semicolon", "#": "pound", "*": "star", "+": "plus", "=": "equals", "&": "and", "%": "percent", "$": "dollar",
    "€": "euro", "£": "pound sign", "!": "exclamation mark", "?": "question mark", "'": "apostrophe", '"': "quote",
    "(": "open parenthesis", ")": "close parenthesis", "<": "less than", ">": "greater than", "~": "tilde",
    "^": "caret", "|": "bar", "[": "open bracket", "]": "close bracket", "{": "open brace", "}": "close brace",
}  # fmt: skip
_DIGIT = dict(zip("0123456789", numbers.DIGITS, strict=True))
_NANP = re.compile(r"\+?(1)?(\d{3})(\d{3})(\d{4})")


def spelt(text: str) -> str:
    """Every character by its name; a space is a pause of its own. `A1-B` is "ay, one, dash, bee"."""
    return ", ".join(name for name in map(name_of, text) if name)


def name_of(character: str) -> str:
    lowered = character.lower()
    return LETTERS.get(lowered) or _DIGIT.get(character) or SIGNS.get(character, "")


def digit_by_digit(text: str) -> str:
    """The digits one by one, a pause where the text has a space or a dash; "" if there is no digit."""
    groups = [numbers.digits(group) for group in re.split(r"[^\d]+", text)]
    if len(groups) == 1:
        return _paced(text)
    return ", ".join(group for group in groups if group)


def _paced(digits: str) -> str:
    """A run of digits with a comma after each three or four, so that one can write along."""
    size = 4 if len(digits) % 4 == 0 else 3
    return ", ".join(numbers.digits(digits[at : at + size]) for at in range(0, len(digits), size))


def telephone(text: str) -> str:
    """A telephone number in its groups: `+14155550123` is "plus one, four one five, five five five, zero one two …".

    "" if there is no digit in it.
    """
    number, _, extension = re.sub(r"(?i)\s*(?:ext\.?|x)\s*(\d+)\s*$", r";\1", text.strip()).partition(";")
    groups = _groups(number)
    if extension:
        groups.append("extension " + numbers.digits(extension))
    return ", ".join(groups)


def _groups(number: str) -> list[str]:
    plus = ["plus"] if number.lstrip("( ").startswith("+") else []
    bare = re.sub(r"\D", "", number)
    if nanp := _NANP.fullmatch(bare):
        groups = [numbers.digits(part) for part in nanp.groups() if part]
    elif len(re.findall(r"\d+", number)) > 1:
        groups = [numbers.digits(part) for part in re.findall(r"\d+", number)]
    else:
        groups = _paced(bare).split(", ") if bare else []
    return [" ".join([*plus, groups[0]]), *groups[1:]] if groups else []

"""Why a text costs what it costs, character by character: what the console's tracker shows."""

import msgspec

from ringback.protocols.sms import alphabet, smart, ucs2

BASIC_SET, EXTENSION_SET, UCS2_SET = "GSM-7", "GSM-7 extension", "UCS-2"


class CharacterCost(msgspec.Struct, frozen=True):
    """One character of the text and what it takes up."""

    character: str
    code_point: str  # "U+20AC"
    set: str  # the smallest set that holds it: "GSM-7", "GSM-7 extension" or "UCS-2"
    units: int  # septets in a GSM-7 text, UTF-16 units in a UCS-2 text
    part: int  # index into the parts, from 0
    plainer: str | None  # what smart encoding would send instead; None where it leaves the character alone


class PartUse(msgspec.Struct, frozen=True):
    """How full a part is, in the explanation's unit."""

    used: int
    room: int


class Explanation(msgspec.Struct, frozen=True):
    """`characters` stops after the limit; `left_out` counts the rest. Parts are those of the whole text."""

    encoding: str
    unit: str  # "septet" or "UTF-16 unit"
    parts: tuple[PartUse, ...]
    characters: tuple[CharacterCost, ...]
    forced_ucs2: tuple[str, ...]  # each once, in the order they first stand in the text
    left_out: int


def set_of(character: str) -> str:
    if character in alphabet.CHARACTERS:
        return BASIC_SET
    return EXTENSION_SET if character in alphabet.EXTENSION else UCS2_SET


def cost_of(character: str, part: int, *, is_gsm: bool) -> CharacterCost:
    return CharacterCost(
        character=character,
        code_point=f"U+{ord(character):04X}",
        set=set_of(character),
        units=(1 + (character in alphabet.EXTENSION)) if is_gsm else ucs2.units(character),
        part=part,
        plainer=smart.REPLACEMENTS.get(character),
    )

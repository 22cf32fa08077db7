"""Inbound parts, in whatever order and however often they come, joined to whole texts.

Each `now` is seconds on one clock, the caller's. `wake_at` says when `tick` is due.
"""

import math
from collections.abc import Iterable
from itertools import groupby

import msgspec

from ringback.protocols.sms import alphabet, ucs2
from ringback.protocols.sms.segments import GSM_7
from ringback.protocols.sms.udh import Concatenation

MAX_WAITING_PARTS = 20_000  # parts of unfinished texts, 3-5 MB of memory; the oldest text gives way
PATIENCE_S = 24 * 3600.0  # carriers retry a part for hours where a phone or a route is down
DUPLICATES_S = 300.0  # how long a finished text's parts are known again when a carrier resends one


class Fragment(msgspec.Struct, frozen=True):
    """One part as it arrived. `octets` hold no header; GSM-7 has one septet an octet, UCS-2 is big endian."""

    sender: str
    receiver: str
    place: Concatenation
    encoding: str
    octets: bytes


class Whole(msgspec.Struct, frozen=True):
    """Every part has come."""

    sender: str
    receiver: str
    text: str
    encoding: str  # "UCS-2" where any part was
    parts: int


class Incomplete(msgspec.Struct, frozen=True):
    """Given up: too long without its other parts, or its place was needed. `text` is what there is (error 30009)."""

    sender: str
    receiver: str
    text: str
    missing: tuple[int, ...]


_Key = tuple[str, str, int, int, bool]  # sender, receiver, reference, total, wide


def join(fragments: Iterable[Fragment]) -> str:
    """The text of parts given in any order. Octets are joined before they are read: some senders split pairs."""
    in_order = sorted(fragments, key=lambda fragment: fragment.place.sequence)
    runs = groupby(in_order, key=lambda fragment: fragment.encoding)
    return "".join(_read(encoding, b"".join(f.octets for f in run)) for encoding, run in runs)


class _Text(msgspec.Struct):
    since: float
    fragments: dict[int, Fragment]
    again: dict[int, Fragment]  # parts of a finished text that came once more

    def differs(self, fragment: Fragment) -> bool:
        known = self.fragments.get(fragment.place.sequence)
        return known is not None and known.octets != fragment.octets


class _Shelf:
    """Texts by key, oldest first, and how many parts they have together."""

    def __init__(self) -> None:
        self.texts: dict[_Key, _Text] = {}
        self.parts = 0

    @property
    def oldest_at(self) -> float:
        return next(iter(self.texts.values())).since if self.texts else math.inf

    def put(self, key: _Key, text: _Text) -> None:
        self.pop(key)
        self.texts[key] = text
        self.parts += len(text.fragments)

    def add(self, key: _Key, fragment: Fragment) -> None:
        fragments = self.texts[key].fragments
        self.parts += fragment.place.sequence not in fragments
        fragments[fragment.place.sequence] = fragment

    def pop(self, key: _Key) -> _Text | None:
        text = self.texts.pop(key, None)
        self.parts -= len(text.fragments) if text else 0
        return text

    def pop_oldest(self) -> tuple[_Key, _Text]:
        key = next(iter(self.texts))
        text = self.texts[key]
        self.pop(key)
        return key, text


class Reassembler:
    """Holds unfinished texts. Bounded in parts and in time; a part heard twice is soaked up, finished or not.

    A reference that comes back with other words is another text: the unfinished one is given up, a finished one
    forgotten.
    """

    def __init__(self, *, max_waiting_parts: int = MAX_WAITING_PARTS, patience_s: float = PATIENCE_S) -> None:
        self._max_parts, self._patience_s = max_waiting_parts, patience_s
        self._waiting, self._finished = _Shelf(), _Shelf()

    @property
    def wake_at(self) -> float:
        return self._waiting.oldest_at + self._patience_s

    @property
    def waiting_parts(self) -> int:
        return self._waiting.parts

    def receive(self, fragment: Fragment, now: float) -> list[Whole | Incomplete]:
        """At most one `Whole`, after an `Incomplete` for each text given up on the way."""
        given_up = self.tick(now)
        key = _key(fragment)
        if self._soak_up(key, fragment):
            return [*given_up]
        held = self._waiting.texts.get(key)
        if held and held.differs(fragment):
            given_up.append(self._give_up(key, held))
        self._hold(key, fragment, now)
        return [*given_up, *self._finish(key, now), *self._make_room()]

    def tick(self, now: float) -> list[Incomplete]:
        """Give up on texts that have waited too long, and forget finished ones."""
        while self._finished.oldest_at + DUPLICATES_S <= now:
            self._finished.pop_oldest()
        late = []
        while self.wake_at <= now:
            late.append(_incomplete(*self._waiting.pop_oldest()))
        return late

    def _soak_up(self, key: _Key, fragment: Fragment) -> bool:
        finished = self._finished.texts.get(key)
        if not finished or finished.differs(fragment):
            return False
        finished.again[fragment.place.sequence] = fragment
        return True

    def _hold(self, key: _Key, fragment: Fragment, now: float) -> None:
        """A new text under a finished one's reference may share its first words: those came again, and are kept."""
        finished = self._finished.pop(key)
        if key not in self._waiting.texts:
            self._waiting.put(key, _Text(now, finished.again if finished else {}, {}))
        self._waiting.add(key, fragment)

    def _finish(self, key: _Key, now: float) -> list[Whole]:
        held = self._waiting.texts[key]
        if len(held.fragments) < key[3]:
            return []
        self._waiting.pop(key)
        self._finished.put(key, _Text(now, held.fragments, {}))
        while self._finished.parts > self._max_parts:
            self._finished.pop_oldest()
        return [_whole(key, held)]

    def _make_room(self) -> list[Incomplete]:
        given_up = []
        while self._waiting.parts > self._max_parts:
            given_up.append(_incomplete(*self._waiting.pop_oldest()))
        return given_up

    def _give_up(self, key: _Key, held: _Text) -> Incomplete:
        self._waiting.pop(key)
        return _incomplete(key, held)


def _key(fragment: Fragment) -> _Key:
    place = fragment.place
    return (fragment.sender, fragment.receiver, place.reference, place.total, place.wide)


def _whole(key: _Key, text: _Text) -> Whole:
    sender, receiver, _, total, _ = key
    others = [f.encoding for f in text.fragments.values() if f.encoding != GSM_7]
    return Whole(sender, receiver, join(text.fragments.values()), others[0] if others else GSM_7, total)


def _incomplete(key: _Key, text: _Text) -> Incomplete:
    sender, receiver, _, total, _ = key
    missing = tuple(i for i in range(1, total + 1) if i not in text.fragments)
    return Incomplete(sender, receiver, join(text.fragments.values()), missing)


def _read(encoding: str, octets: bytes) -> str:
    return alphabet.decode(octets) if encoding == GSM_7 else ucs2.decode(octets)

"""A service's senders in memory, and the choice among them, pure: reference/messaging.md §5.

The groups that a choice looks through are made when first asked for and kept until the pool changes. Within a group
the sender that has rested longest is next, so that all are used alike.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator

from ringback.kernel import phone
from ringback.products.messaging.services.model import PoolSender, SenderKind

NORTH_AMERICA = frozenset({"US", "CA"})
Test = Callable[[PoolSender], bool]
Group = list[tuple[int, int, PoolSender]]  # a heap: when it was last used as far as the heap knows, and its place


class Pool:
    """The senders of one service as they stand after so many `changes`; `before` is what was known until then."""

    def __init__(self, senders: Iterable[PoolSender], changes: int = 0, before: "Pool | None" = None) -> None:
        self.changes = changes
        self._senders = tuple(senders)
        self.by_address = {sender.address: sender for sender in self._senders}
        self._used = {**before._used} if before else {}
        self._turns = before._turns if before else 0
        self._groups: dict[tuple[object, ...], Group] = {}

    @property
    def is_empty(self) -> bool:
        return not self._senders

    def choose(self, to: str, *, is_mms: bool, geomatch: bool) -> PoolSender | None:
        """The sender for a recipient whom no other sender is bound to; None if none may reach them."""
        for group in self._groups_for(to, is_mms, geomatch):
            if group:
                return self._next(group)
        return None

    def may_carry(self, address: str, *, is_mms: bool) -> PoolSender | None:
        """The sender with this address, if it is in the pool and can carry such a message."""
        sender = self.by_address.get(address)
        return sender if sender is not None and (sender.can_mms or not is_mms) else None

    def _next(self, group: Group) -> PoolSender:
        """Whoever has rested longest. A sender may have been used through another group: then it goes back."""
        while True:
            known, place, sender = group[0]
            used = self._used.get(sender.sid, 0)
            if used == known:
                break
            heapq.heapreplace(group, (used, place, sender))
        self._turns += 1
        self._used[sender.sid] = self._turns
        heapq.heapreplace(group, (self._turns, place, sender))
        return sender

    # -- the documented order

    def _groups_for(self, to: str, is_mms: bool, geomatch: bool) -> Iterator[Group]:
        country = phone.country(to) or ""
        yield self._group(("short", country, is_mms), lambda s: _is_short(s) and s.country == country, is_mms)
        if country not in NORTH_AMERICA and not is_mms:
            yield self._group(("alpha", country), lambda s: _is_alpha(s) and s.country == country, is_mms)
            yield self._group(("alpha", ""), lambda s: _is_alpha(s) and not s.country, is_mms)
        if country in NORTH_AMERICA:
            yield from self._in_north_america(to, country, is_mms, geomatch)
        else:
            yield from self._elsewhere(country, is_mms)

    def _in_north_america(self, to: str, country: str, is_mms: bool, geomatch: bool) -> Iterator[Group]:
        """Toll-free numbers stand beside long codes in the US, and before them in Canada."""
        if country == "CA":
            yield self._group(("toll-free", is_mms), _is_toll_free, is_mms)
        area = phone.area_code(to) if geomatch else None
        if area is not None:
            near = frozenset(phone.overlays(to))
            yield self._group(("area", area, is_mms), lambda s: _area(s) == area, is_mms)
            yield self._group(("overlay", area, is_mms), lambda s: _area(s) in near, is_mms)
        yield self._group(("country", country, is_mms), lambda s: _is_number(s) and s.country == country, is_mms)
        yield self._group(("north", is_mms), lambda s: _is_number(s) and s.country in NORTH_AMERICA, is_mms)
        yield self._group(("long", is_mms), _is_long, is_mms)

    def _elsewhere(self, country: str, is_mms: bool) -> Iterator[Group]:
        """Toll-free numbers reach nobody abroad."""
        yield self._group(("long", country, is_mms), lambda s: _is_long(s) and s.country == country, is_mms)
        yield self._group(("long", "US", is_mms), lambda s: _is_long(s) and s.country == "US", is_mms)
        yield self._group(("long", is_mms), _is_long, is_mms)

    def _group(self, key: tuple[object, ...], fits: Test, is_mms: bool) -> Group:
        group = self._groups.get(key)
        if group is None:
            senders = [s for s in self._senders if fits(s) and (s.can_mms or not is_mms)]
            group = [(self._used.get(s.sid, 0), place, s) for place, s in enumerate(senders)]
            heapq.heapify(group)
            self._groups[key] = group
        return group


def _is_short(sender: PoolSender) -> bool:
    return sender.kind is SenderKind.SHORT_CODE


def _is_alpha(sender: PoolSender) -> bool:
    return sender.kind is SenderKind.ALPHA


def _is_number(sender: PoolSender) -> bool:
    return sender.kind is SenderKind.NUMBER


def _is_toll_free(sender: PoolSender) -> bool:
    return _is_number(sender) and phone.kind(sender.address) == "toll-free"


def _is_long(sender: PoolSender) -> bool:
    return _is_number(sender) and phone.kind(sender.address) != "toll-free"


def _area(sender: PoolSender) -> str | None:
    return phone.area_code(sender.address) if _is_number(sender) else None

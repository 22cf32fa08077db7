"""Which carriers are given a message, in which order, and why: pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

from ringback.carriers.interface import Known
from ringback.carriers.routing.model import Choice, Facts, NumberType, Route, SenderType, Verdict
from ringback.kernel import phone

SIMULATED = "simulated"
LONGEST = 16  # characters of an E.164 number
_KINDS = frozenset(one.value for one in NumberType)
_DEAREST = Decimal("Infinity")
_PARTS = 1_000_000  # what percentages are told apart by


class Table:
    """Routes, made ready to be asked often: found by prefix, so that hundreds cost no more than a few."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.routes = sorted((one for one in routes), key=lambda one: (one.priority, one.sid))
        self._by_prefix: dict[str, list[Route]] = {}
        for route in self.routes:
            for prefix in set(route.prefixes or ("",)):
                self._by_prefix.setdefault(prefix, []).append(route)

    def for_number(self, to: str) -> list[tuple[Route, int]]:
        """Routes with a prefix of this number, each once, and the length of its longest."""
        found: dict[str, tuple[Route, int]] = {}
        for length in range(min(len(to), LONGEST) + 1):
            for route in self._by_prefix.get(to[:length], ()):
                found[route.sid] = (route, length)
        return list(found.values())


def choices(facts: Facts, table: Table, known: Mapping[str, Known]) -> list[Choice]:
    """Who is given the message, the first choice first. Empty: nobody can take it."""
    fit = [
        (route, length)
        for route, length in table.for_number(facts.to)
        if route.carrier_sid in known and mismatch(route, facts) is None
    ]
    ordered = _ordered(facts, fit) if fit else _by_carriers(facts.to, known)
    return _healthy_first(_of_one_world(ordered, known), known)


def mismatch(route: Route, facts: Facts) -> str | None:
    """Why a route is not for this message, its prefixes apart; None: it is."""
    if not route.enabled:
        return "It is switched off"
    if route.account_sids and facts.account_sid not in route.account_sids:
        return f"It is for other accounts than {facts.account_sid}"
    if route.senders and facts.from_ not in route.senders:
        return f"It is for other senders than {facts.from_}"
    if route.sender_types and (sender := sender_type(facts.from_)) not in route.sender_types:
        return f"It is for {_or(route.sender_types)}, and {facts.from_} is {sender.value}"
    if route.countries and (country := phone.country(facts.to)) not in route.countries:
        return f"It is for {_or(route.countries)}, and {facts.to} is in {country or 'no country'}"
    if route.number_types and (number := number_type(facts.to)) not in route.number_types:
        return f"It is for {_or(route.number_types)} numbers, and {facts.to} is {number.value}"
    return None


def sender_type(address: str) -> SenderType:
    if not address.startswith("+"):
        return SenderType.SHORT_CODE if address.isdigit() else SenderType.ALPHANUMERIC
    return SenderType.TOLL_FREE if phone.kind(address) == "toll-free" else SenderType.LONG_CODE


@lru_cache(maxsize=8192)
def number_type(address: str) -> NumberType:
    kind = phone.kind(address) if address.startswith("+") else "unknown"
    return NumberType(kind) if kind in _KINDS else NumberType.UNKNOWN


def draw(message_sid: str) -> float:
    """From 0 to 100, the same for the same message whenever and wherever it is asked."""
    digest = blake2b(message_sid.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _PARTS * 100 / _PARTS


def _ordered(facts: Facts, fit: list[tuple[Route, int]]) -> list[Choice]:
    """By priority, then prefix; then those whose share the draw fell to; then by price."""
    groups: dict[tuple[int, int], list[Route]] = {}
    for route, length in fit:
        groups.setdefault((route.priority, -length), []).append(route)
    return [Choice(route.carrier_sid, route) for key in sorted(groups) for route in _shared(facts, groups[key])]


def _shared(facts: Facts, equals: list[Route]) -> list[Route]:
    if len(equals) == 1:
        return equals
    equals.sort(key=lambda one: (_DEAREST if one.price is None else one.price, one.sid))
    drawn = _drawn(facts, equals)
    return equals if drawn is None else [drawn, *(one for one in equals if one is not drawn)]


def _drawn(facts: Facts, equals: list[Route]) -> Route | None:
    """The route whose percentage this message falls in. Shares that come to more than 100 are scaled down to it."""
    shares = [one for one in sorted(equals, key=lambda one: one.sid) if one.percentage is not None]
    if not shares:
        return None
    whole = max(100.0, sum(one.percentage or 0.0 for one in shares))
    left = draw(facts.message_sid) * whole / 100
    for one in shares:
        left -= one.percentage or 0.0
        if left < 0:
            return one
    return None


def _by_carriers(to: str, known: Mapping[str, Known]) -> list[Choice]:
    """Where no route fits: real carriers that serve the number by the longest prefix, then the simulated one."""
    best, found = -1, []
    for carrier in known.values():
        length = -1 if carrier.kind == SIMULATED else _serves(carrier.prefixes, to)
        if length > best:
            best, found = length, []
        if length == best and length >= 0:
            found.append(Choice(carrier.sid))
    return found or [Choice(one.sid) for one in known.values() if one.kind == SIMULATED]


def _serves(prefixes: Sequence[str], to: str) -> int:
    return max((len(prefix) for prefix in prefixes if to.startswith(prefix)), default=-1)


def _of_one_world(ordered: list[Choice], known: Mapping[str, Known]) -> list[Choice]:
    """The simulated carrier is never the fail-over of a real one, nor a real one its."""
    if len(ordered) < 2:
        return ordered
    is_simulated = known[ordered[0].carrier_sid].kind == SIMULATED
    return [one for one in ordered if (known[one.carrier_sid].kind == SIMULATED) is is_simulated]


def _healthy_first(ordered: list[Choice], known: Mapping[str, Known]) -> list[Choice]:
    """What is down is tried last, and once only where two routes lead to it."""
    seen: set[str] = set()
    once = [one for one in ordered if not (one.carrier_sid in seen or seen.add(one.carrier_sid))]
    return sorted(once, key=lambda one: known[one.carrier_sid].health == "down") if len(once) > 1 else once


# -- in words


def trial(facts: Facts, table: Table, known: Mapping[str, Known]) -> list[Verdict]:
    """Every route and every carrier that has none, those that would be tried first; each with the reason."""
    chosen = choices(facts, table, known)
    positions = {(one.carrier_sid, one.route.sid if one.route else None): n for n, one in enumerate(chosen, 1)}
    fits = {route.sid: length for route, length in table.for_number(facts.to)}
    verdicts = [_of_route(route, facts, fits, known, positions) for route in table.routes]
    verdicts += [_of_carrier(one, facts, known, positions, chosen) for one in known.values()]
    return sorted(verdicts, key=lambda one: (one.position is None, one.position or 0))


def _of_route(
    route: Route,
    facts: Facts,
    fits: Mapping[str, int],
    known: Mapping[str, Known],
    positions: Mapping[tuple[str, str | None], int],
) -> Verdict:
    carrier = known.get(route.carrier_sid)
    position = positions.get((route.carrier_sid, route.sid))
    if position is not None and carrier is not None:
        why = _taken(route, facts, fits[route.sid], carrier)
    elif route.sid not in fits:
        why = f"Its prefixes ({_or(route.prefixes)}) do not begin {facts.to}"
    else:
        why = mismatch(route, facts) or _passed_over(route, carrier, positions)
    return Verdict(
        route_sid=route.sid,
        friendly_name=route.friendly_name,
        carrier_sid=route.carrier_sid,
        carrier_name=carrier.friendly_name if carrier else "",
        health=carrier.health if carrier else "unknown",
        position=position,
        why=why,
    )


def _taken(route: Route, facts: Facts, length: int, carrier: Known) -> str:
    said = [f"Priority {route.priority}", f"prefix {facts.to[:length]}" if length else "any number"]
    if route.percentage is not None:
        said.append(f"{route.percentage:g} % of such messages (this one drew {draw(facts.message_sid):.1f})")
    if route.price is not None:
        said.append(f"{route.price} {route.price_unit} a segment")
    if carrier.health == "down":
        said.append("its carrier is down, so it comes last")
    return ", ".join(said)


def _passed_over(route: Route, carrier: Known | None, positions: Mapping[tuple[str, str | None], int]) -> str:
    if carrier is None:
        return f"{route.carrier_sid} is not set up, or is switched off"
    if any(sid == route.carrier_sid for sid, _ in positions):
        return "Another route leads to the same carrier before it"
    return "The first choice is of the other kind: the simulated carrier and real ones never stand in for each other"


def _of_carrier(
    carrier: Known,
    facts: Facts,
    known: Mapping[str, Known],
    positions: Mapping[tuple[str, str | None], int],
    chosen: Sequence[Choice],
) -> Verdict:
    position = positions.get((carrier.sid, None))
    return Verdict(
        route_sid=None,
        friendly_name="By the carrier's own prefixes",
        carrier_sid=carrier.sid,
        carrier_name=carrier.friendly_name,
        health=carrier.health,
        position=position,
        why=_own_words(carrier, facts, known, chosen, position),
    )


def _own_words(
    carrier: Known, facts: Facts, known: Mapping[str, Known], chosen: Sequence[Choice], position: int | None
) -> str:
    if position is not None and carrier.kind == SIMULATED:
        return "No route fits and no real carrier serves the number"
    length = _serves(carrier.prefixes, facts.to)
    if position is not None:
        said = f"No route fits, and its prefix {facts.to[:length] or 'for all numbers'} is the longest"
        return said + ("; it is down, so it comes last" if carrier.health == "down" else "")
    if any(one.route for one in chosen):
        return "A route fits, and routes go before what carriers say of themselves"
    if carrier.kind == SIMULATED:
        return "A real carrier serves the number, and the simulated one never stands in for it"
    if length < 0:
        return f"Its prefixes ({_or(carrier.prefixes)}) do not begin {facts.to}"
    return "Another carrier serves the number by a longer prefix"


def _or(names: Sequence[str]) -> str:
    shown = [f"'{one}'" if one == "" else str(getattr(one, "value", one)) for one in names[:5]]
    return ", ".join(shown) + (f" and {len(names) - 5} more" if len(names) > 5 else "") if names else "none"

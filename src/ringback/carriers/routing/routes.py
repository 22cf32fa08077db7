"""Every carrier of this installation, and the way of a message to one of them."""

from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa

from ringback.carriers.interface import (
    Carrier,
    Fleet,
    Known,
    Rejected,
    Submission,
    Submitted,
    Unknown,
)
from ringback.carriers.routing import rules, tables
from ringback.carriers.routing.model import Choice, Facts, Route, Verdict, WhenFull
from ringback.carriers.routing.turns import Refused, Turns
from ringback.jobs import Later
from ringback.kernel import Clock, Unavailable
from ringback.kernel.sid import SIMULATED_SID
from ringback.store import Store, Unit

MOST = 2_000  # routes


class Handed(msgspec.Struct, frozen=True):
    """How a submission ended: at which carrier, by which route, and who did not take it before."""

    carrier: Carrier
    outcome: Submitted | Rejected | Unknown
    route_sid: str | None = None
    refused: tuple[Refused, ...] = ()


class Routes:
    """`simulated` is None where that carrier is switched off; fleets of real ones are added once they are built.

    A message that one carrier may have, or a part of it, is never given to another.
    """

    def __init__(self, store: Store, clock: Clock, simulated: Carrier | None) -> None:
        self._store, self._clock, self._simulated = store, clock, simulated
        self._fleets: list[Fleet] = []
        self._own = _simulated() if simulated is not None else {}
        self._turns = Turns()
        self._read: Mapping[str, Route] | None = None
        self._table = rules.Table(())

    def add(self, fleet: Fleet) -> None:
        self._fleets.append(fleet)

    def named(self, name: str) -> Carrier | None:
        """By its SID; the simulated carrier also by its name."""
        if self._simulated is not None and name in (SIMULATED_SID, self._simulated.name):
            return self._simulated
        return next((found for fleet in self._fleets if (found := fleet.named(name)) is not None), None)

    def known(self) -> dict[str, Known]:
        """All carriers that are switched on, by their SIDs."""
        return {**{one.sid: one for fleet in self._fleets for one in fleet.known()}, **self._own}

    async def choices(self, facts: Facts, *, is_fresh: bool = True) -> list[Choice]:
        """Who is given the message, the first choice first; empty: nothing can take it.

        A message that is not fresh may have been with a carrier already: then only that one is.
        """
        if not is_fresh and (begun := await self._begun(facts.message_sid)) is not None:
            return [Choice(begun)]
        return rules.choices(facts, await self._ready(), self.known())

    async def trial(self, facts: Facts) -> list[Verdict]:
        """What would be decided now, with a reason for every route and carrier."""
        return rules.trial(facts, await self._ready(), self.known())

    async def hand_over(self, submission: Submission, choices: Sequence[Choice]) -> Handed | Later:
        """To the first that takes it. Raises Unavailable where none does, or one that may have it is not there."""
        refused: list[Refused] = []
        reason = Unavailable("no carrier is there for it")
        for place, choice in enumerate(choices):
            is_last = place == len(choices) - 1
            carrier = self.named(choice.carrier_sid)
            if carrier is None:
                reason = Unavailable(f"the carrier {choice.carrier_sid} is no longer set up, or is switched off")
                continue
            wait = self._wait(choice.route, submission, may_pass=not is_last)
            if isinstance(wait, Later):
                return wait
            if wait:
                continue
            try:
                outcome = await carrier.submit(submission)
            except Unavailable as down:
                if is_last or await self._begun(submission.message_sid) is not None:
                    raise
                refused.append(_refused(choice, str(down)))
                continue
            if isinstance(outcome, Later):
                if not is_last and choice.route is not None and choice.route.when_full is WhenFull.NEXT:
                    continue
                return outcome
            if not is_last and await self._passes_on(outcome, choice, submission):
                refused.append(_refused(choice, outcome.reason, outcome.error_code))  # type: ignore[union-attr]
                continue
            return Handed(carrier, outcome, choice.route.sid if choice.route else None, tuple(refused))
        raise reason

    async def _passes_on(self, outcome: object, choice: Choice, submission: Submission) -> bool:
        if not isinstance(outcome, Rejected) or not choice.fails_over_on(outcome.error_code):
            return False
        return await self._begun(submission.message_sid) is None

    def _wait(self, route: Route | None, submission: Submission, *, may_pass: bool) -> Later | bool:
        """False: go. True: try the next. Later: come back."""
        if route is None or route.messages_per_s is None:
            return False
        now, key = self._clock.now(), submission.message_sid
        if may_pass and route.when_full is WhenFull.NEXT and not self._turns.is_free(route.sid, key, now):
            return True
        turn = self._turns.wait(route.sid, key, len(submission.parts), route.messages_per_s, now)
        return Later(turn) if turn is not None else False

    async def _begun(self, message_sid: str) -> str | None:
        for fleet in self._fleets:
            if (found := await fleet.begun(message_sid)) is not None:
                return found
        return None

    def bar(self, message_sid: str, account_sid: str) -> Unit:
        """As Fleet's, of all of them. The simulated carrier needs none: it hands over as the message steps on."""
        return sum((fleet.bar(message_sid, account_sid) for fleet in self._fleets), Unit())

    async def _ready(self) -> rules.Table:
        read = await self._store.cached_whole(Route, MOST + 100)  # a few made at the same moment may go over the limit
        if read is None:
            return rules.Table(await self._store.records(Route, sa.select(tables.routes)))
        if read is not self._read:
            self._read, self._table = read, rules.Table(list(read.values()))
        return self._table


def _refused(choice: Choice, reason: str, code: int | None = None) -> Refused:
    return Refused(choice.carrier_sid, choice.route.sid if choice.route else None, reason, code)


def _simulated() -> dict[str, Known]:
    known = Known(
        sid=SIMULATED_SID, kind=rules.SIMULATED, friendly_name="Simulated carrier", health="up", prefixes=("",)
    )
    return {SIMULATED_SID: known}

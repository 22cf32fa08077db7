"""A unit of work: what one verb changes, committed whole or not at all."""

from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

import msgspec

from ringback.kernel import Event, Job

P = ParamSpec("P")
T = TypeVar("T")
MOST_TRIES = 20  # of one verb against faster rivals; each loser has seen one rival win, so progress is certain


class Conflict(Exception):
    """A compare-and-set found another version than the one read. Run the verb again on what is there now."""


class Duplicate(Exception):
    """A key or a unique rule is taken already. `table` says where, `detail` is the engine's own sentence."""

    def __init__(self, table: str, detail: str) -> None:
        super().__init__(f"{table}: {detail}")
        self.table, self.detail = table, detail


class Increment(msgspec.Struct, frozen=True):
    """Insert `record`, or add these of its numeric fields to the row that has its key."""

    record: Any
    fields: tuple[str, ...]


class Unit(msgspec.Struct, kw_only=True):
    """Rows, compare-and-set updates, events and jobs of one transaction."""

    insert: Sequence[Any] = ()
    change: Sequence[tuple[Any, Any]] = ()
    put: Sequence[Any] = ()
    delete: Sequence[Any] = ()
    add: Sequence[Increment] = ()
    events: Sequence[Event] = ()
    jobs: Sequence[Job] = ()
    done: Sequence[Job] = ()

    def __add__(self, other: "Unit") -> "Unit":
        return Unit(
            insert=_joined(self.insert, other.insert),
            change=_joined(self.change, other.change),
            put=_joined(self.put, other.put),
            delete=_joined(self.delete, other.delete),
            add=_joined(self.add, other.add),
            events=_joined(self.events, other.events),
            jobs=_joined(self.jobs, other.jobs),
            done=_joined(self.done, other.done),
        )


def _joined(mine: Sequence[Any], theirs: Sequence[Any]) -> Sequence[Any]:
    return [*mine, *theirs] if mine and theirs else mine or theirs


class Alongside(Protocol):
    """Adds records to the units of one verb. `written` tells that the unit it was last called for is durable."""

    def __call__(self, unit: Unit) -> list[Any]: ...
    def written(self) -> None: ...


# What is to be written along with the verb's own unit (the idempotency row of the request it answers).
alongside: ContextVar[Alongside | None] = ContextVar("alongside", default=None)


def again(verb: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Runs a verb again when another was faster (`Conflict`)."""

    @wraps(verb)
    async def tried(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(MOST_TRIES - 1):
            try:
                return await verb(*args, **kwargs)
            except Conflict:
                continue
        return await verb(*args, **kwargs)

    return tried

"""How a product says what is to be done later: reactions to events, and the handlers of its kinds of work."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any, TypeVar

import msgspec

from ringback.kernel import Event, Job
from ringback.store import Unit

E = TypeVar("E", bound=Event)
F = TypeVar("F", bound=Callable[..., Any])
Handle = Callable[[Job], Awaitable["Unit | Later | Written | None"]]
BACKOFF_S = (1.0, 5.0, 30.0, 120.0, 600.0)


class Later(msgspec.Struct, frozen=True):
    """A handler's answer: not yet. The job keeps its place in its lane and runs again at `at`; no attempt counts."""

    at: datetime


class Written(msgspec.Struct, frozen=True):
    """A handler's answer: what came of it is durable, and `done=[job]` was in the same unit."""


class Work(msgspec.Struct, frozen=True):
    """How one kind of job is run.

    After `attempts` failures it is a dead letter. `backoff_s` is the wait after each failure, the last one repeated.
    Jobs for which `group` gives the same word run at most `per_group` at a time: a slow host holds only its own.
    The end of a `patient` one is written a few milliseconds later, along with others: where no customer waits for it.
    """

    kind: str
    attempts: int = 6
    backoff_s: tuple[float, ...] = BACKOFF_S
    group: Callable[[Job], str] | None = None
    per_group: int = 16
    patient: bool = False

    def next_try(self, attempts: int, now: datetime) -> datetime:
        """When to try again after so many failed attempts (at least one)."""
        return now + timedelta(seconds=self.backoff_s[min(attempts, len(self.backoff_s)) - 1])


def work(kind: str, **options: Any) -> Callable[[F], F]:
    """Marks a method `async (job) -> Unit | Later | None` as the handler of `kind`; options as in `Work`.

    The unit it returns is committed together with the end of the job. Raising `Unavailable` means: try again.
    """

    def mark(handler: F) -> F:
        handler.__work__ = Work(kind, **options)  # type: ignore[attr-defined]
        return handler

    return mark


def reaction(event: type[E]) -> Callable[[F], F]:
    """Marks a pure function `(event) -> Job | list[Job] | None`: its jobs are written with the event itself."""

    def mark(function: F) -> F:
        function.__reacts_to__ = event  # type: ignore[attr-defined]
        return function

    return mark


class Reactions:
    """The reactions of all products, gathered from their modules."""

    def __init__(self, modules: Iterable[ModuleType] = ()) -> None:
        self._by_event: dict[type, list[Callable[[Any], Any]]] = {}
        for module in modules:
            self.gather(module)

    def gather(self, module: ModuleType) -> None:
        for thing in vars(module).values():
            event = getattr(thing, "__reacts_to__", None)
            if event is not None:
                self._by_event.setdefault(event, []).append(thing)

    def __call__(self, event: Event) -> list[Job]:
        jobs: list[Job] = []
        for react in self._by_event.get(type(event), ()):
            asked = react(event)
            if asked is not None:
                jobs.extend(asked if isinstance(asked, list) else [asked])
        return jobs


def handlers_of(owner: object) -> dict[str, tuple[Work, Handle]]:
    """The marked handlers of an object."""
    found = {}
    for name in dir(type(owner)):
        declared = getattr(getattr(type(owner), name), "__work__", None)
        if declared is not None:
            found[declared.kind] = (declared, getattr(owner, name))
    return found

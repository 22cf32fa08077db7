"""Which carrier takes a message."""

from collections.abc import Callable, Mapping

from ringback.carriers.interface import Carrier

Chooser = Callable[[str, str], Carrier | None]


class Routes:
    """The carriers of this installation. The simulated one is never the fail-over of a real one.

    `real` chooses among real carriers by sender and recipient, `real_named` finds one by its name; both are told once
    such carriers are built. What none of them serves is the simulated carrier's, if it is there.
    """

    def __init__(self, carriers: Mapping[str, Carrier]) -> None:
        self._carriers = dict(carriers)
        self.real: Chooser = lambda from_, to: None
        self.real_named: Callable[[str], Carrier | None] = lambda name: None

    def choose(self, from_: str, to: str) -> Carrier | None:
        """The carrier for a message, or None: then nothing can take it."""
        return self.real(from_, to) or next(iter(self._carriers.values()), None)

    def named(self, name: str) -> Carrier | None:
        return self._carriers.get(name) or self.real_named(name)

    def __iter__(self):
        return iter(self._carriers.values())

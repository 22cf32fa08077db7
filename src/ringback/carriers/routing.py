"""Which carrier takes a message."""

from collections.abc import Mapping

from ringback.carriers.interface import Carrier


class Routes:
    """The carriers of this installation. The simulated one is never the fail-over of a real one."""

    def __init__(self, carriers: Mapping[str, Carrier]) -> None:
        self._carriers = dict(carriers)

    def choose(self, from_: str, to: str) -> Carrier | None:
        """The carrier for a message, or None: then nothing can take it."""
        return next(iter(self._carriers.values()), None)

    def named(self, name: str) -> Carrier | None:
        return self._carriers.get(name)

    def __iter__(self):
        return iter(self._carriers.values())

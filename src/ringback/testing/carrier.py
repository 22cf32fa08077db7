"""Faults of the simulated carrier, for as long as one test runs."""

from typing import Any, Generic, TypeVar, overload

from ringback.testing.api import Api
from ringback.testing.handset import Handset

T = TypeVar("T")


class Fault(Generic[T]):
    """One setting of the line, read from the server and written to it."""

    def __init__(self, doc: str) -> None:
        self.__doc__ = doc

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, carrier: None, owner: type) -> "Fault[T]": ...
    @overload
    def __get__(self, carrier: "Carrier", owner: type) -> T: ...
    def __get__(self, carrier: "Carrier | None", owner: type) -> Any:
        return self if carrier is None else carrier.line()[self._name]

    def __set__(self, carrier: "Carrier", value: T) -> None:
        carrier.change({self._name: value})


class Carrier:
    """The line between Ringback and all handsets. Every fault is mended when the test is over."""

    is_down = Fault[bool]("Nothing is taken; messages wait, and are tried again as long as they are valid.")
    receipt_delay_s = Fault[float]("Seconds that receipts come later.")
    receipt_duplicates = Fault[int]("How many more times each receipt comes.")
    loss_percent = Fault[float]("Of the packets of calls with handsets, each way.")
    jitter_ms = Fault[int]("By how much more some of them are late.")
    delay_ms = Fault[int]("By how much all of them are late.")

    def __init__(self, operator: Api) -> None:
        self._operator = operator
        self._before: dict[str, Any] | None = None

    def line(self) -> dict[str, Any]:
        """All settings of the line."""
        return self._operator.get("/Line")

    def change(self, faults: dict[str, Any]) -> None:
        """Sets faults; the others stay."""
        self._before = self._before or self.line()
        self._operator.put("/Line", faults)

    def mend(self) -> None:
        """Puts the line back to what it was before the first fault."""
        if self._before is not None:
            self._operator.put("/Line", self._before)
            self._before = None

    def cannot_reach(self, handset: Handset, error_code: int = 30003) -> None:
        """Texts to this handset end undelivered, with the carrier's reason."""
        handset.script(sms={"outcome": "undelivered", "error_code": error_code})

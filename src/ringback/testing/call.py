"""A call of a simulated phone in a test's hand: what it heard and said, and a hand on it while it is on."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ringback.testing.api import Api

WITHIN_S = 30.0
LOOK_EVERY_S = 0.05


class NotInTime(AssertionError):
    """What a test waited for did not happen. The text says how far the call came."""


@dataclass(frozen=True)
class Words:
    """What went one way: sentences as text, keys as digits."""

    captions: list[str]
    digits: str


class Call:
    """One call as its handset sees it. Calls take real seconds, whatever the test clock shows.

    Attributes show how it was at the last look; `look`, `wait` and whatever is done with the phone look again.
    """

    def __init__(self, api: Api, path: str, shown: dict[str, Any]) -> None:
        self._api, self._path = api, f"{path}/{shown['id']}"
        self._show(shown)

    def _show(self, shown: dict[str, Any]) -> "Call":
        self.id: str = shown["id"]
        self.sid: str | None = shown["sid"]
        self.direction: str = shown["direction"]
        self.from_: str = shown["from"]
        self.to: str = shown["to"]
        self.state: str = shown["state"]
        self.ended_by: str | None = shown["ended_by"]
        self.sip_status: int | None = shown["sip_status"]
        self.quality: dict[str, Any] | None = shown["quality"]
        self.started_at = datetime.fromisoformat(shown["started_at"])
        self.answered_at = _moment(shown["answered_at"])
        self.ended_at = _moment(shown["ended_at"])
        self.heard = Words(list(shown["heard"]["captions"]), shown["heard"]["digits"])
        self.said = Words(list(shown["said"]["captions"]), shown["said"]["digits"])
        return self

    def look(self) -> "Call":
        """As it is now."""
        return self._show(self._api.get(self._path))

    def wait(self, state: str = "ended", within_s: float = WITHIN_S) -> "Call":
        """Until it is `talking` or `ended`. Raises NotInTime."""
        return self.wait_until(lambda call: call.state in (state, "ended"), state, within_s)

    def wait_until(self, holds: Any, what: str = "the condition", within_s: float = WITHIN_S) -> "Call":
        """Until `holds(call)`. Raises NotInTime."""
        deadline = time.monotonic() + within_s
        while not holds(self.look()):
            if time.monotonic() > deadline:
                raise NotInTime(f"{self} did not come to {what} within {within_s:g} s; it heard {self.heard}")
            time.sleep(LOOK_EVERY_S)
        return self

    # -- a hand on the phone

    def do(self, *steps: dict[str, Any]) -> "Call":
        """Does these steps now: `{"press": "1"}`, `{"say": "hello"}`, …, as in a script."""
        return self._show(self._api.post(self._path, {"then": list(steps)}))

    def answer(self) -> "Call":
        return self.do({"answer": True}).wait("talking")

    def press(self, digits: str) -> "Call":
        return self.do({"press": digits})

    def say(self, text: str) -> "Call":
        return self.do({"say": text})

    def hang_up(self) -> "Call":
        return self.do({"hang_up": True}).wait("ended")

    # -- what it heard

    @property
    def audio(self) -> bytes:
        """WAV of what really arrived: so far, while the call is on."""
        return self._api.read(self._path + "/heard.wav")

    def __repr__(self) -> str:
        return f"Call({self.direction} {self.from_} → {self.to}, {self.state})"


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def calls_of(api: Api, path: str) -> Sequence[Call]:
    """A handset's calls, the first one first."""
    return [Call(api, path, shown) for shown in api.items(path)][::-1]

"""A simulated phone in a test's hand: what it shows, what it sends, how it behaves when nobody attends to it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from ringback.testing.api import Api
from ringback.testing.call import LOOK_EVERY_S, WITHIN_S, Call, NotInTime, calls_of
from ringback.testing.clock import Clock

LOOK_S = 1.0


@dataclass(frozen=True)
class Text:
    """A text on a handset's screen. `direction` is received or sent, seen from the handset."""

    sid: str
    direction: str
    from_: str
    to: str
    body: str
    media_urls: list[str]
    parts: int
    encoding: str
    at: datetime


class Handset:
    """The phone with this number.

    To look at its screen lets one second pass (`LOOK_S`), so that what is on its way arrives; later things need
    `clock.leap`. The screen shows the traffic with this test's own account.
    """

    def __init__(self, api: Api, clock: Clock, number: str) -> None:
        self._api, self._clock, self.number = api, clock, number
        self._path = "/Handsets/" + quote(number, safe="")
        self.is_scripted = False

    def script(
        self,
        *,
        sms: dict[str, Any] | None = None,
        replies: Sequence[dict[str, str]] | None = None,
        **more: Any,
    ) -> "Handset":
        """Merges into its script (what is not given stays) and returns the handset.

        `answer_after_s=0`, `then=[{"wait_s": 1}, {"press": "1#"}, {"say": "hello"}, {"hang_up": True}]`: how it takes a
        call; `answer_after_s=None` lets it ring until `answer`. `reject="busy"`: or no-answer, declined, unreachable.
        `sms={"outcome": "undelivered", "error_code": 30003, "after_s": 2}`; outcomes are delivered, undelivered,
        failed and silent. `replies=[{"when": "(?i)confirm", "body": "YES"}]`: the first that matches is sent back.
        """
        given = {"sms": sms, "replies": None if replies is None else list(replies)}
        self._api.put(self._path, {name: value for name, value in given.items() if value is not None} | more)
        self.is_scripted = True
        return self

    def send(self, to: str, body: str = "", media_urls: Sequence[str] = ()) -> Text:
        """Types a text and sends it."""
        return _text(self._api.post(self._path + "/Messages", {"to": to, "body": body, "media_urls": list(media_urls)}))

    @property
    def messages(self) -> list[Text]:
        """All it shows, in the order it came or went."""
        self._clock.leap(seconds=LOOK_S)
        return [_text(shown) for shown in self._api.items(self._path + "/Messages")][::-1]

    @property
    def received(self) -> list[Text]:
        """Texts that came in, the first one first."""
        return [text for text in self.messages if text.direction == "received"]

    @property
    def sent(self) -> list[Text]:
        """Texts that it sent, replies by its script included, the first one first."""
        return [text for text in self.messages if text.direction == "sent"]

    # -- calls

    def dial(self, to: str, then: Sequence[dict[str, Any]] = ()) -> Call:
        """Calls `to`; `then` is what it does once somebody has answered."""
        path = self._path + "/Calls"
        return Call(self._api, path, self._api.post(path, {"to": to, "then": list(then)}))

    @property
    def calls(self) -> Sequence[Call]:
        """Its calls with this test's account, the first one first."""
        return calls_of(self._api, self._path + "/Calls")

    def wait_for_call(self, place: int = 1, within_s: float = WITHIN_S) -> Call:
        """Its first call (or the `place`th) with this test's account, once it rings. Raises NotInTime."""
        deadline = time.monotonic() + within_s
        while len(self.calls) < place:
            if time.monotonic() > deadline:
                raise NotInTime(f"{self.number} was called {len(self.calls)} times within {within_s:g} s")
            time.sleep(LOOK_EVERY_S)
        return self.calls[place - 1]

    def forget(self) -> None:
        """Takes its script away: it behaves as an unattended phone again."""
        self._api.delete(self._path)
        self.is_scripted = False

    def __repr__(self) -> str:
        return f"Handset({self.number!r})"


def _text(shown: dict[str, Any]) -> Text:
    return Text(
        sid=shown["sid"],
        direction=shown["direction"],
        from_=shown["from"],
        to=shown["to"],
        body=shown["body"],
        media_urls=list(shown["media_urls"]),
        parts=shown["parts"],
        encoding=shown["encoding"],
        at=datetime.fromisoformat(shown["at"]),
    )

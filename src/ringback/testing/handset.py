"""A simulated phone in a test's hand: what it shows, what it sends, how it behaves when nobody attends to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from ringback.testing.api import Api
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

"""Whoever takes a call hears of it here: methods to override, all called on the loop, all returning at once."""

Headers = list[tuple[str, str]]


class Listener:
    """At most one of `failed`, `lost`, `cancelled` and `hung_up` comes, once, and nothing after it.

    A call ended from this side (`hang_up`, `refuse`) ends without any of them; only `cancel` is answered, by `failed`.
    """

    def ringing(self, status: int, sdp: bytes | None, headers: Headers) -> None:
        """Outgoing: a provisional response, 180 or 183 as a rule. With `sdp` there is sound before the answer."""

    def answered(self, sdp: bytes | None, headers: Headers) -> None:
        """Outgoing: taken. Acknowledged already."""

    def failed(self, status: int, reason: str, headers: Headers) -> None:
        """Outgoing: not taken. 408 where nobody answered, 503 where there is no way, 487 after `cancel`."""

    def cancelled(self) -> None:
        """Incoming: the caller gave up before the answer."""

    def confirmed(self, sdp: bytes | None) -> None:
        """Incoming: the caller knows of the answer. `sdp` is its answer where our 200 made the offer."""

    def lost(self, reason: str) -> None:
        """The peer is gone, without a word; `reason` is a sentence for the record."""

    def hung_up(self, headers: Headers) -> None:
        """The peer ended the call with BYE."""

    def offered(self, sdp: bytes) -> bytes | None:
        """The peer changes the session (hold, a moved address). The answer; None refuses with 488, all stays."""
        return None

    def media_needed(self) -> bytes:
        """The peer asks for an offer of ours within the call. Its answer comes to `reinvited` with status 200."""
        return b""

    def reinvited(self, sdp: bytes | None, status: int) -> None:
        """How our own change was taken: the peer's answer and 200, or None and why not."""

    def info(self, content_type: str, body: bytes) -> int:
        """An INFO came; the status to answer. `content_type` without parameters, in lower case; "" for none."""
        return 200

    def referred(self, target: str, headers: Headers) -> int:
        """The peer wants the call moved to `target`: 202 takes it (then `notify_refer`), anything from 300 refuses."""
        return 603

    def refer_answered(self, status: int) -> None:
        """Our own REFER was taken (202) or not."""

    def refer_progress(self, status: int) -> None:
        """How the call that the peer makes for our REFER is getting on."""

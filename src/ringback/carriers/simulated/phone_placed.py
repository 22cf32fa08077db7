"""A call that a phone makes: it dials, waits, talks by its script, and ends."""

from collections.abc import Sequence

from ringback.carriers.simulated.model import HandsetCall
from ringback.carriers.simulated.phone_call import Ender, Headers, PhoneCall, Surroundings
from ringback.carriers.simulated.phone_script import RINGS_MOST_S, PhoneRun, Step
from ringback.signalling import Dialling, Endpoint, OutgoingCall, Route

Address = tuple[str, int]


class PlacedCall(PhoneCall):
    """`steps` are what it does once somebody answers; without any it waits for a hand, or the far side's end."""

    call: OutgoingCall | None = None

    def __init__(self, around: Surroundings, row: HandsetCall, steps: Sequence[Step]) -> None:
        super().__init__(around)
        self._run = PhoneRun(steps)
        self._early: bytes | None = None
        self._gave_up = False
        self._write(row)

    async def dial(self, endpoint: Endpoint, target: Address) -> None:
        """Sends the INVITE to `target`. Raises MediaFull or OSError."""
        self.media = await self._open_media()
        row = self.notes.row
        asked = Dialling(
            to_uri=f"sip:{row.to}@{_written(target)}",
            from_uri=f"sip:{row.handset}@{_written(endpoint.address)}",
            sdp=self.media.offer(),
            route=Route(*target, "udp"),
        )
        self._after(RINGS_MOST_S, self.hang_up)
        self.call = endpoint.dial(asked, self)
        if not self.is_over:
            self.known(self)

    def no_line(self, sip_status: int) -> None:
        """There is no way to dial: the line is down, or all media ports are taken."""
        self._over("far", sip_status)

    def hang_up(self, by: Ender = "handset") -> None:
        if self.is_over or self.call is None:
            return
        self._gave_up = True
        self.call.hang_up()
        if self.notes.row.state == "talking":
            self._over(by, 200)
        elif by is None:  # the process stops: nobody waits for what the far side says to it
            self._over(by)

    # -- what signalling tells

    def ringing(self, status: int, sdp: bytes | None, headers: Headers) -> None:
        self._early = sdp or self._early
        self.know_sid(headers)

    def answered(self, sdp: bytes | None, headers: Headers) -> None:
        self.know_sid(headers)
        assert self.media is not None and self.call is not None
        if self._gave_up or not self.media.take_answer(sdp or self._early):
            self.call.hang_up()
            self._over("handset", 200 if self._gave_up else 488)
            return
        self._answered()
        self._begin(self._run)

    def failed(self, status: int, reason: str, headers: Headers) -> None:
        self.know_sid(headers)
        self._over("handset" if self._gave_up else "far", status)


def _written(address: Address) -> str:
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

"""A call that reaches a phone: refused, left ringing, or answered, as the phone's script or somebody's hand has it."""

from collections.abc import Callable, Sequence

from ringback.carriers.simulated.model import Line, Script
from ringback.carriers.simulated.phone_call import (
    ACCOUNT_SID,
    CALL_SID,
    NO_MEDIA,
    Ender,
    Headers,
    PhoneCall,
    Surroundings,
    header,
)
from ringback.carriers.simulated.phone_script import (
    RINGS_MOST_S,
    Answer,
    PhoneRun,
    ScriptError,
    Step,
    read_steps,
    run_by_hand,
    run_of,
)
from ringback.signalling import IncomingCall

REFUSALS = {"busy": 486, "declined": 603}
UNREACHABLE, LINE_DOWN, NO_ROOM, NOT_ANSWERED, NO_COMMON_CODEC = 404, 503, 503, 480, 488


class ReceivedCall(PhoneCall):
    """`is_platform`: the INVITE is from our own platform, whose headers tell the call's SID and account.

    `account_sid` is known where another phone calls: who had that call placed.
    """

    call: IncomingCall

    def __init__(
        self,
        around: Surroundings,
        call: IncomingCall,
        from_: str,
        to: str,
        *,
        is_platform: bool,
        account_sid: str,
        is_attended: Callable[[str], bool],
    ) -> None:
        super().__init__(around)
        self.call, self._from, self._to = call, from_, to
        self._is_platform, self._is_attended = is_platform, is_attended
        self._told_account_sid = account_sid
        self._run: PhoneRun | None = None

    async def begin(self) -> None:
        """What the phone does when it is called."""
        handsets = self._around.handsets
        line, script = await handsets.line(), await handsets.script(self._to)
        account_sid = await self._account_sid()
        if self.is_over:  # the caller was faster
            return
        if line.is_down or script.reject == "unreachable":
            self._unreachable(line)
            return
        sid = header(self.call.headers, CALL_SID) if self._is_platform else None
        self._write(self._around.new_row(self._to, "received", self._from, self._to, sid=sid, account_sid=account_sid))
        self.known(self)
        self._ring(script)

    async def _account_sid(self) -> str:
        told = header(self.call.headers, ACCOUNT_SID) if self._is_platform else None
        return told or self._told_account_sid or await self._around.owner_of(self._from) or ""

    def _unreachable(self, line: Line) -> None:
        """The phone knows nothing of it: there is no row."""
        self.is_over = True
        self.call.refuse(LINE_DOWN if line.is_down else UNREACHABLE)

    def _ring(self, script: Script) -> None:
        status = REFUSALS.get(script.reject or "")
        if status is not None:
            self._refuse(status)
            return
        self.call.ring()
        self._after(RINGS_MOST_S, lambda: self._refuse(NOT_ANSWERED, None))
        if script.reject is None and script.answer_after_s is not None and not self._is_attended(self._to):
            self._after(script.answer_after_s, lambda: self._answer_alone(script))

    def _answer_alone(self, script: Script) -> None:
        if self._is_attended(self._to):  # somebody came to it while it rang
            self._after(RINGS_MOST_S, lambda: self._refuse(NOT_ANSWERED, None))
            return
        try:
            steps = read_steps(script.then)
        except ScriptError:  # written down by an earlier version, which did not look
            steps = ()
        self._answer_soon(run_of(steps))

    def _refuse(self, status: int, by: Ender = "handset") -> None:
        if not self.is_over and not self.is_answering:
            self.call.refuse(status)
            self._over(by, status)

    # -- the answer

    def order(self, steps: Sequence[Step]) -> None:
        is_ringing = self.talk is None and not self.is_answering and not self.is_over
        if is_ringing and any(isinstance(step, Answer) for step in steps):
            self._answer_soon(run_by_hand(steps))
        else:
            super().order(steps)

    def _answer_soon(self, run: PhoneRun) -> None:
        if not self.is_over and not self.is_answering:
            self.is_answering, self._run = True, run
            self._no_timer()
            self._around.spawn(self._answer())

    async def _answer(self) -> None:
        try:
            media = await self._open_media()
        except NO_MEDIA:
            self._give_up(NO_ROOM)
            return
        if self.is_over:
            media.close()
            return
        self.media = media
        sdp = media.answer(self.call.offer) if self.call.offer else media.offer()
        if sdp is None:
            self._give_up(NO_COMMON_CODEC)
            return
        self.call.answer(sdp)
        self._answered()

    def _give_up(self, status: int) -> None:
        if not self.is_over:
            self.call.refuse(status)
            self._over(None, status)

    def hang_up(self, by: Ender = "handset") -> None:
        if self.is_over:
            return
        if self.notes.row.state == "talking":
            self.call.hang_up()
            self._over(by, 200)
        else:
            status = NOT_ANSWERED if by is None else REFUSALS["declined"]
            self.call.refuse(status)
            self._over(by, status)

    # -- what signalling tells

    def confirmed(self, sdp: bytes | None) -> None:
        if self.is_over or self.media is None or self._run is None:
            return
        if self.media.waits_for_answer and not self.media.take_answer(sdp):
            self.hang_up()
            return
        self._begin(self._run)

    def cancelled(self) -> None:
        if self.is_known:
            self._over("far", 487)
        self.is_over = True

    @property
    def is_known(self) -> bool:
        """Whether the handset shows the call."""
        return hasattr(self, "notes")

    def lost(self, reason: str) -> None:
        if self.is_known:
            super().lost(reason)
        self.is_over = True

    def hung_up(self, headers: Headers) -> None:
        self._over("far", 200)

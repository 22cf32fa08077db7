"""Who answered: a detection listens to a leg's far side while all else goes on, and says one thing, once.

A call that ends before there is a verdict has one all the same, from what was heard by then: it is in the record and in
the last status callback.
"""

import asyncio
from typing import Any

from ringback.languages.twiml.voice.effects import MachineDetection
from ringback.media import MediaFull
from ringback.speech.machines import MachineEar, MachineOptions, Verdict
from ringback.store import Unit
from ringback.switch import params
from ringback.switch.leg import Leg
from ringback.switch.model import Callback, Dialling
from ringback.webhooks import callback_job

LISTEN_EVERY_S = 0.1
PATIENCE_S = 2.0  # after the time limit, by the loop's clock: sound that does not come decides nothing
MODES = ("Enable", "DetectMessageEnd")


class Detection:
    """One leg being listened to. `verdict` is done when it has been decided."""

    def __init__(self, leg: Leg, options: MachineOptions) -> None:
        self._leg, self._ear = leg, MachineEar(options)
        self._loop = asyncio.get_running_loop()
        self._until = self._loop.time() + options.timeout_s + PATIENCE_S
        self._timer: asyncio.TimerHandle | None = None
        self.verdict: asyncio.Future[Verdict] = self._loop.create_future()
        try:
            self._tap = leg.media.tap()
        except MediaFull as full:
            leg.book.note("media", f"who answered cannot be told: {full}")
            self._decide(self._ear.give_up())
            return
        leg.ends.append(self._give_up)
        self._listen()

    def _listen(self) -> None:
        heard = memoryview(self._tap.read()).cast("h")[::2]  # what came in, without what was sent
        found = self._ear.hear(heard.tobytes())
        if found is not None:
            self._close(found)
        elif self._loop.time() > self._until:
            self._give_up()
        else:
            self._timer = self._loop.call_later(LISTEN_EVERY_S, self._listen)

    def _give_up(self) -> None:
        """The leg ends, or time is up."""
        if not self.verdict.done():
            self._close(self._ear.give_up())

    def _close(self, verdict: Verdict) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._tap.close()
        self._decide(verdict)

    def _decide(self, verdict: Verdict) -> None:
        book = self._leg.book
        book.note("media", f"answered by {verdict.answered_by}", duration_ms=verdict.duration_ms)
        book.change(answered_by=verdict.answered_by)
        self.verdict.set_result(verdict)


async def detect(leg: Leg, options: MachineOptions) -> Verdict:
    """Who answered this leg, which is answered now. It is in the call's record when this returns."""
    return await Detection(leg, options).verdict


async def answered_by(leg: Leg) -> dict[str, str]:
    """The verdict as what the first document hears of it; the other side hears silence meanwhile.

    {} where nobody asked for one. Raises Interrupted when the call ends or is redirected before.
    """
    options = options_of(leg.call.dialling)
    if options is None:
        return {}
    finding = Detection(leg, options)
    finding.verdict.add_done_callback(lambda _: leg.mailbox.put(finding))
    while not finding.verdict.done():
        await leg.mailbox.get()  # keys that are pressed so early are nobody's
    verdict = finding.verdict.result()
    return params.of_verdict(verdict.answered_by, verdict.duration_ms)


def watch_answer(leg: Leg) -> None:
    """Begins a detection beside the call, where its dialling asks for one; its callback hears the verdict."""
    options = options_of(leg.call.dialling)
    if options is not None and not leg.is_over:
        assert leg.call.dialling is not None
        leg.room.spawn(_tell(leg, options, leg.call.dialling.async_amd_callback))


async def _tell(leg: Leg, options: MachineOptions, callback: Callback | None) -> None:
    verdict = await detect(leg, options)
    if callback is None:
        return
    told = params.of_verdict(verdict.answered_by, verdict.duration_ms)
    job = callback_job(
        account_sid=leg.account_sid,
        subject_sid=leg.sid,
        kind="amd-status",
        url=callback.url,
        method=callback.method,
        params={"CallSid": leg.sid, "AccountSid": leg.account_sid, **told},
    )
    leg.book.add(Unit(jobs=[job]))


def options_of(dialling: Dialling | None) -> MachineOptions | None:
    """What the dialling asks for, or None. Digits to send make detection senseless: there is a machine, and known."""
    if dialling is None or dialling.machine_detection not in MODES or dialling.send_digits:
        return None
    return MachineOptions(
        mode=dialling.machine_detection,  # type: ignore[arg-type]
        timeout_s=dialling.machine_detection_timeout_s,
        speech_threshold_ms=dialling.speech_threshold_ms,
        speech_end_threshold_ms=dialling.speech_end_threshold_ms,
        silence_timeout_ms=dialling.silence_timeout_ms,
    )


def asked_of(detection: MachineDetection | None) -> dict[str, Any]:
    """A noun's wish as fields of `Dialling`: a leg that a document dials is put through at once."""
    if detection is None:
        return {}
    hears = detection.callback
    return {
        "machine_detection": detection.mode,
        "machine_detection_timeout_s": int(detection.timeout_s),
        "speech_threshold_ms": detection.speech_threshold_ms,
        "speech_end_threshold_ms": detection.speech_end_threshold_ms,
        "silence_timeout_ms": detection.silence_timeout_ms,
        "async_amd": True,
        "async_amd_callback": Callback(url=hears.url, method=hears.method) if hears else None,
    }

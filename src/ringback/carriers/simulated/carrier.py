"""Takes messages as a real carrier would, delivers them to handsets, and reports in its own time."""

import re
from datetime import timedelta

import msgspec

from ringback.carriers.interface import Arrival, CarrierReceipt, Rejected, Sink, Submission, Submitted
from ringback.carriers.simulated.handsets import Handsets
from ringback.carriers.simulated.model import HandsetMessage, Script, SimulatedPart
from ringback.jobs import work
from ringback.kernel import Clock, Job, SidSource, Unavailable
from ringback.protocols.sms import segments
from ringback.store import Unit

DEFAULT_ERROR = {"undelivered": 30003, "failed": 30008}


class SimulatedCarrier:
    """One network, all subscribers."""

    name = "simulated"
    is_simulated = True
    is_transactional = True

    def __init__(self, handsets: Handsets, clock: Clock, sids: SidSource) -> None:
        self._handsets, self._clock, self._sids = handsets, clock, sids
        self.sink: Sink  # handed down once the rooms above are built

    # -- texts out

    async def submit(self, submission: Submission) -> Submitted | Rejected:
        line = await self._handsets.line()
        if line.is_down:
            raise Unavailable("the simulated carrier's line is down")
        ids = tuple(f"{submission.message_sid[2:]}-{n}" for n in range(1, len(submission.parts) + 1))
        parts = [
            SimulatedPart(message_sid=submission.message_sid, part=n, carrier_id=ids[n - 1], at=submission.at)
            for n in range(1, len(ids) + 1)
        ]
        script = (await self._handsets.script(submission.to)).sms
        due = submission.at + timedelta(seconds=script.after_s + line.receipt_delay_s)
        job = Job(
            kind="simulated.deliver",
            key=submission.message_sid,
            account_sid=submission.account_sid,
            due_at=due,
            args=msgspec.to_builtins(submission),
        )
        return Submitted(ids, Unit(insert=parts, jobs=[job]))

    @work("simulated.deliver", attempts=50)
    async def deliver(self, job: Job) -> Unit:
        """What the network does with a message: the handset shows it (or not), receipts go back."""
        sent = msgspec.convert(job.args, Submission)
        script = await self._handsets.script(sent.to)
        line = await self._handsets.line()
        unit = Unit()
        if script.sms.outcome == "delivered":
            unit += await self._arrive(sent, script)
        if script.sms.outcome == "silent":
            return unit
        unit += await self.sink.receipts(self._receipts(sent, script))
        again = script.sms.duplicates + line.receipt_duplicates
        return unit + Unit(jobs=[self._repeat(sent, again)]) if again else unit

    def _repeat(self, sent: Submission, times: int) -> Job:
        due = self._clock.now() + timedelta(seconds=1)
        args = {"submission": msgspec.to_builtins(sent), "times": times}
        return Job(kind="simulated.repeat", key=sent.message_sid, account_sid=sent.account_sid, due_at=due, args=args)

    @work("simulated.repeat")
    async def repeat(self, job: Job) -> Unit:
        """Receipts that come twice, as real carriers' do."""
        sent = msgspec.convert(job.args["submission"], Submission)
        unit = await self.sink.receipts(self._receipts(sent, await self._handsets.script(sent.to)))
        left = job.args["times"] - 1
        return unit + Unit(jobs=[self._repeat(sent, left)]) if left else unit

    def _receipts(self, sent: Submission, script: Script) -> list[CarrierReceipt]:
        outcome = script.sms.outcome
        code = None if outcome == "delivered" else script.sms.error_code or DEFAULT_ERROR[outcome]
        return [
            CarrierReceipt(
                carrier=self.name,
                carrier_id=f"{sent.message_sid[2:]}-{part}",
                message_sid=sent.message_sid,
                account_sid=sent.account_sid,
                part=part,
                parts=len(sent.parts),
                status=outcome,
                error_code=code,
                done_at=self._clock.now(),
            )
            for part in range(1, len(sent.parts) + 1)
        ]

    async def _arrive(self, sent: Submission, script: Script) -> Unit:
        """The text reaches whoever has the number: another account's, or a handset, which may reply."""
        if await self.sink.owner(sent.to) is not None:
            return await self.sink.arrival(
                Arrival(
                    carrier=self.name,
                    from_=sent.from_,
                    to=sent.to,
                    body=sent.body,
                    num_segments=len(sent.parts),
                    encoding=sent.encoding,
                    media_urls=tuple(a.url for a in sent.attachments),
                    simulated=True,
                    at=self._clock.now(),
                )
            )
        shown = HandsetMessage(
            sid=sent.message_sid,
            handset=sent.to,
            direction="received",
            from_=sent.from_,
            to=sent.to,
            body=sent.body,
            media_urls=[a.url for a in sent.attachments],
            parts=len(sent.parts),
            encoding=sent.encoding,
            account_sid=sent.account_sid,
            date_created=self._clock.now(),
        )
        return Unit(insert=[shown], events=[self._handsets.told(shown)], jobs=self._replies(shown, script))

    def _replies(self, shown: HandsetMessage, script: Script) -> list[Job]:
        for reply in script.replies:
            if re.search(reply.when, shown.body, re.IGNORECASE):
                args = {"from_": shown.handset, "to": shown.from_, "body": reply.body, "media_urls": []}
                return [Job(kind="simulated.send", key=shown.handset, args=args)]
        return []

    # -- texts in

    @work("simulated.send", attempts=20)
    async def send_later(self, job: Job) -> Unit:
        """A handset's automatic reply."""
        unit, _ = await self.compose(**job.args)
        return unit

    async def compose(self, *, from_: str, to: str, body: str, media_urls: list[str]) -> tuple[Unit, HandsetMessage]:
        """A text typed on the handset `from_`: what is written when it goes out, and how the handset shows it."""
        now = self._clock.now()
        sid = self._sids.new("MM" if media_urls else "SM", now)
        cut = segments.cut(body)
        owner = await self.sink.owner(to)
        sent = HandsetMessage(
            sid=sid,
            handset=from_,
            direction="sent",
            from_=from_,
            to=to,
            body=body,
            media_urls=media_urls,
            parts=cut.count,
            encoding=cut.encoding,
            account_sid=owner or "",
            date_created=now,
        )
        unit = Unit(insert=[sent], events=[self._handsets.told(sent)])
        if owner is not None:
            arrival = Arrival(
                carrier=self.name,
                from_=from_,
                to=to,
                body=body,
                num_segments=cut.count,
                encoding=cut.encoding,
                media_urls=tuple(media_urls),
                simulated=True,
                sid=sid,
                at=now,
            )
            return unit + await self.sink.arrival(arrival), sent
        return unit + await self._to_handset(sent), sent

    async def _to_handset(self, sent: HandsetMessage) -> Unit:
        """From handset to handset: no account is involved, and nobody is billed."""
        script = await self._handsets.script(sent.to)
        if script.sms.outcome != "delivered":
            return Unit()
        shown = msgspec.structs.replace(sent, handset=sent.to, direction="received")
        return Unit(insert=[shown], events=[self._handsets.told(shown)], jobs=self._replies(shown, script))

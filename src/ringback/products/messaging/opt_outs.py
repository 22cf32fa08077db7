"""Keywords in texts that come in, and the silence they ask for: what the ledger of consent means for messages."""

from ringback.carriers import Arrival, Facts, Routes, Submission
from ringback.jobs import Later
from ringback.kernel import Clock, Job, SidSource, phone
from ringback.products.accounts.service import AccountsService
from ringback.products.consent.service import ConsentService, Heard
from ringback.products.messaging import errors
from ringback.products.messaging.services.senders import SendersService
from ringback.protocols.sms import segments
from ringback.store import Unit


class OptOuts:
    """An account may switch all of it off. Short codes know no keywords until their service has some of its own."""

    def __init__(
        self,
        clock: Clock,
        sids: SidSource,
        accounts: AccountsService,
        consent: ConsentService,
        senders: SendersService,
        routes: Routes,
    ) -> None:
        self._clock, self._sids = clock, sids
        self._accounts, self._consent, self._senders, self._routes = accounts, consent, senders, routes

    async def refuse(self, account_sid: str, sender: str, to: str) -> None:
        """Refuses a text to who wants none from this sender (21610)."""
        if not await self._consent.has_spoken(account_sid):
            return
        held = await self._senders.holder(account_sid, sender)
        if await self.silences(account_sid, to, sender, held.service_sid if held else None):
            raise errors.OptedOut(to=to, value=sender)

    async def silences(self, account_sid: str, to: str, sender: str | None, service_sid: str | None) -> bool:
        """Whether the recipient wants nothing from this sender, or from this service whatever its sender."""
        if not await self._consent.is_out(account_sid, to, sender, service_sid):
            return False
        return (await self._accounts.settings(account_sid)).opt_out_keywords

    async def hear(self, arrival: Arrival, account_sid: str, message_sid: str, service_sid: str | None) -> Heard | None:
        """What a text that came in says of hearing from us: with it the unit that heeds and answers it."""
        number, person = arrival.to, arrival.from_
        if not (number.startswith("+") or phone.is_short_code(number)) or not person.startswith("+"):
            return None
        heard = await self._consent.hear(
            account_sid,
            person,
            arrival.body,
            sender=number,
            service_sid=service_sid,
            message_sid=message_sid,
            is_toll_free=number.startswith("+") and phone.kind(number) == "toll-free",
        )
        if heard is None or not (await self._accounts.settings(account_sid)).opt_out_keywords:
            return None
        if heard.answer is None:
            return heard
        sid = self._sids.new("SM", self._clock.now())
        args = {"from_": number, "to": person, "body": heard.answer}
        answer = Job(kind="messaging.keyword-answer", key=sid, account_sid=account_sid, args=args)
        return Heard(heard.keyword, heard.answer, heard.unit + Unit(jobs=[answer]))

    async def answer(self, job: Job) -> Unit | Later | None:
        """Sends the answer to a keyword: no message of the account's, so neither on record nor on the bill."""
        from_, to, body = job.args["from_"], job.args["to"], job.args["body"]
        facts = Facts(message_sid=job.key, account_sid=job.account_sid, from_=from_, to=to)
        choices = await self._routes.choices(facts, is_fresh=job.fresh and not job.attempts)
        if not choices:
            return None
        cut = segments.cut(body)
        submission = Submission(
            message_sid=job.key,
            account_sid=job.account_sid,
            from_=from_,
            to=to,
            body=body,
            parts=tuple(cut.parts),
            encoding=cut.encoding,
            at=self._clock.now(),
        )
        handed = await self._routes.hand_over(submission, choices)
        return handed if isinstance(handed, Later) else getattr(handed.outcome, "unit", None)

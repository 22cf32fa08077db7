"""Outgoing caller IDs: a number is verified by whoever answers it and keys in six digits."""

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from xml.sax.saxutils import escape, quoteattr

import msgspec

from ringback.jobs import Later
from ringback.kernel import Caller, Clock, Entropy, Job, Page, PageRequest, SidSource, phone
from ringback.kernel.refused import NotFound
from ringback.products.numbers.service import NumbersService
from ringback.products.voice import errors
from ringback.products.voice.model import OutgoingCallerId, Validation, ValidationStatus
from ringback.products.voice.rules import asked
from ringback.products.voice.service import CallsService, Told
from ringback.products.voice.tables import outgoing_caller_ids
from ringback.rest.values import Content
from ringback.store import Duplicate, Store, Unit, again
from ringback.switch.model import Call, Dialling, Instructions
from ringback.webhooks import callback_job

VALIDATION = "voice.validation"
PATH = "/ringback/v1/CallerIdValidations/"
ATTEMPTS = 3
NAME_MOST = 64
LOOK_AGAIN = timedelta(seconds=5)
CALL_MOST_S = 180  # of talking; nobody needs longer for six digits
_EXTENSION = re.compile(r"[0-9#*wW]{1,32}", re.ASCII).fullmatch
SigningKey = Callable[[], Awaitable[bytes]]


class CallerIdsService:
    """Verbs on caller IDs. `signing_key` is the installation's secret; `address` makes a path of ours a URL."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        entropy: Entropy,
        numbers: NumbersService,
        calls: CallsService,
        signing_key: SigningKey,
        address: Callable[[str], str],
    ) -> None:
        self._store, self._clock, self._sids, self._entropy = store, clock, sids, entropy
        self._numbers, self._calls, self._signing_key, self._address = numbers, calls, signing_key, address

    # -- verbs

    async def get(self, caller: Caller, *, sid: str) -> OutgoingCallerId:
        """One verified number of the account."""
        found = await self._store.first(OutgoingCallerId, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/OutgoingCallerIds/{sid}.json")
        return found

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        phone_number: str | None = None,
        friendly_name: str | None = None,
    ) -> Page[OutgoingCallerId]:
        """The account's verified numbers."""
        t = outgoing_caller_ids.c
        where = [t.account_sid == caller.account_sid]
        if phone_number:
            where.append(t.phone_number == (phone.parse(phone_number) or phone_number))
        if friendly_name:
            where.append(t.friendly_name == friendly_name)
        return await self._store.search(OutgoingCallerId, where, page)

    @again
    async def update(self, caller: Caller, *, sid: str, friendly_name: str | None = None) -> OutgoingCallerId:
        """Gives it another name."""
        before = await self.get(caller, sid=sid)
        if friendly_name is None:
            return before
        name = _name(friendly_name, before.phone_number)
        after = msgspec.structs.replace(before, friendly_name=name, date_updated=self._clock.now())
        await self._store.commit(Unit(change=[(before, after)]))
        return after

    async def forget(self, caller: Caller, *, sid: str) -> None:
        """The account may show the number no more."""
        await self._store.commit(Unit(delete=[await self.get(caller, sid=sid)]))

    async def verify(
        self,
        caller: Caller,
        *,
        phone_number: str,
        friendly_name: str | None = None,
        call_delay: int = 0,
        extension: str | None = None,
        status_callback: str | None = None,
        status_callback_method: str | None = None,
    ) -> Validation:
        """Calls the number; whoever answers is asked for the code that this answers with."""
        number = phone.parse(phone_number)
        if number is None:
            raise errors.CannotVerify(value=phone_number[:40])
        if extension and not _EXTENSION(extension):
            raise errors.InvalidExtension(value=extension[:40])
        if await self._store.first(OutgoingCallerId, account_sid=caller.account_sid, phone_number=number):
            raise errors.AlreadyVerified(value=number)
        hears = asked.callback(status_callback, status_callback_method, ())
        call = await self._call(caller, number, extension)
        validation = Validation(
            call_sid=call.sid,
            account_sid=caller.account_sid,
            phone_number=number,
            friendly_name=_name(friendly_name, number),
            validation_code=f"{int.from_bytes(self._entropy.bytes(8), 'big') % 1_000_000:06d}",
            status_callback=hears.url if hears else None,
            status_callback_method=hears.method if hears else "POST",
            date_created=call.date_created,
        )
        due_at = call.date_created + timedelta(seconds=call_delay)
        watch = Job(kind=VALIDATION, key=call.sid, account_sid=call.account_sid, due_at=due_at + LOOK_AGAIN)
        unit = await self._calls.taken(call, due_at=due_at if call_delay else None)
        await self._store.commit(unit + Unit(insert=[validation], jobs=[watch]))
        return validation

    async def _call(self, caller: Caller, number: str, extension: str | None) -> Call:
        """From a number of the account's, or where it has none, from the number itself."""
        owned = (await self._numbers.search(caller, page=PageRequest(size=1))).items
        call = self._calls.queued(
            caller.account_sid,
            owned[0].phone_number if owned else number,
            number,
            Told(Instructions()),
            Dialling(send_digits=extension or None, time_limit_s=CALL_MOST_S),
        )
        document = _asking(await self._action(call.sid), "Please enter the six digit code that you were given.")
        return msgspec.structs.replace(call, instructions=Instructions(twiml=document))

    # -- what the call says

    async def keyed(self, caller: Caller | None, *, token: str, digits: str = "") -> Content:
        """The next document of a validation call, by what was keyed in. The token in its path is signed."""
        sid = await self._sid_of(token)
        validation = await self._store.get(Validation, sid)
        if validation is None or validation.status is not ValidationStatus.PENDING:
            return _document("<Hangup/>")
        if hmac.compare_digest(digits.strip().encode(), validation.validation_code.encode()):
            await self._settle(sid, ValidationStatus.SUCCESS)
            return _document("<Say>Thank you. This number is verified.</Say><Hangup/>")
        if await self._missed(sid) >= ATTEMPTS:
            await self._settle(sid, ValidationStatus.FAILED)
            return _document("<Say>That was not the code. Goodbye.</Say><Hangup/>")
        said = "That was not the code. Please enter the six digits again."
        return Content(_asking(self._address(PATH + token), said).encode(), "text/xml")

    async def look_after(self, job: Job) -> Unit | Later | None:
        """A call that ended without the code has failed."""
        validation = await self._store.get(Validation, job.key)
        if validation is None or validation.status is not ValidationStatus.PENDING:
            return None
        call = await self._store.get(Call, job.key)
        if call is not None and not call.status.is_over:
            return Later(self._clock.now() + LOOK_AGAIN)
        return self._settled(validation, ValidationStatus.FAILED, None)

    @again
    async def _missed(self, sid: str) -> int:
        before = await self._store.get(Validation, sid)
        if before is None:
            return ATTEMPTS
        after = msgspec.structs.replace(before, attempts=before.attempts + 1)
        await self._store.commit(Unit(change=[(before, after)]))
        return after.attempts

    @again
    async def _settle(self, sid: str, status: ValidationStatus) -> None:
        before = await self._store.get(Validation, sid)
        if before is None or before.status is not ValidationStatus.PENDING:
            return
        verified = self._verified(before) if status is ValidationStatus.SUCCESS else None
        try:
            await self._store.commit(self._settled(before, status, verified))
        except Duplicate:  # it was verified by another call meanwhile
            await self._store.commit(self._settled(before, status, None))

    def _verified(self, validation: Validation) -> OutgoingCallerId:
        now = self._clock.now()
        return OutgoingCallerId(
            sid=self._sids.new("PN", now),
            account_sid=validation.account_sid,
            phone_number=validation.phone_number,
            friendly_name=validation.friendly_name,
            date_created=now,
            date_updated=now,
        )

    def _settled(self, before: Validation, status: ValidationStatus, verified: OutgoingCallerId | None) -> Unit:
        """The validation as it came out, the number where it is verified, and the telling of it."""
        after = msgspec.structs.replace(before, status=status)
        unit = Unit(change=[(before, after)], insert=[verified] if verified else [])
        if after.status_callback is None:
            return unit
        told = {
            "AccountSid": after.account_sid,
            "CallSid": after.call_sid,
            "To": after.phone_number,
            "Called": after.phone_number,
            "VerificationStatus": status.value,
        }
        if verified is not None:
            told["OutgoingCallerIdSid"] = verified.sid
        job = callback_job(
            account_sid=after.account_sid,
            subject_sid=after.call_sid,
            kind="validation-status",
            url=after.status_callback,
            method=after.status_callback_method,
            params=told,
        )
        return unit + Unit(jobs=[job])

    # -- its address

    async def _action(self, call_sid: str) -> str:
        return self._address(PATH + call_sid + "." + await self._signature(call_sid))

    async def _signature(self, call_sid: str) -> str:
        key = await self._signing_key()
        return hmac.new(key, f"caller-id:{call_sid}".encode(), hashlib.sha256).hexdigest()[:40]

    async def _sid_of(self, token: str) -> str:
        sid, _, signature = token.partition(".")
        if not hmac.compare_digest(signature.encode(), (await self._signature(sid)).encode()):
            raise errors.BadToken
        return sid


def _name(name: str | None, number: str) -> str:
    if name and len(name) > NAME_MOST:
        raise errors.NameTooLong(length=len(name))
    return name or phone.national(number)


def _asking(action: str, said: str) -> str:
    """Asks twice; silence ends the call."""
    gather = f'<Gather action={quoteattr(action)} method="POST" numDigits="6" timeout="10"><Say>{escape(said)}</Say>'
    return f"<Response>{gather}</Gather>{gather}</Gather><Say>Goodbye.</Say><Hangup/></Response>"


def _document(verbs: str) -> Content:
    return Content(f"<Response>{verbs}</Response>".encode(), "text/xml")

"""A switch that places calls as told by the test, and the voice of a house built on it: REST without SIP or sound."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET

from ringback.app.resources import LATER, RESOURCES
from ringback.app.server import hosts_of
from ringback.media.files import wav
from ringback.products.monitor import notification_resources
from ringback.products.monitor.service import AlertsService, NotificationsService
from ringback.products.pricing.service import PriceList
from ringback.products.voice import resources as voice
from ringback.products.voice.caller_ids import CallerIdsService
from ringback.products.voice.callers import Callers
from ringback.products.voice.conferences.participants import ParticipantsService
from ringback.products.voice.conferences.recordings import ConferenceRecordingsService
from ringback.products.voice.conferences.service import ConferencesService
from ringback.products.voice.conferences.story import StoryService
from ringback.products.voice.desk import Desk
from ringback.products.voice.history import HistoryService
from ringback.products.voice.jobs import VoiceJobs
from ringback.products.voice.pacing import CallPacing
from ringback.products.voice.placing import Placing
from ringback.products.voice.recordings import RecordingsService
from ringback.products.voice.service import CallsService
from ringback.products.voice.transcriptions.jobs import TranscriptionJobs
from ringback.products.voice.transcriptions.service import TranscriptionsService
from ringback.products.voice.user_messages import UserMessagesService
from ringback.products.voice.ways import Outward
from ringback.rest.asgi import RestApp
from ringback.speech.recognition import Transcript
from ringback.store import Unit
from ringback.store.blobs import open_blobs
from ringback.switch.events import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallInitiated,
    RecordingCompleted,
    RecordingStarted,
    event_of,
)
from ringback.switch.model import (
    Call,
    CallStatus,
    Instructions,
    Recording,
    RecordingOptions,
    RecordingStatus,
    Step,
    Trail,
)
from ringback.transports.chance import SeededEntropy
from tests.products.voice.rooms import Rooms
from tests.rest.client import Client
from tests.world.house import World

SIP, SIMULATED = ("127.0.0.1", 5060), ("127.0.0.1", 5070)


class Exchange:
    """Keeps what it was asked, and the records of its calls as the switch would."""

    def __init__(self, world: World) -> None:
        self._store, self._clock, self._sids = world.store, world.clock, world.house.sids
        self.dialled: list[str] = []
        self.ended: set[str] = set()
        self.redirected: list[Instructions] = []
        self.told: list[tuple[str, bytes]] = []
        self.unwritten: dict[str, list[Step]] = {}
        self.conferences = Rooms(world)

    async def _change(self, call_sid: str, event: type[CallEvent] | None, **fields: Any) -> Call:
        before = await self._store.get(Call, call_sid)
        assert before is not None
        after = msgspec.structs.replace(before, date_updated=self._clock.now(), **fields)
        told = [event_of(event, after, self._clock.now())] if event else []
        await self._store.commit(Unit(change=[(before, after)], events=told))
        return after

    async def _is_live(self, call_sid: str) -> bool:
        call = await self._store.get(Call, call_sid)
        return call is not None and call.dialled_at is not None and not call.status.is_over

    def has(self, call_sid: str) -> bool:
        """Whether it was dialled and has not ended."""
        return call_sid in self.dialled and call_sid not in self.ended

    # -- as calls over REST ask it

    async def dial(self, call_sid: str, job: Any = None) -> bool:
        call = await self._store.get(Call, call_sid)
        if call is None or call.status is not CallStatus.QUEUED or call.dialled_at is not None:
            return False
        now = self._clock.now()
        self.dialled.append(call_sid)
        await self._change(call_sid, CallInitiated, dialled_at=now, start_time=now, status=CallStatus.RINGING)
        return False

    async def redirect(self, call_sid: str, instructions: Any) -> bool:
        if not await self._is_live(call_sid):
            return False
        self.redirected.append(instructions)
        return True

    async def hang_up(self, call_sid: str, *, by: str = "api") -> bool:
        if not await self._is_live(call_sid):
            return False
        await self.end(call_sid)
        return True

    async def cancel(self, call_sid: str) -> bool:
        call = await self._store.get(Call, call_sid)
        if call is None or call.status is not CallStatus.RINGING:
            return False
        await self._change(call_sid, CallEnded, status=CallStatus.CANCELED, end_time=self._clock.now(), duration=0)
        return True

    async def change(self, call_sid: str, *, callback: Any = UNSET, time_limit_s: Any = UNSET) -> bool:
        if not await self._is_live(call_sid):
            return False
        if callback is not UNSET:
            await self._change(call_sid, None, callback=callback)
        return True

    async def start_recording(self, call_sid: str, options: RecordingOptions) -> Recording | None:
        call = await self._store.get(Call, call_sid)
        if call is None or call.status is not CallStatus.IN_PROGRESS:
            return None
        now = self._clock.now()
        made = Recording(
            sid=self._sids.new("RE", now),
            account_sid=call.account_sid,
            call_sid=call_sid,
            status=RecordingStatus.IN_PROGRESS,
            source=options.source,
            channels=2 if options.channels == "dual" else 1,
            track=options.track,
            transcribe=options.transcribe,
            transcribe_callback=options.transcribe_callback,
            start_time=now,
            date_created=now,
            date_updated=now,
        )
        await self._store.commit(Unit(insert=[made], events=[told(RecordingStarted, made)]))
        return made

    async def control_recording(self, recording_sid: str, status: str, pause_behavior: str) -> Recording | None:
        before = await self._store.get(Recording, recording_sid)
        assert before is not None
        after = msgspec.structs.replace(before, status=RecordingStatus(status))
        await self._store.commit(Unit(change=[(before, after)]))
        return after

    async def tell(self, call_sid: str, content_type: str, body: bytes) -> bool:
        call = await self._store.get(Call, call_sid)
        if call is None or call.status is not CallStatus.IN_PROGRESS:
            return False
        self.told.append((content_type, body))
        return True

    def steps(self, call_sid: str) -> list[Step]:
        return self.unwritten.get(call_sid, [])

    # -- as the world goes on

    async def answer(self, call_sid: str) -> Call:
        return await self._change(
            call_sid, CallAnswered, status=CallStatus.IN_PROGRESS, answered_time=self._clock.now()
        )

    async def end(self, call_sid: str, desk: Desk | None = None) -> Call:
        """The price is the desk's, where one is given."""
        call = await self._store.get(Call, call_sid)
        assert call is not None
        self.ended.add(call_sid)
        now = self._clock.now()
        lasted = round((now - call.answered_time) / timedelta(seconds=1)) if call.answered_time else 0
        over = msgspec.structs.replace(call, duration=lasted)
        price = desk.price(over) if desk else None
        status = CallStatus.COMPLETED if call.answered_time else CallStatus.NO_ANSWER
        return await self._change(call_sid, CallEnded, status=status, end_time=now, duration=lasted, price=price)

    async def over(self, call_sid: str, *, by: str, quality: dict[str, Any]) -> Call:
        """Somebody hung up, and the media's figures are written down."""
        ended = {"status": CallStatus.COMPLETED, "end_time": self._clock.now(), "ended_by": by, "quality": quality}
        return await self._change(call_sid, CallEnded, duration=1, **ended)

    async def note(self, call_sid: str, *steps: Step) -> None:
        call = await self._store.get(Call, call_sid)
        assert call is not None
        trail = Trail(call_sid=call_sid, part=1, account_sid=call.account_sid, steps=list(steps))
        await self._store.commit(Unit(put=[trail]))


def told(event: Any, recording: Recording) -> Any:
    return event(
        account_sid=recording.account_sid,
        subject_sid=recording.sid,
        at=recording.date_updated,
        status=recording.status.value,
        call_sid=recording.call_sid,
        source=recording.source,
        channels=recording.channels,
        duration=recording.duration,
        price=recording.price,
        transcribe=recording.transcribe,
    )


class Recogniser:
    """Hears what the test says it does, in the order given; then always the last."""

    def __init__(self) -> None:
        self.hears: list[Transcript | Exception] = [Transcript("ahoy", 0.5)]
        self.asked: list[bytes] = []

    async def transcribe(self, pcm: bytes, *, language: str = "en-US", hints: tuple[str, ...] = ()) -> Transcript:
        self.asked.append(pcm)
        heard = self.hears.pop(0) if len(self.hears) > 1 else self.hears[0]
        if isinstance(heard, Exception):
            raise heard
        return heard


class VoiceWorld(World):
    """A world whose calls an `Exchange` carries."""

    def __init__(self, world: World, data: Path) -> None:
        house = world.house
        self.exchange = line = Exchange(world)
        store, clock, sids, accounts = house.store, house.clock, house.sids, house.accounts
        address = "http://127.0.0.1:8080".__add__
        self.callers = Callers(store, house.numbers, house.caps)
        pacing = CallPacing(store, clock, house.caps)
        applications = _of(house.services, "ApplicationsService")
        calls = CallsService(store, clock, sids, accounts, applications, self.callers, pacing, line)
        entropy = SeededEntropy(7)
        self.outward = Outward(
            store,
            clock,
            entropy,
            house.numbers,
            self.callers,
            house.networks,
            house.sip_domains,
            here=lambda: SIP,
            simulated=lambda: SIMULATED,
            is_live=self.exchange.has,
        )
        self.desk = Desk(
            store,
            clock,
            accounts,
            applications,
            house.numbers,
            PriceList(),
            house.sip_domains,
            self.outward,
            address,
        )
        self.blobs = open_blobs(None, data)
        recordings = RecordingsService(store, clock, self.blobs, accounts, calls, line, address)
        self.caller_ids = CallerIdsService(store, clock, sids, entropy, house.numbers, calls, accounts.secret, address)
        user_messages = UserMessagesService(store, clock, sids, calls, line)
        placing = Placing(store, clock, accounts, pacing, self.outward, line)
        house.runner.register(VoiceJobs(placing, self.caller_ids, user_messages))
        self.recogniser: Recogniser | None = Recogniser()
        house.runner.register(
            TranscriptionJobs(store, clock, sids, self.blobs, PriceList(), lambda: self.recogniser, address)
        )
        history, conferences = HistoryService(store, calls, line), ConferencesService(store, line.conferences)
        self.rooms = line.conferences
        services = [
            calls,
            recordings,
            TranscriptionsService(store, clock, recordings),
            history,
            conferences,
            ParticipantsService(store, conferences, calls, line.conferences),
            ConferenceRecordingsService(conferences, recordings),
            StoryService(store, conferences, history, line.conferences),
            self.caller_ids,
            user_messages,
            NotificationsService(store, clock, AlertsService(store, clock)),
        ]
        wanted = (*RESOURCES, *voice.RESOURCES, *notification_resources.RESOURCES)
        api = RestApp(
            list(dict.fromkeys(wanted)),
            [*services, *house.services],
            gate=house.gate,
            clock=clock,
            sids=sids,
            hosts=hosts_of(house.settings),
            public_url=None,
            idempotency=house.idempotency,
            later=LATER,
        )
        world.acme._client.app = api
        super().__init__(house, api, world.customer, world.acme)

    def api_client(self) -> Client:
        """Anybody, without credentials."""
        return Client(self.api)

    async def call(self, **params: Any) -> dict[str, Any]:
        """One that was taken."""
        form = {"To": "+14155550123", "From": "+14155550100", "Twiml": "<Response/>", **params}
        made = await self.acme.post("Calls", **form)
        assert made.status == 201, made.text
        return made.json

    async def call_record(self, sid: str) -> Call:
        found = await self.store.get(Call, sid)
        assert found is not None
        return found

    async def queued_call(self, **params: Any) -> str:
        """The SID of one that waits behind another for its turn."""
        permissions = f"Accounts/{self.acme.sid}/VoicePermissions"
        await self.answered_call()
        assert (await self.acme.own("POST", permissions, max_calls=1)).status == 200
        return (await self.call(**params))["sid"]

    async def answered_call(self, **params: Any) -> str:
        """The SID of one that is in progress."""
        sid = (await self.call(**params))["sid"]
        await self.settle()
        await self.exchange.answer(sid)
        return sid

    async def recording(self, call_sid: str, pcm: bytes, channels: int = 1, **options_: Any) -> Recording:
        """One that is finished, with its sound."""
        options = RecordingOptions(channels="dual" if channels == 2 else "mono", **options_)
        begun = await self.exchange.start_recording(call_sid, options)
        assert begun is not None
        blob = f"recordings/{begun.sid}"
        made = wav(pcm, channels)
        await self.blobs.put(blob, made)
        seconds = len(pcm) // (16_000 * channels)
        done = msgspec.structs.replace(
            begun,
            status=RecordingStatus.COMPLETED,
            blob=blob,
            size=len(made),
            duration=seconds,
            price=self.desk.recording_price(msgspec.structs.replace(begun, duration=seconds)),
            peaks=[0, 50, 100],
        )
        await self.store.commit(Unit(change=[(begun, done)], events=[told(RecordingCompleted, done)]))
        return done


def _of(services: list[Any], name: str) -> Any:
    return next(service for service in services if type(service).__name__ == name)

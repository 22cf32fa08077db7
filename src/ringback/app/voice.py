"""The voice of a house: media, SIP, speech, the switch and the simulated carrier's phones, built from the bottom up."""

import socket
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import structlog

from ringback.app.settings import Address, Settings
from ringback.carriers.simulated import HandsetCalls, Handsets
from ringback.carriers.simulated.phones import Phones
from ringback.kernel import Clock, SidSource, Unavailable
from ringback.kernel.chance import Entropy
from ringback.media import Engine, open_engine
from ringback.media.recording import Recorder
from ringback.products.networks.model import Network
from ringback.signalling import Endpoint, IncomingCall, Limits, Listener, Policy, Route
from ringback.speech import Speech
from ringback.speech.recognition import Recognition
from ringback.store import Store
from ringback.store.blobs import Blobs
from ringback.switch.ports import Ground
from ringback.switch.recordings import Recordings
from ringback.switch.room import Room
from ringback.switch.sounds import Sounds
from ringback.switch.switch import Switch
from ringback.transports.http_client import HttpClient
from ringback.webhooks import Webhooks

log = structlog.get_logger(__name__)
SPEECH_FOLDER, VOICE_FOLDER = "speech", "voice"
LOOPBACK, ANY = "127.0.0.1", ("0.0.0.0", "::")
PUBLIC = "192.0.2.1"  # for documentation (RFC 5737): asked which way out leads there, never sent anything


class ConferencesElsewhere:
    """Conferences, where this process holds none."""

    def find(self, conference_sid: str) -> None:
        return None

    def by_name(self, account_sid: str, name: str) -> None:
        return None

    def participant(self, conference_sid: str, call_sid_or_label: str) -> None:
        return None

    def talking(self, conference_sid: str) -> frozenset[str]:
        return frozenset()

    async def end(self, conference_sid: str) -> bool:
        return False

    async def announce(self, conference_sid: str, url: str, method: str = "POST", *, call_sid: Any = None) -> bool:
        return False

    async def update(self, conference_sid: str, call_sid: str, **changes: Any) -> None:
        return None

    async def kick(self, conference_sid: str, call_sid: str) -> bool:
        return False

    async def invite(self, call: Any, conference: str, **wished: Any) -> Any:
        raise Unavailable("This process has no voice role; conferences are held by one that has it")

    async def called_off(self, call_sid: str) -> bool:
        return False

    async def start_recording(self, conference_sid: str, options: Any) -> None:
        return None


class QueuesElsewhere:
    """Queues, where this process has none: nobody waits here."""

    async def dequeue(self, queue_sid: str, call_sid: str | None, instructions: Any) -> None:
        return None

    def agents_waiting(self, queue_sid: str) -> int:
        return 0

    def close(self, queue: Any) -> bool:
        return True

    def settle(self, queue: Any, *, is_deleted: bool) -> None: ...


class Elsewhere:
    """The switch, where this process has none: nothing is live here, and nothing is dialled from here."""

    conferences = ConferencesElsewhere()
    queues = QueuesElsewhere()

    def find(self, call_sid: str) -> None:
        return None

    async def dial(self, call_sid: str, job: Any = None) -> bool:
        raise Unavailable("This process has no voice role; calls are placed by one that has it")

    async def redirect(self, call_sid: str, instructions: Any) -> bool:
        return False

    async def hang_up(self, call_sid: str, *, by: str = "api") -> bool:
        return False

    async def cancel(self, call_sid: str) -> bool:
        return False

    async def change(self, call_sid: str, **changes: Any) -> bool:
        return False

    async def tell(self, call_sid: str, content_type: str, body: bytes) -> bool:
        return False

    async def start_recording(self, call_sid: str, options: Any) -> None:
        return None

    async def control_recording(self, recording_sid: str, status: str, pause_behavior: str = "silence") -> None:
        return None

    def running_recordings(self, call_sid: str) -> list[Any]:
        return []

    def steps(self, call_sid: str) -> list[Any]:
        return []


class Surroundings(msgspec.Struct, kw_only=True):
    """What voice stands on."""

    settings: Settings
    store: Store
    clock: Clock
    sids: SidSource
    entropy: Entropy
    http: HttpClient
    webhooks: Webhooks
    blobs: Blobs
    policy: Policy
    handsets: Handsets | None
    owner: str
    owner_of: Callable[[str], Awaitable[str | None]]
    allow_private: Callable[[str], Awaitable[bool]]


class Voice:
    """What calls are made of. `ground` is set once the products above are built, before `start`."""

    def __init__(self, around: Surroundings, engine: Engine) -> None:
        settings = around.settings
        self._around, self._policy, self._is_started = around, around.policy, False
        self.engine, self.recorder = engine, Recorder(around.clock)
        self.speech, self.recognition = Speech(settings.data / SPEECH_FOLDER), Recognition()
        self.media_ip = media_ip_of(settings)
        self.endpoint = Endpoint(
            (settings.sip.host, settings.sip.port),
            around.policy,
            self._invited,
            limits=Limits(exempts_loopback=settings.profile == "laptop"),
            public_ip=self.media_ip if settings.sip.host in ANY else None,
            store=around.store,
            clock=around.clock,
            entropy=around.entropy,
        )
        folder = settings.data / VOICE_FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        self.room = Room(
            store=around.store,
            clock=around.clock,
            sids=around.sids,
            endpoint=self.endpoint,
            engine=engine,
            webhooks=around.webhooks,
            blobs=around.blobs,
            sounds=Sounds(engine, self.speech, around.http, around.clock, around.allow_private),
            ground=None,  # type: ignore[arg-type]
            owner=around.owner,
            folder=folder,
            media_ip=self.media_ip,
            allow_private=around.allow_private,
            said=self._said,
            recognition=self.recognition,
        )
        self.switch = Switch(self.room)
        self.recordings = self.room.recordings = Recordings(self.room, self.recorder)
        self.phones = self._phones(around) if around.handsets is not None else None

    def live(self) -> dict[str, int]:
        """What calls hold now: after the last one has ended nothing of it may be left."""
        sip = self.endpoint.snapshot()
        return {
            "calls_live": self.switch.live,
            "media_legs": self.engine.snapshot()["legs"],
            "sip_dialogs": sip["dialogs"],
            "sip_transactions": sip["transactions"],
        }

    def _phones(self, around: Surroundings) -> Phones:
        assert around.handsets is not None
        return Phones(
            engine=self.engine,
            handsets=around.handsets,
            calls=HandsetCalls(around.store, around.clock),
            clock=around.clock,
            sids=around.sids,
            entropy=around.entropy,
            http=around.http,
            say=lambda text: self.speech.say(text),
            spools=self.recorder,
            blobs=around.blobs,
            data=around.settings.data,
            owner=around.owner,
            owner_of=around.owner_of,
            platform=self.address,
            allow_private=around.settings.is_private,
        )

    def speak_with(self, speech: Speech) -> None:
        """Another voice; before `start`."""
        self.speech = speech
        self.room.sounds = Sounds(
            self.engine, speech, self._around.http, self._around.clock, self._around.allow_private
        )

    def listen_with(self, recognition: Recognition) -> None:
        """Another recogniser; before `start`."""
        self.recognition = self.room.recognition = recognition

    def rest_on(self, ground: Ground) -> None:
        """The rooms above are built."""
        self.room.ground = ground

    def _invited(self, incoming: IncomingCall) -> Listener:
        return self.switch.invited(incoming)

    def _said(self, call_sid: str, text: str) -> None:
        if self.phones is not None:
            self.phones.said_to(call_sid, text)

    def address(self) -> tuple[str, int] | None:
        """Where our own SIP is reached from this machine, once it is open."""
        if not self._is_started:
            return None
        host, port = self.endpoint.address
        return (LOOPBACK if host in ANY else host), port

    async def ping(self, network: Network, within_s: float) -> int:
        """Whether a network is there: the status of its answer."""
        route = Route(network.host, network.port, network.transport.value)
        return await self.endpoint.ping(route, within_s)

    def simulated(self) -> tuple[str, int] | None:
        """Where the simulated carrier's phones are, once they are there."""
        return self.phones.address if self.phones is not None and self._is_started else None

    async def start(self) -> None:
        """What died with the last process is ended first; from then on calls may come. Raises OSError."""
        await self.speech.start(warm=self._around.settings.clock == "real")
        await self.recognition.start(warm=False)
        await self.switch.start()
        if self.phones is not None:
            await self.phones.start()
            self._policy.simulated_at = self.phones.address  # type: ignore[attr-defined]
        await self.endpoint.start()
        self._is_started = True

    async def stop(self) -> None:
        """Ends every call and writes down that it did."""
        if self._is_started:
            await self.switch.stop()
            await self.endpoint.stop()
            if self.phones is not None:
                await self.phones.stop()
        await self.speech.close()
        await self.recognition.close()
        await self.recorder.close()
        await self.engine.close()


async def build_voice(around: Surroundings) -> Voice:
    """Opens the media engine and builds voice on it."""
    ports = around.settings.rtp
    engine = await open_engine(ip=bind_ip_of(around.settings), ports=(ports.first, ports.last), entropy=around.entropy)
    return Voice(around, engine)


def bind_ip_of(settings: Settings) -> str:
    """Where RTP sockets are bound: with SIP, or everywhere if that is."""
    return "0.0.0.0" if settings.sip.host in ANY else _numeric(settings.sip)


def media_ip_of(settings: Settings) -> str:
    """What our SDP says: as set, else where SIP is bound, else this machine's address on the way out."""
    if settings.media_ip is not None:
        return settings.media_ip
    return _way_out() if settings.sip.host in ANY else _numeric(settings.sip)


def _numeric(address: Address) -> str:
    return socket.gethostbyname(address.host)


def _way_out() -> str:
    """The address of the interface that leads out; a UDP socket that is only connected sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((PUBLIC, 9))
        except OSError:
            return LOOPBACK
        return str(probe.getsockname()[0])

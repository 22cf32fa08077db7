"""The control plane's side of an engine: legs, taps and rooms as objects, commands in, events out.

Nothing here waits: a verb puts a command into a ring, and what comes of it is told on the loop. A row of the engine's
memory is written by the engine alone; here it is only read, for statistics.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address
from typing import Any, Protocol

import structlog

from ringback.kernel import Entropy
from ringback.media.arena import Arena, Audio, MediaFull
from ringback.media.core import commands, state
from ringback.media.memory import Memory
from ringback.media.model import Closed, Digit, FirstPacket, LegStatistics, Played, RtpTimeout, Talking
from ringback.media.ports import Ports
from ringback.media.statistics import CODECS, statistics_of

log = structlog.get_logger(__name__)
KEYS = "0123456789*#ABCD"
DIGIT_CODES = {key: code for code, key in enumerate(KEYS)} | {"w": 16, "W": 17}
SAMPLES_A_MS = 8
GENERATIONS = 1 << 40
OnEvent = Callable[[Any], None]


class Link(Protocol):
    """The way to whoever does the work: a thread in this process, or another process."""

    name: str
    told: int  # a descriptor that is readable when there are events

    def post(self, record: tuple[int, ...]) -> bool: ...
    def add(self, record: tuple[int, ...], rtp: Any, rtcp: Any) -> bool: ...
    def take(self) -> list[tuple[int, ...]]: ...
    def read_shared(self, array: Any, at: int) -> int: ...
    def write_shared(self, array: Any, at: int, value: int) -> None: ...
    async def close(self) -> None: ...


class Engine:
    """All legs of one process. Build it by `open_engine`."""

    def __init__(self, link: Link, memory: Memory, ports: Ports, entropy: Entropy) -> None:
        self._link, self._memory, self._ports, self._entropy = link, memory, ports, entropy
        self._arena = Arena(memory["arena"])
        sizes = memory.sizes
        self._free_legs, self._free_taps = deque(range(sizes.capacity)), deque(range(sizes.taps))
        self._free_rooms = deque(range(sizes.rooms))
        self._legs: dict[int, Leg] = {}
        self._taps: dict[int, Tap] = {}
        self._tokens = self._generations = self._slots = 0
        self._unposted: deque[Callable[[], bool]] = deque()
        self._closing: asyncio.Future[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(link.told, self._take_events)

    @property
    def name(self) -> str:
        """compiled or numpy."""
        return self._link.name

    # -- what is asked

    def load(self, pcm: bytes) -> Audio:
        """Sound to play: int16 little-endian, 8 kHz, mono. Raises MediaFull."""
        return self._arena.load(pcm)

    def open_leg(self, on_event: OnEvent) -> "Leg":
        """A leg with ports of its own; `on_event` is called on the loop. Raises MediaFull."""
        if not self._free_legs:
            raise MediaFull(f"All {self._memory.sizes.capacity} legs of the media engine are in use")
        port, rtp, rtcp = self._ports.take()
        index = self._free_legs.popleft()
        self._generations = (self._generations + 1) % GENERATIONS
        leg = Leg(self, index, self._generations, port, (rtp, rtcp), on_event)
        self._memory.clear_leg(index)
        self._legs[index] = leg
        self._slots = (self._slots + 1) % state.SLOTS
        chance = int.from_bytes(self._entropy.bytes(10), "big")
        numbers = (chance & 0xFFFF, (chance >> 16) & 0xFFFFFFFF, (chance >> 48) & 0xFFFFFFFF)
        record = (commands.ADD, index, leg.generation, self._slots, *numbers, rtp.fileno(), rtcp.fileno())
        self._post_by(lambda: self._link.add(record, rtp, rtcp))
        return leg

    def open_room(self) -> "Room":
        """Raises MediaFull."""
        if not self._free_rooms:
            raise MediaFull(f"All {self._memory.sizes.rooms} rooms of the media engine are in use")
        return Room(self, self._free_rooms.popleft())

    def snapshot(self) -> dict[str, int]:
        """For health: legs, wake-ups and how late they were, packets, faults."""
        counters = self._memory["counters"]
        names = ("LATE_WAKES", "SKIPPED_SLOTS", "WAKES", "BUSY_US", "WORST_LATE_US", "EVENTS_LOST", "SEND_FAILURES")
        names += ("FAULTS", "PACKETS_IN", "PACKETS_OUT")
        return {"legs": len(self._legs)} | {name.lower(): counters[getattr(state, name)] for name in names}

    async def close(self) -> None:
        """Closes every leg and ends the engine."""
        for leg in list(self._legs.values()):
            leg.close()
        if self._legs:
            self._closing = self._loop.create_future()
            await asyncio.wait([self._closing], timeout=1.0)
        self._loop.remove_reader(self._link.told)
        await self._link.close()
        for leg in list(self._legs.values()):
            leg.let_go()

    # -- commands

    def post(self, *record: int) -> None:
        """Put a command in; in its order, also where the ring is full for a moment."""
        self._post_by(lambda: self._link.post(record))

    def _post_by(self, put: Callable[[], bool]) -> None:
        if self._unposted or not put():
            self._unposted.append(put)
            if len(self._unposted) == 1:
                self._loop.call_later(0.002, self._post_rest)

    def _post_rest(self) -> None:
        while self._unposted and self._unposted[0]():
            self._unposted.popleft()
        if self._unposted:
            self._loop.call_later(0.002, self._post_rest)

    def new_token(self) -> int:
        self._tokens += 1
        return self._tokens

    # -- events

    def _take_events(self) -> None:
        for kind, index, generation, first, second, _ in self._link.take():
            leg = self._legs.get(index)
            if kind == state.UNTAPPED:
                self._untapped(first)
            elif leg is not None and leg.generation == generation:
                leg.happened(kind, first, second)

    def removed(self, leg: "Leg") -> LegStatistics:
        """The engine has let go of the leg: its row, its ports and its number are free."""
        statistics = self.statistics(leg)
        del self._legs[leg.index]
        leg.let_go()
        self._ports.give_back(leg.port)
        self._free_legs.append(leg.index)
        if not self._legs and self._closing is not None and not self._closing.done():
            self._closing.set_result(None)
        return statistics

    def statistics(self, leg: "Leg") -> LegStatistics:
        return statistics_of(self._memory, leg.index)

    # -- taps and rooms

    def open_tap(self, leg: "Leg") -> "Tap":
        if len(leg.taps) >= state.LEG_TAPS:
            raise MediaFull(f"A leg has at most {state.LEG_TAPS} taps at once; close one of them first")
        if not self._free_taps:
            raise MediaFull(f"All {self._memory.sizes.taps} recordings of the media engine are in use")
        number = self._free_taps.popleft()
        self._memory["tap_head"][number] = self._memory["tap_tail"][number] = 0
        self._memory["tap_lost"][number] = 0
        tap = self._taps[number] = Tap(self._link, self._memory, number, lambda: self._close_tap(leg, tap))
        tap.is_untapped = leg.is_closed  # the engine will not say so of a leg that is gone
        self.post(commands.TAP, leg.index, leg.generation, number)
        return tap

    def _close_tap(self, leg: "Leg", tap: "Tap") -> None:
        """Told by its reader, on whatever thread that is."""
        self._loop.call_soon_threadsafe(self._end_tap, leg, tap)

    def _end_tap(self, leg: "Leg", tap: "Tap") -> None:
        if tap.is_closed:
            return
        tap.is_closed = True
        leg.taps.pop(tap.number, None)
        if tap.is_untapped:
            self._free_tap(tap.number)
        else:
            self.post(commands.UNTAP, leg.index, leg.generation, tap.number)

    def _untapped(self, number: int) -> None:
        tap = self._taps.get(number)
        if tap is not None:
            tap.is_untapped = True
            if tap.is_closed:
                self._free_tap(number)

    def _free_tap(self, number: int) -> None:
        del self._taps[number]
        self._free_taps.append(number)

    def free_room(self, number: int) -> None:
        self._free_rooms.append(number)


class Leg:
    """One party's sound. Verbs on a leg that is closed do nothing."""

    def __init__(
        self, engine: Engine, index: int, generation: int, port: int, sockets: tuple[Any, Any], on_event: OnEvent
    ) -> None:
        self.index, self.generation, self.port = index, generation, port
        self._engine, self._sockets, self._on_event = engine, sockets, on_event
        self._playing: dict[int, Audio | None] = {}
        self.taps: dict[int, Tap] = {}
        self.is_closed = False

    def connect(
        self,
        *,
        address: tuple[str, int] | None = None,
        rtcp_address: tuple[str, int] | None = None,
        codec: str = "PCMU",
        payload_type: int = 0,
        dtmf_payload_type: int | None = 101,
        ptime_ms: int = 20,
        sends: bool = True,
        receives: bool = True,
    ) -> None:
        """What was agreed: where to send and what. Again when it changes. Packets of other sources are kept out."""
        ip, port = _numbers(address)
        rtcp_ip, rtcp_port = _numbers(rtcp_address)
        dtmf = -1 if dtmf_payload_type is None else dtmf_payload_type
        codec_number = CODECS.index(codec) if codec in CODECS else 0
        self._post(
            commands.CONNECT, ip, port, rtcp_ip, rtcp_port, codec_number, payload_type, dtmf, ptime_ms, sends, receives
        )

    def play(self, audio: Audio, loops: int = 1) -> int:
        """Plays it in place of what plays; `loops` 0 is until stopped. The token comes again in `Played`."""
        token = self._engine.new_token()
        if not self.is_closed:
            audio.use()
            self._playing[token] = audio
            self._post(commands.PLAY, token, audio.start, audio.length, loops)
        return token

    def send_digits(self, digits: str, duration_ms: int = 100, gap_ms: int = 100) -> int:
        """Sends keys; w waits half a second, W a second, others are left out. Ends with `Played`."""
        token = self._engine.new_token()
        codes = [DIGIT_CODES[digit] for digit in digits if digit in DIGIT_CODES][: state.DIGITS]
        if self.is_closed:
            return token
        self._playing[token] = None
        at_once = commands.DIGITS_A_WORD * commands.DIGIT_WORDS
        kind = commands.DIAL
        for at in range(0, max(1, len(codes)), at_once):
            part = codes[at : at + at_once]
            self._post(kind, token, duration_ms * SAMPLES_A_MS, gap_ms * SAMPLES_A_MS, len(part), *_packed(part))
            kind = commands.MORE_DIGITS
        return token

    def stop(self) -> None:
        """Ends what plays, and digits."""
        self._post(commands.STOP)

    def bridge(self, other: "Leg") -> None:
        """The two hear each other."""
        self._post(commands.BRIDGE, other.index, other.generation)

    def unbridge(self) -> None:
        self._post(commands.UNBRIDGE)

    def watch(self, on: bool) -> None:
        """`Talking` is told, or no more."""
        self._post(commands.WATCH, int(on))

    def tap(self) -> "Tap":
        """Records from now on; a leg has up to four at once, each with a reader of its own. Raises MediaFull."""
        tap = self._engine.open_tap(self)
        self.taps[tap.number] = tap
        return tap

    def join(self, room: int, *, muted: bool, deaf: bool, coaches: "Leg | None") -> None:
        self._post(commands.JOIN, room, int(muted), int(deaf), -1 if coaches is None else coaches.index)

    def leave(self) -> None:
        self._post(commands.LEAVE)

    def statistics(self) -> LegStatistics:
        return self._engine.statistics(self)

    def close(self) -> None:
        """Ends it; the last event is `Closed`."""
        if not self.is_closed:
            self._post(commands.REMOVE)
            self.is_closed = True

    def _post(self, kind: int, *numbers: int) -> None:
        if not self.is_closed:
            self._engine.post(kind, self.index, self.generation, *map(int, numbers))

    # -- the engine's side

    def happened(self, kind: int, first: int, second: int) -> None:
        if kind == state.DIGIT:
            self._on_event(Digit(self, KEYS[first] if 0 <= first < 16 else "?", second))
        elif kind == state.PLAYED:
            self._played(first, bool(second))
        elif kind == state.FIRST_PACKET:
            self._on_event(FirstPacket(self, (str(IPv4Address(first & 0xFFFFFFFF)), second)))
        elif kind == state.RTP_TIMEOUT:
            self._on_event(RtpTimeout(self, first / 1000))
        elif kind == state.TALKING:
            self._on_event(Talking(self, bool(first)))
        elif kind == state.REMOVED:
            self._on_event(Closed(self, self._engine.removed(self)))

    def _played(self, token: int, completed: bool) -> None:
        audio = self._playing.pop(token, None)
        if audio is not None:
            audio.leave()
        self._on_event(Played(self, token, completed))

    def let_go(self) -> None:
        """Closes the sockets; nobody uses them any more."""
        for audio in self._playing.values():
            if audio is not None:
                audio.leave()
        self._playing.clear()
        for one in self._sockets:
            one.close()


class Tap:
    """What a leg received and was sent, int16 in stereo at 8 kHz, every 20 ms come what may. For one reader."""

    def __init__(self, link: Link, memory: Memory, number: int, closed: Callable[[], None]) -> None:
        self._link, self.number, self._closed = link, number, closed
        self._ring, self._head, self._tail = memory["tap_ring"], memory["tap_head"], memory["tap_tail"]
        self._lost = memory["tap_lost"]
        self._at = 0
        self._overflowed = 0
        self.is_closed = self.is_untapped = False

    def read(self) -> bytes:
        """What came since the last time: (received, sent) pairs. Never waits; any one thread."""
        head = self._link.read_shared(self._head, self.number)
        base, at, pieces = self.number * state.TAP_RING, self._at, []
        while at < head:
            place = at & state.TAP_MASK
            count = min(head - at, state.TAP_RING - place)
            pieces.append(bytes(self._ring[2 * (base + place) : 2 * (base + place + count)]))
            at += count
        self._at = at
        self._link.write_shared(self._tail, self.number, at)
        self._overflowed = self._lost[self.number]
        return b"".join(pieces)

    @property
    def overflowed(self) -> int:
        """Samples that did not fit because nobody read; they are silence in what is read."""
        return self._overflowed

    def close(self) -> None:
        """Nothing more will be read."""
        self._closed()


class Room:
    """Parties who hear each other."""

    def __init__(self, engine: Engine, number: int) -> None:
        self._engine, self.number = engine, number
        self._members: set[Leg] = set()

    def add(self, leg: Leg, *, muted: bool = False, deaf: bool = False, coaches: Leg | None = None) -> None:
        """Puts a leg in, or changes its rights. One that coaches is heard by that leg only."""
        self._members.add(leg)
        leg.join(self.number, muted=muted, deaf=deaf, coaches=coaches)

    def remove(self, leg: Leg) -> None:
        if leg in self._members:
            self._members.discard(leg)
            leg.leave()

    def close(self) -> None:
        """Everybody leaves."""
        for leg in list(self._members):
            self.remove(leg)
        self._engine.free_room(self.number)


def _numbers(address: tuple[str, int] | None) -> tuple[int, int]:
    """An IPv4 address and port as integers; (0, 0) for anything else, which is then learnt from the first packet."""
    if address is None:
        return 0, 0
    try:
        return int(IPv4Address(address[0])), address[1]
    except AddressValueError:
        return 0, 0


def _packed(codes: list[int]) -> list[int]:
    """Eight digits to an integer, the first lowest."""
    words = [0] * -(-len(codes) // commands.DIGITS_A_WORD)
    for n, code in enumerate(codes):
        words[n // commands.DIGITS_A_WORD] |= code << (8 * (n % commands.DIGITS_A_WORD))
    return words

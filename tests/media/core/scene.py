"""A scene is played to every build at once; wherever they say, tell or remember another thing, it fails."""

import math
from array import array
from operator import itemgetter

from ringback.media.core import commands, state
from ringback.protocols.rtp.packet import Packet
from ringback.protocols.rtp.telephone_event import Report
from tests.media.core.builds import SIZES, Said, all_builds

HOST = 0x7F000001
STRANGER = 0x0A000001
CODECS = {"PCMU": 0, "PCMA": 1, "G722": 2}
TYPES = {"PCMU": 0, "PCMA": 8, "G722": 9}
FRAME_US = 20_000
_OF_LEG = itemgetter(1)  # events of one leg have an order; those of different legs in one turn have none


def tone(samples: int, hz: float = 440.0, peak: int = 8000) -> array:
    return array("h", [round(peak * math.sin(2 * math.pi * hz * k / 8000)) for k in range(samples)])


class Party:
    """Who sends RTP to a leg: keeps its own numbers."""

    def __init__(self, leg: int, codec: str = "PCMU", seq: int = 65_500, timestamp: int = 0xFFFF_F000) -> None:
        self.leg, self.codec, self.seq, self.timestamp = leg, codec, seq, timestamp
        self.ssrc, self.ip, self.port, self._phase = 0xABC0_0000 + leg, HOST, 40_000 + 2 * leg, 0

    def audio(self, samples: int = 160, marker: bool = False) -> bytes:
        """Bytes that change from packet to packet; as sound, noise."""
        payload = bytes((self._phase * 7 + k * (3 + self.leg)) % 251 for k in range(samples))
        self._phase += 1
        data = self.packet(TYPES[self.codec], payload, marker)
        self.timestamp = (self.timestamp + samples) & 0xFFFF_FFFF
        return data

    def sound(self, byte: int) -> bytes:
        """20 ms of that G.711 byte and the one of the other sign in turn: as loud as the byte says."""
        data = self.packet(TYPES[self.codec], bytes([byte, byte ^ 0x80] * 80))
        self.timestamp = (self.timestamp + 160) & 0xFFFF_FFFF
        return data

    def packet(self, payload_type: int, payload: bytes, marker: bool = False, timestamp: int | None = None) -> bytes:
        at = self.timestamp if timestamp is None else timestamp
        data = bytes(Packet(payload_type, self.seq, at, self.ssrc, payload, marker=marker))
        self.seq = (self.seq + 1) & 0xFFFF
        return data

    def press(self, digit: int, updates: int = 3, ends: int = 3) -> list[bytes]:
        """One key: RFC 4733 §2.5.1."""
        begun, packets = self.timestamp, []
        for n in range(updates):
            packets.append(self.packet(101, bytes(Report(digit, False, 160 * (n + 1))), n == 0, begun))
        for _ in range(ends):
            packets.append(self.packet(101, bytes(Report(digit, True, 160 * (updates + 1))), False, begun))
        self.timestamp = (self.timestamp + 160 * (updates + ends)) & 0xFFFF_FFFF
        return packets


class Scene:
    """Time, legs and what came of them."""

    def __init__(self) -> None:
        self.builds = all_builds(SIZES)
        self.now = 1_000_000_007
        self.said: list[Said] = []
        self.events: list[tuple[int, ...]] = []
        self._parties: dict[int, Party] = {}
        self._legs = self._loaded = self._tokens = 0

    # -- what is done, to every build

    def _all(self, verb: str, *words: object) -> list[Said]:
        outcomes = {}
        for name, build in self.builds.items():
            said = getattr(build, verb)(self.now, *words)
            outcomes[name] = (sorted(said), build.events())
        first = outcomes["uncompiled"]
        for name, (said, events) in outcomes.items():
            is_same = said == first[0] and sorted(events, key=_OF_LEG) == sorted(first[1], key=_OF_LEG)
            assert is_same, f"{name} differs at {self.now} on {verb}{words}"
        self.said += first[0]
        self.events += first[1]
        return first[0]

    def leg(self, codec: str = "PCMU", dtmf: int = 101, ptime: int = 20, slot: int | None = None, **kind: int) -> Party:
        leg = self._legs
        self._legs += 1
        numbers = (65_530 + leg, 0xFFFF_FF00 + leg, 0x1234_5600 + leg)
        self._all("command", commands.ADD, leg, 7, leg % state.SLOTS if slot is None else slot, *numbers)
        party = self._parties[leg] = Party(leg, codec)
        self.connect(party, dtmf=dtmf, ptime=ptime, **kind)
        return party

    def connect(
        self, party: Party, dtmf: int = 101, ptime: int = 20, sends: int = 1, receives: int = 1, port: int | None = None
    ) -> None:
        codec = party.codec
        place = (HOST, party.port if port is None else port, 0, 0)
        self.do(commands.CONNECT, party, *place, CODECS[codec], TYPES[codec], dtmf, ptime, sends, receives)

    def do(self, kind: int, party: Party, *numbers: int) -> None:
        self._all("command", kind, party.leg, 7, *numbers)

    def play(self, party: Party, samples: array, loops: int = 1) -> int:
        start = self._loaded
        for build in self.builds.values():
            build.memory["arena"][start : start + len(samples)] = samples
        self._loaded += len(samples)
        self._tokens += 1
        self.do(commands.PLAY, party, self._tokens, start, len(samples), loops)
        return self._tokens

    def dial(self, party: Party, digits: list[int], duration: int = 800, gap: int = 800) -> int:
        self._tokens += 1
        word = sum(digit << (8 * n) for n, digit in enumerate(digits))
        self.do(commands.DIAL, party, self._tokens, duration, gap, len(digits), word)
        return self._tokens

    def bridge(self, one: Party, other: Party) -> None:
        self.do(commands.BRIDGE, one, other.leg, 7)

    def hear(self, *arrived: tuple[Party, bytes], ip: int | None = None, port: int | None = None) -> list[Said]:
        """These datagrams come in at once."""
        rows = [(p.leg, data, p.ip if ip is None else ip, p.port if port is None else port) for p, data in arrived]
        return self._all("packets", rows)

    def report(self, party: Party, data: bytes, port: int | None = None) -> list[Said]:
        return self._all("report", party.leg, data, party.ip, party.port + 1 if port is None else port)

    def tick(self, missed: int = 0) -> list[Said]:
        """20 ms, all slots served in groups of four, as the worker does; what was sent."""
        said: list[Said] = []
        for first in range(0, state.SLOTS, 4):
            said += self._all("turns", [(slot, missed) for slot in range(first, first + 4)])
            self.now += FRAME_US // 5
        return said

    def run(self, ticks: int, *talkers: Party) -> list[Said]:
        """So many frames, in which each of the parties sends one packet."""
        said: list[Said] = []
        for _ in range(ticks):
            if talkers:
                said += self.hear(*((party, party.audio()) for party in talkers))
            said += self.tick()
        self.compare()
        return said

    def party(self, leg: int) -> Party:
        return self._parties[leg]

    # -- what came of it

    def compare(self) -> None:
        """Every byte that the builds remember is the same."""
        first, *others = [(name, build.remembered()) for name, build in self.builds.items()]
        for name, memory in others:
            assert [field for field in memory if memory[field] != first[1][field]] == [], name

    def of(self, party: Party, field: str) -> int:
        return self.builds["uncompiled"].memory[field][party.leg]

    def told(self, kind: int) -> list[tuple[int, int, int]]:
        """(leg, first, second) of the events of one kind."""
        return [(event[1], event[3], event[4]) for event in self.events if event[0] == kind]

    def tap(self, party: Party, number: int) -> None:
        self.do(commands.TAP, party, number)

    def recorded(self, number: int) -> tuple[array, array]:
        """(received, sent) of a tap; it is emptied in every build."""
        taken = {}
        for name, build in self.builds.items():
            head, tail = build.memory["tap_head"][number], build.memory["tap_tail"][number]
            ring, base = build.memory["tap_ring"], 2 * number * state.TAP_RING
            places = [base + 2 * (at & state.TAP_MASK) for at in range(tail, head)]
            taken[name] = (array("h", [ring[p] for p in places]), array("h", [ring[p + 1] for p in places]))
            build.memory["tap_tail"][number] = head
        assert all(one == taken["uncompiled"] for one in taken.values())
        return taken["uncompiled"]


def sent_to(said: list[Said], party: Party, kind: str = "rtp") -> list[bytes]:
    return [data for what, leg, data in said if what == kind and leg == party.leg]


def keyed(*frequencies_hz: float, ms: float, dbfs: tuple[float, ...] = (-10.0, -10.0)) -> array:
    """Tones together, each with its own level as that of a sine."""
    peaks = [32768 * 10 ** (level / 20) for level in dbfs]
    return array(
        "h",
        [
            round(sum(p * math.sin(2 * math.pi * hz * k / 8000) for p, hz in zip(peaks, frequencies_hz, strict=True)))
            for k in range(round(ms * 8))
        ],
    )

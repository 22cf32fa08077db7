"""The NumPy engine's process: `python -m ringback.media.io.worker SIZES MEMORY ORDERS EVENTS` (three descriptors).

The same grid as the compiled thread's: wake, take commands, take packets, serve the slots whose time has come. It ends
when told so, or when whoever started it is gone.
"""

import select
import signal
import socket
import sys
import time
from contextlib import suppress
from ipaddress import IPv4Address

import msgspec

from ringback.media.batches import Batches
from ringback.media.core import commands, state
from ringback.media.core.commands import apply
from ringback.media.core.reports import receive_report, report
from ringback.media.io.process import MOST_EVENTS, RECORD
from ringback.media.memory import Memory, Sizes

GRID_US = 4000  # between wake-ups: the more slots at once, the less each costs
IDLE_S = 1.0
LATE_US = 5000
ROUNDS = 2  # datagrams of one descriptor in one wake-up: floods are bounded
FAULTS = (IndexError, ValueError, OverflowError)


def clock_us() -> int:
    return time.monotonic_ns() // 1000


class Worker:
    """One engine's life."""

    def __init__(self, memory: Memory, orders: socket.socket, events: socket.socket) -> None:
        self._state = state.State(memory.fields())
        self._batches = Batches(self._state)
        self._orders, self._events = orders, events
        for one in (orders, events):
            one.setblocking(False)
        self._epoll = select.epoll()
        self._epoll.register(orders.fileno(), select.EPOLLIN)
        self._rtp: dict[int, socket.socket] = {}
        self._rtcp: dict[int, socket.socket] = {}
        self._whose: dict[int, tuple[int, socket.socket, bool]] = {}
        self._addresses: dict[tuple[int, int], tuple[str, int]] = {}
        self._numbers: dict[str, int] = {}
        self._is_running = True
        self._epoch = clock_us()
        self._forget_turns(0)

    def run(self) -> None:
        while self._is_running:
            if not self._rtp:
                self._epoll.poll(IDLE_S)
                self._forget_turns((clock_us() - self._epoch) // 1000)
            woken = clock_us()
            counters = self._state.counters
            counters[state.NOW_US] = woken
            counters[state.WAKES] += 1
            self._take_commands(woken)
            for _ in range(ROUNDS):
                self._take_packets()
            self._take_turns()
            self._hand_events_over()
            counters[state.BUSY_US] += clock_us() - woken
            self._sleep()

    def _forget_turns(self, now_ms: int) -> None:
        self._done_ms = now_ms
        slots = state.SLOTS
        self._last_turn = [(now_ms - (now_ms - slot) % slots) // slots for slot in range(slots)]

    def _sleep(self) -> None:
        """Until the next line of the grid."""
        passed = clock_us() - self._epoch
        until = self._epoch + (passed // GRID_US + 1) * GRID_US
        time.sleep(max(0, until - clock_us()) / 1e6)
        late, counters = clock_us() - until, self._state.counters
        if late > LATE_US:
            counters[state.LATE_WAKES] += 1
        counters[state.WORST_LATE_US] = max(late, counters[state.WORST_LATE_US])

    # -- commands in, events out

    def _take_commands(self, now: int) -> None:
        with suppress(BlockingIOError):
            while self._is_running:
                data, descriptors, _, _ = socket.recv_fds(self._orders, RECORD.size, 2)
                if len(data) != RECORD.size:
                    self._is_running = False
                    return
                self._do(RECORD.unpack(data), descriptors, now)

    def _do(self, record: tuple[int, ...], descriptors: list[int], now: int) -> None:
        s = self._state
        for k, number in enumerate(record):
            s.command[k] = number
        kind, leg = apply(s, now), record[1]
        if kind == commands.CLOSE:
            self._is_running = False
        elif kind == commands.ADD:
            self._rtp[leg] = self._watched(leg, descriptors[0], False)
            self._rtcp[leg] = self._watched(leg, descriptors[1], True)
        elif kind == commands.REMOVE:
            self._let_go(self._rtp.pop(leg))
            self._let_go(self._rtcp.pop(leg))
        self._batches.changed()

    def _watched(self, leg: int, descriptor: int, is_report: bool) -> socket.socket:
        opened = socket.socket(fileno=descriptor)
        opened.setblocking(False)
        self._whose[descriptor] = (leg, opened, is_report)
        self._epoll.register(descriptor, select.EPOLLIN)
        return opened

    def _let_go(self, one: socket.socket) -> None:
        self._epoll.unregister(one.fileno())
        del self._whose[one.fileno()]
        one.close()

    def _hand_events_over(self) -> None:
        """What does not fit into the socket stays for the next wake-up."""
        s = self._state
        while s.event_count:
            count = min(s.event_count, MOST_EVENTS)
            try:
                self._events.send(s.events[: count * state.EVENT])
            except BlockingIOError:
                return
            except OSError:
                self._is_running = False
                return
            rest = s.event_count - count
            s.events[: rest * state.EVENT] = s.events[count * state.EVENT : s.event_count * state.EVENT]
            s.event_count = rest

    # -- packets

    def _take_packets(self) -> None:
        batches, ready = self._batches, self._epoll.poll(0, 2048)
        batches.begin()
        for descriptor, _ in ready:
            found = self._whose.get(descriptor)
            if found is None:
                continue
            leg, opened, is_report = found
            try:
                size, source = opened.recvfrom_into(batches.row)
            except OSError:
                continue
            ip = self._numbers.get(source[0]) or self._number(source[0])
            if is_report:
                self._take_report(leg, size, ip, source[1])
            else:
                batches.put(leg, size, ip, source[1])
        batches.receive(clock_us(), self._send)

    def _number(self, ip: str) -> int:
        """Kept, since an address comes again and again; a flood of forged ones makes it start anew."""
        if len(self._numbers) > 10_000:
            self._numbers.clear()
        number = self._numbers[ip] = int(IPv4Address(ip))
        return number

    def _take_report(self, leg: int, size: int, ip: int, port: int) -> None:
        s = self._state
        s.packet[: len(self._batches.row)] = self._batches.row
        with self._batches.guarded(leg):
            receive_report(s, leg, size, ip, port, clock_us())

    def _send(self, leg: int, data: memoryview) -> None:
        s = self._state
        self._send_to(self._rtp[leg], data, s.remote_ip[leg], s.remote_port[leg])

    def _send_to(self, through: socket.socket, data: memoryview, ip: int, port: int) -> None:
        address = self._addresses.get((ip, port))
        if address is None:
            if len(self._addresses) > 10_000:
                self._addresses.clear()
            address = self._addresses[ip, port] = (str(IPv4Address(ip)), port)
        counter = state.PACKETS_OUT
        try:
            through.sendto(data, address)
        except OSError:
            counter = state.SEND_FAILURES
        self._state.counters[counter] += 1

    # -- the grid

    def _take_turns(self) -> None:
        """Every slot whose time has come, each at most once: what was missed is counted and never sent in a burst."""
        slots, now = state.SLOTS, clock_us()
        now_ms = (now - self._epoch) // 1000
        first = max(self._done_ms + 1, now_ms - slots + 1)
        due = [self._turn(at_ms % slots, at_ms // slots) for at_ms in range(first, now_ms + 1)]
        self._done_ms = max(now_ms, self._done_ms)
        self._batches.serve([one for one in due if self._state.slot_count[one[0]]], now, self._send)
        for leg in self._batches.reports_due(now):
            self._report(leg, now)

    def _turn(self, slot: int, turn: int) -> tuple[int, int]:
        missed = max(0, turn - self._last_turn[slot] - 1)
        self._last_turn[slot] = turn
        if self._state.slot_count[slot]:
            self._state.counters[state.SKIPPED_SLOTS] += missed
        return slot, missed

    def _report(self, leg: int, now: int) -> None:
        s = self._state
        with self._batches.guarded(leg):
            size = report(s, leg, now)
            if size > 0:
                self._send_to(self._rtcp[leg], s.packet[:size], s.rtcp_ip[leg], s.rtcp_port[leg])


def main(words: list[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it says when it ends
    sizes = msgspec.json.decode(words[0], type=Sizes)
    descriptor, orders, events = map(int, words[1:4])
    memory = Memory(sizes, descriptor)
    Worker(memory, socket.socket(fileno=orders), socket.socket(fileno=events)).run()


if __name__ == "__main__":
    main(sys.argv[1:])

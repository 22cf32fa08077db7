# The compiled engine's thread: sockets, the clock and the rings between threads. Stands behind the core in one source.
# Every call is one of Linux's: epoll_wait, recvfrom, sendto, clock_nanosleep, and write to an eventfd.

from libc.errno cimport EAGAIN, EINTR, errno
from libc.stdint cimport uint32_t, uint64_t
from posix.time cimport CLOCK_MONOTONIC, clock_gettime, timespec
from posix.unistd cimport close, read, write

import threading


cdef extern from "<time.h>" nogil:
    int clock_nanosleep(int clock, int flags, const timespec *until, timespec *left)
    int TIMER_ABSTIME


cdef extern from "<sys/epoll.h>" nogil:
    ctypedef union epoll_data_t:
        uint64_t u64
    cdef struct epoll_event:
        uint32_t events
        epoll_data_t data
    int epoll_create1(int flags)
    int epoll_ctl(int epoll, int what, int descriptor, epoll_event *event)
    int epoll_wait(int epoll, epoll_event *events, int most, int timeout_ms)
    int EPOLLIN, EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CLOEXEC


cdef extern from "<sys/eventfd.h>" nogil:
    int eventfd(unsigned int value, int flags)
    int EFD_NONBLOCK, EFD_CLOEXEC


cdef extern from "<sys/socket.h>" nogil:
    ctypedef unsigned int socklen_t
    cdef struct sockaddr:
        pass
    ssize_t recvfrom(int descriptor, void *into, size_t size, int flags, sockaddr *source, socklen_t *length)
    ssize_t sendto(int descriptor, const void *out, size_t size, int flags, const sockaddr *to, socklen_t length)
    int MSG_DONTWAIT, MSG_TRUNC, AF_INET


cdef extern from "<netinet/in.h>" nogil:
    cdef struct in_addr:
        uint32_t s_addr
    cdef struct sockaddr_in:
        unsigned short sin_family
        unsigned short sin_port
        in_addr sin_addr
    uint32_t htonl(uint32_t)
    uint32_t ntohl(uint32_t)
    unsigned short htons(unsigned short)
    unsigned short ntohs(unsigned short)


cdef enum:
    READY = 2048  # descriptors taken from one epoll_wait
    GRID_MS = 2  # between wake-ups
    IDLE_MS = 1000
    LATE_US = 5000
    COMMAND_HEAD = 0  # places in ring_ends, a cache line each
    COMMAND_TAIL = 8
    EVENT_HEAD = 16
    EVENT_TAIL = 24


cdef int64_t clock_us() noexcept nogil:
    cdef timespec now
    clock_gettime(CLOCK_MONOTONIC, &now)
    return <int64_t>now.tv_sec * 1000000 + now.tv_nsec // 1000


cdef class Loop:
    """One media thread. `post` and `take` are for one thread at a time, the control plane's."""

    cdef public State state
    cdef int64_t[::1] commands, happenings, ends
    cdef int64_t command_size, event_size
    cdef int64_t[::1] rtp, rtcp
    cdef int64_t[::1] last_turn
    cdef epoll_event ready[READY]
    cdef int epoll, wake
    cdef readonly int told
    cdef int64_t epoch, done_ms, is_running
    cdef readonly int64_t thread_id

    def __init__(self, State state, commands, happenings, ends, integers):
        """`integers(n)` gives n zeros of int64; the other arrays are those of `ringback.media.memory`."""
        self.state, self.commands, self.happenings, self.ends = state, commands, happenings, ends
        self.command_size, self.event_size = len(commands) // COMMAND, len(happenings) // EVENT
        self.rtp, self.rtcp, self.last_turn = integers(state.capacity), integers(state.capacity), integers(SLOTS)
        self.epoll = epoll_create1(EPOLL_CLOEXEC)
        self.wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)
        self.told = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)
        if self.epoll < 0 or self.wake < 0 or self.told < 0:
            raise OSError(errno, "epoll or eventfd cannot be opened; raise the limit of open files")
        self._watch(self.wake, <uint64_t>-1)
        self.is_running = 1

    def __dealloc__(self):
        close(self.epoll)
        close(self.wake)
        close(self.told)

    # -- the control plane's side

    def post(self, record):
        """Put a command into the ring; False when it is full."""
        cdef int64_t head = self.ends[COMMAND_HEAD], at, k
        if head - observe(self.ends, COMMAND_TAIL) >= self.command_size:
            return False
        at = (head % self.command_size) * COMMAND
        for k in range(COMMAND):
            self.commands[at + k] = record[k] if k < len(record) else 0
        publish(self.ends, COMMAND_HEAD, head + 1)
        self._nudge(self.wake)
        return True

    def take(self):
        """All events that are there, as tuples of integers."""
        cdef int64_t tail = self.ends[EVENT_TAIL], head, at
        cdef uint64_t count
        read(self.told, &count, 8)
        head = observe(self.ends, EVENT_HEAD)
        taken = []
        while tail < head:
            at = (tail % self.event_size) * EVENT
            taken.append(tuple([self.happenings[at + k] for k in range(EVENT)]))
            tail += 1
        publish(self.ends, EVENT_TAIL, tail)
        return taken

    def read_shared(self, int64_t[::1] array, int64_t at):
        """One number that the thread publishes."""
        return observe(array, at)

    def write_shared(self, int64_t[::1] array, int64_t at, int64_t value):
        """One number that the thread observes."""
        publish(array, at, value)

    def run(self, fault):
        """The thread's whole life; `fault(leg)` hears of an index error, which costs that leg its connection."""
        self.thread_id = threading.get_native_id()
        self.epoch = clock_us()
        self._forget_turns(0)
        while self.is_running:
            try:
                with nogil:
                    self._serve()
            except Exception:
                self._give_up(self.state.busy_leg)
                fault(self.state.busy_leg)

    def _give_up(self, int64_t leg):
        self.state.counters[FAULTS] += 1
        self.state.event_count = max(0, min(EVENTS, self.state.event_count))
        if 0 <= leg < self.state.capacity:
            self.state.is_connected[leg] = 0

    # -- the thread's side

    cdef void _nudge(self, int descriptor) noexcept nogil:
        cdef uint64_t one = 1
        write(descriptor, &one, 8)

    cdef int _watch(self, int descriptor, uint64_t name) except -1 nogil:
        cdef epoll_event event
        event.events = EPOLLIN
        event.data.u64 = name
        epoll_ctl(self.epoll, EPOLL_CTL_ADD, descriptor, &event)
        return 0

    cdef int _forget_turns(self, int64_t now_ms) except -1 nogil:
        cdef int64_t slot
        self.done_ms = now_ms
        for slot in range(SLOTS):
            self.last_turn[slot] = (now_ms - (now_ms - slot) % SLOTS) // SLOTS

    cdef int _serve(self) except -1 nogil:
        cdef int64_t now, woken = clock_us()
        while self.is_running:
            if self.state.counters[OPEN_LEGS] == 0:
                self._idle()
                woken = clock_us()
                self._forget_turns((woken - self.epoch) // 1000)
            now = clock_us()
            self.state.counters[NOW_US] = now
            self.state.counters[WAKES] += 1
            self._take_commands(now)
            self._take_packets(0)
            self._take_turns()
            self._hand_events_over()
            self.state.counters[BUSY_US] += clock_us() - woken
            woken = self._sleep()

    cdef int _idle(self) except -1 nogil:
        """Nobody is there: wait for a command."""
        if observe(self.ends, COMMAND_HEAD) == self.ends[COMMAND_TAIL]:
            self._take_packets(IDLE_MS)

    cdef int64_t _sleep(self) except -1 nogil:
        """Until the next line of the grid; when it woke."""
        cdef int64_t passed = (clock_us() - self.epoch) // 1000
        cdef int64_t until = self.epoch + (passed // GRID_MS + 1) * GRID_MS * 1000
        cdef int64_t late
        cdef timespec at
        at.tv_sec = until // 1000000
        at.tv_nsec = (until % 1000000) * 1000
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR:
            pass
        late = clock_us() - until
        if late > LATE_US:
            self.state.counters[LATE_WAKES] += 1
        if late > self.state.counters[WORST_LATE_US]:
            self.state.counters[WORST_LATE_US] = late
        return until + late

    cdef int _take_commands(self, int64_t now) except -1 nogil:
        cdef int64_t tail = self.ends[COMMAND_TAIL], head = observe(self.ends, COMMAND_HEAD), at, k
        while tail < head:
            at = (tail % self.command_size) * COMMAND
            for k in range(COMMAND):
                self.state.command[k] = self.commands[at + k]
            tail += 1
            publish(self.ends, COMMAND_TAIL, tail)
            self._do(now)

    cdef int _do(self, int64_t now) except -1 nogil:
        cdef int64_t kind = self.state.command[0], leg = self.state.command[1]
        kind = apply(self.state, now)
        if kind == CLOSE:
            self.is_running = 0
        elif kind == ADD:
            self.rtp[leg] = self.state.command[7]
            self.rtcp[leg] = self.state.command[8]
            self._watch(<int>self.rtp[leg], <uint64_t>(2 * leg))
            self._watch(<int>self.rtcp[leg], <uint64_t>(2 * leg + 1))
        elif kind == REMOVE:
            epoll_ctl(self.epoll, EPOLL_CTL_DEL, <int>self.rtp[leg], NULL)
            epoll_ctl(self.epoll, EPOLL_CTL_DEL, <int>self.rtcp[leg], NULL)
            self.rtp[leg] = -1
            self.rtcp[leg] = -1

    cdef int _take_packets(self, int timeout_ms) except -1 nogil:
        """One datagram of each descriptor that has one; the next waits for the next wake-up, so floods are bounded."""
        cdef int count, k
        cdef uint64_t name, drained
        cdef int64_t rounds
        for rounds in range(8):
            count = epoll_wait(self.epoll, self.ready, READY, timeout_ms)
            for k in range(count):
                name = self.ready[k].data.u64
                if name == <uint64_t>-1:
                    read(self.wake, &drained, 8)
                else:
                    self._take_packet(<int64_t>(name >> 1), <int>(name & 1))
            if count < READY:
                return 0

    cdef int _take_packet(self, int64_t leg, int is_report) except -1 nogil:
        cdef sockaddr_in source
        cdef socklen_t length = sizeof(source)
        cdef int descriptor = <int>(self.rtcp[leg] if is_report else self.rtp[leg])
        cdef ssize_t size
        cdef int64_t now, out
        size = recvfrom(descriptor, &self.state.packet[0], MTU, MSG_DONTWAIT | MSG_TRUNC, <sockaddr *>&source, &length)
        if size < 0 or source.sin_family != AF_INET:
            return 0
        now = clock_us()
        self.state.busy_leg = leg
        if is_report:
            receive_report(self.state, leg, size, ntohl(source.sin_addr.s_addr), ntohs(source.sin_port), now)
            return 0
        out = receive(self.state, leg, size, ntohl(source.sin_addr.s_addr), ntohs(source.sin_port), now)
        if out > 0:
            leg = self.state.out_leg
            self._send(<int>self.rtp[leg], out, self.state.remote_ip[leg], self.state.remote_port[leg])

    cdef int _send(self, int descriptor, int64_t size, int64_t ip, int64_t port) except -1 nogil:
        cdef sockaddr_in to
        cdef int64_t start = self.state.out_start
        if start < 0 or size < 1 or start + size > PACKET:
            return 0
        to.sin_family = AF_INET
        to.sin_port = htons(<unsigned short>port)
        to.sin_addr.s_addr = htonl(<uint32_t>ip)
        if sendto(descriptor, &self.state.packet[start], size, MSG_DONTWAIT, <sockaddr *>&to, sizeof(to)) < 0:
            self.state.counters[SEND_FAILURES] += 1
        else:
            self.state.counters[PACKETS_OUT] += 1

    cdef int _take_turns(self) except -1 nogil:
        """Every slot whose time has come, each at most once: what was missed is counted and never sent in a burst."""
        cdef int64_t now_ms = (clock_us() - self.epoch) // 1000
        cdef int64_t at_ms = max(self.done_ms + 1, now_ms - SLOTS + 1)
        while at_ms <= now_ms:
            self.done_ms = at_ms
            self._take_turn(at_ms % SLOTS, at_ms // SLOTS)
            at_ms += 1

    cdef int _take_turn(self, int64_t slot, int64_t turn) except -1 nogil:
        cdef int64_t missed = max(0, turn - self.last_turn[slot] - 1)
        cdef int64_t now, k, leg, size
        self.last_turn[slot] = turn
        if self.state.slot_count[slot] == 0:
            return 0
        self.state.counters[SKIPPED_SLOTS] += missed
        now = clock_us()
        begin_slot(self.state, slot, missed, now)
        for k in range(self.state.slot_count[slot]):
            leg = self.state.slot_legs[slot * self.state.capacity + k]
            self.state.busy_leg = leg
            size = speak(self.state, leg, now)
            if size > 0:
                self._send(<int>self.rtp[leg], size, self.state.remote_ip[leg], self.state.remote_port[leg])
            if now >= self.state.report_at[leg]:
                self._report(leg, now)

    cdef int _report(self, int64_t leg, int64_t now) except -1 nogil:
        cdef int64_t size = report(self.state, leg, now)
        if size > 0:
            self.state.out_start = 0
            self._send(<int>self.rtcp[leg], size, self.state.rtcp_ip[leg], self.state.rtcp_port[leg])

    cdef int _hand_events_over(self) except -1 nogil:
        """Into the ring; what does not fit stays for the next wake-up."""
        cdef int64_t head = self.ends[EVENT_HEAD], count = self.state.event_count, done = 0, k, at
        cdef int64_t space = self.event_size - (head - observe(self.ends, EVENT_TAIL))
        if count == 0:
            return 0
        done = min(count, space)
        for k in range(done * EVENT):
            at = ((head + k // EVENT) % self.event_size) * EVENT + k % EVENT
            self.happenings[at] = self.state.events[k]
        for k in range((count - done) * EVENT):
            self.state.events[k] = self.state.events[done * EVENT + k]
        self.state.event_count = count - done
        if done > 0:
            publish(self.ends, EVENT_HEAD, head + done)
            self._nudge(self.told)

"""How one source is heard: RFC 3550, appendices A.1 (sequence numbers), A.3 (loss) and A.8 (jitter)."""

from ringback.protocols.rtp.rtcp import MAX_LOST, MIN_LOST, ReportBlock
from ringback.protocols.rtp.wrapping import SEQUENCES, TIMESTAMPS, timestamp_gap

MAX_DROPOUT = 3000  # packets that may be missing before a jump is a peer that began anew
MAX_MISORDER = 100
MIN_SEQUENTIAL = 2  # packets in order before a source is believed


class Reception:
    """The counters of one SSRC. Give every packet to `receive`; all times are in units of the media clock.

    With `probation=0` the first packet counts at once, as it may where signalling has named the peer.
    """

    def __init__(self, ssrc: int, sequence: int, *, probation: int = MIN_SEQUENTIAL) -> None:
        self.ssrc = ssrc
        self._start_at(sequence)
        self._highest = (sequence - 1) % SEQUENCES if probation else sequence
        self._probation = probation
        self.late = 0  # out of order, or copies: both count as received
        self.max_jitter = 0
        self._transit: int | None = None
        self._jitter = 0  # 16 times the jitter, as A.8 keeps it

    def _start_at(self, sequence: int) -> None:
        self._first, self._highest, self._cycles = sequence, sequence, 0
        self._unexpected: int | None = None  # the number that would confirm a jump
        self.received = 0
        self._expected_before = self._received_before = 0

    def receive(self, sequence: int, timestamp: int, arrived: int) -> bool:
        """Counts a packet; says whether it is to be played. `arrived` is now, on any clock of the media's rate."""
        if self._probation:
            return self._prove(sequence, timestamp, arrived)
        if not self._place(sequence):
            return False
        self.received += 1
        self._measure(timestamp, arrived)
        return True

    def _prove(self, sequence: int, timestamp: int, arrived: int) -> bool:
        if sequence != (self._highest + 1) % SEQUENCES:
            self._probation, self._highest = MIN_SEQUENTIAL - 1, sequence
            return False
        self._probation -= 1
        self._highest = sequence
        if self._probation:
            return False
        self._start_at(sequence)
        self.received = 1
        self._measure(timestamp, arrived)
        return True

    def _place(self, sequence: int) -> bool:
        """Whether the number can be: ahead, a little behind, or the second one after the same jump."""
        ahead = (sequence - self._highest) % SEQUENCES
        if ahead < MAX_DROPOUT:
            self._cycles += SEQUENCES if sequence < self._highest else 0
            self._highest = sequence
            self.late += ahead == 0 and self.received > 0
        elif ahead <= SEQUENCES - MAX_MISORDER:
            if sequence != self._unexpected:
                self._unexpected = (sequence + 1) % SEQUENCES
                return False
            self._start_at(sequence)  # two in a row: the peer began anew without telling
            self._transit = None
        else:
            self.late += 1
        return True

    def _measure(self, timestamp: int, arrived: int) -> None:
        transit = (arrived - timestamp) % TIMESTAMPS
        if self._transit is not None:
            moved = abs(timestamp_gap(transit, self._transit))
            self._jitter += moved - (self._jitter + 8 >> 4)
            self.max_jitter = max(self.max_jitter, self._jitter >> 4)
        self._transit = transit

    @property
    def jitter(self) -> int:
        """In units of the media clock: 8 are a millisecond of G.711."""
        return self._jitter >> 4

    @property
    def highest_sequence(self) -> int:
        return (self._cycles + self._highest) & 0xFFFFFFFF

    @property
    def expected(self) -> int:
        return self._cycles + self._highest - self._first + 1 if self.received else 0

    @property
    def lost(self) -> int:
        """Below zero where packets came twice."""
        return max(MIN_LOST, min(self.expected - self.received, MAX_LOST))

    def report(self, last_sr: int = 0, delay_since_last_sr: int = 0) -> ReportBlock:
        """What to tell the peer now. The fraction is of the packets since the last call: A.3."""
        expected = self.expected - self._expected_before
        lost = expected - (self.received - self._received_before)
        self._expected_before, self._received_before = self.expected, self.received
        fraction = min(lost * 256 // expected, 255) if expected > 0 and lost > 0 else 0
        numbers = (self.highest_sequence, self.jitter & 0xFFFFFFFF, last_sr, delay_since_last_sr)
        return ReportBlock(self.ssrc, fraction, self.lost, *numbers)

"""All that the core remembers: arrays of fixed capacity, one entry a leg (or lane, room, tap), allocated once.

A leg is one party's RTP stream both ways. A lane is a jitter buffer: lane 2·leg holds what the party sends us, lane
2·leg + 1 what passes through to it (used only while it is recorded). Times are monotonic microseconds, addresses are
IPv4 as integers, flags are 0 or 1. RTP timestamps count at 8 kHz for all three codecs, one payload byte each.
"""

from __future__ import annotations

from typing import Any

LegInts = LaneInts = RoomInts = TapInts = SlotInts = memoryview  # int64
LegTaps = memoryview  # int64, LEG_TAPS to a leg
LegDigits = LegPayload = Datagram = memoryview  # uint8
LaneCells = memoryview  # uint16
LegFrames = LanePast = TapRing = Arena = Frame = memoryview  # int16
SlotLegs = RoomMembers = RoomFrames = LaneCodec = LegCodec = EventRecords = Counters = CommandRecord = memoryview

FRAME = 160  # samples: 20 ms at 8 kHz
FRAME_US = 20000
SLOTS = 20
PACKET = 2048  # bytes the datagram buffer holds; what is longer than 1,500 is not read
MTU = 1500
RING = 4096  # samples a lane holds: 512 ms
RING_MASK = 4095
PAST = 512  # samples a lane remembers for concealment
PAST_MASK = 511
DIGITS = 256  # digits one leg can have waiting
PENDING = 480  # payload bytes that wait for a longer packet: 60 ms
ROOM_MAX = 256  # parties in a room
LEG_TAPS = 4  # recordings of one leg at once
TAP_RING = 16384  # stereo samples a tap holds: 2 s
TAP_MASK = 16383
CODEC_STATE = 64  # integers a G.722 direction remembers
COMMAND = 16  # integers in a command
EVENT = 6  # integers in an event
EVENTS = 4096  # events that wait to be taken

PCMU = 0
PCMA = 1
G722 = 2

# What happened: the first integer of an event; then leg, generation and three more.
DIGIT = 1  # digit, duration in ms
PLAYED = 2  # token, 1 if to its end
FIRST_PACKET = 3  # ip, port
RTP_TIMEOUT = 4  # idle in ms
TALKING = 5  # 1 or 0
REMOVED = 6
UNTAPPED = 7  # tap

# Counters of the whole engine.
LATE_WAKES = 0
SKIPPED_SLOTS = 1
WAKES = 2
BUSY_US = 3
WORST_LATE_US = 4
EVENTS_LOST = 5
SEND_FAILURES = 6
FAULTS = 7  # index errors that cost a leg its life
PACKETS_IN = 8
PACKETS_OUT = 9
OPEN_LEGS = 10
NOW_US = 11  # when the loop last woke
COUNTERS = 32


class State:
    """One engine's memory. Made by `ringback.media.memory`; compiled or not, the fields are the same."""

    capacity: int
    rooms: int
    taps: int
    arena_samples: int

    # -- a leg: life and agreement
    is_open: LegInts
    generation: LegInts
    is_connected: LegInts
    sends: LegInts
    receives: LegInts
    codec: LegInts
    payload_type: LegInts
    dtmf_type: LegInts  # -1: the peer has no telephone-event
    frames_per_packet: LegInts
    slot: LegInts
    place: LegInts  # in its slot's list

    # -- addresses and the latch
    signalled_ip: LegInts
    signalled_port: LegInts
    source_ip: LegInts  # where RTP comes from; port 0: not known yet
    source_port: LegInts
    is_certain: LegInts  # the source is the signalled address
    latch_changes: LegInts
    remote_ip: LegInts  # where RTP goes
    remote_port: LegInts
    rtcp_ip: LegInts
    rtcp_port: LegInts
    is_rtcp_signalled: LegInts
    rtcp_source_port: LegInts
    heard_at: LegInts  # when the source last sent
    is_timeout_told: LegInts
    has_heard: LegInts

    # -- what is received: RFC 3550 A.1, A.3, A.8
    rx_is_started: LegInts
    rx_ssrc: LegInts
    rx_base: LegInts
    rx_highest: LegInts
    rx_cycles: LegInts
    rx_bad: LegInts
    rx_of_source: LegInts  # packets since the source (re)started
    rx_packets: LegInts
    rx_bytes: LegInts
    rx_lost_before: LegInts  # by sources that are gone
    rx_out_of_order: LegInts
    rx_expected_prior: LegInts
    rx_received_prior: LegInts
    rx_transit: LegInts
    rx_has_transit: LegInts
    rx_jitter: LegInts  # timestamp units, times 16
    rx_jitter_max: LegInts
    rx_jitter_sum: LegInts
    rx_jitter_count: LegInts
    rx_malformed: LegInts
    rx_strangers: LegInts
    rx_unexpected: LegInts
    rx_concealed: LegInts  # frames made up
    rx_late: LegInts  # packets past their time
    rx_digits: LegInts

    # -- what is sent
    tx_ssrc: LegInts
    tx_seq: LegInts  # of the next packet
    tx_timestamp: LegInts  # of the next packet
    tx_at: LegInts
    tx_packets: LegInts
    tx_bytes: LegInts
    tx_digits: LegInts
    is_speaking: LegInts  # the last packet was our own, on the grid
    pending_frames: LegInts
    pending: LegPayload
    encoder: LegCodec

    # -- passing through
    peer: LegInts  # -1: not bridged
    passes: LegInts  # same codec: packets are only rewritten
    fw_is_set: LegInts  # how the peer's numbers become ours
    fw_ssrc: LegInts
    fw_seq: LegInts
    fw_timestamp: LegInts

    # -- playing
    play_token: LegInts  # 0: nothing plays
    play_start: LegInts
    play_length: LegInts
    play_at: LegInts
    play_loops: LegInts  # left; 0: for ever

    # -- digits out
    dial_token: LegInts  # -1: digits that pass from the peer, told to nobody; 0: none
    dial_count: LegInts
    dial_at: LegInts
    dial_elapsed: LegInts  # samples into the digit or the gap
    dial_duration: LegInts
    dial_gap: LegInts
    dial_phase: LegInts  # 0 digit, 1 end packets, 2 gap
    dial_ends: LegInts
    dial_timestamp: LegInts
    dial_low: LegInts  # phases of the two tones
    dial_high: LegInts
    dial: LegDigits

    # -- digits in: RFC 4733
    key_is_down: LegInts
    key_code: LegInts
    key_timestamp: LegInts
    key_duration: LegInts
    key_at: LegInts
    key_has_done: LegInts
    key_done: LegInts  # timestamp of the last one that ended

    # -- digits in, as sound
    seeks_tones: LegInts
    tone_key: LegInts  # plus one; 0: none
    tone_hits: LegInts  # blocks of 10 ms that it sounded in
    tone_misses: LegInts  # in a row since

    # -- hearing
    hears: LegInts  # how many want decoded audio of this leg
    heard: LegFrames
    relayed: LegFrames
    loudness: LegInts  # mean magnitude of the last frame
    level: LegInts  # smoothed

    # -- talk detection
    is_watched: LegInts
    is_talking: LegInts
    talk_run: LegInts
    talk_floor: LegInts

    # -- recording
    tapped: LegInts  # how many record this leg
    leg_taps: LegTaps  # which; those past `tapped` mean nothing
    tap_head: TapInts
    tap_tail: TapInts
    tap_owed: TapInts
    tap_lost: TapInts
    tap_ring: TapRing

    # -- rooms
    room: LegInts  # -1: none
    room_place: LegInts
    is_muted: LegInts
    is_deaf: LegInts
    coaches: LegInts  # -1: nobody
    is_coached: LegInts
    is_mixed: LegInts  # its voice is in the room's sum
    room_slot: RoomInts
    room_count: RoomInts
    room_members: RoomMembers
    room_sum: RoomFrames

    # -- reports
    report_at: LegInts  # when the next is due
    sr_middle: LegInts  # middle 32 bits of the last SR's NTP time
    sr_at: LegInts
    round_trip_us: LegInts
    remote_lost: LegInts
    remote_fraction: LegInts
    remote_jitter: LegInts
    reports_received: LegInts

    # -- lanes
    lane_is_on: LaneInts
    lane_is_started: LaneInts
    lane_head: LaneInts  # timestamp of the next sample to play
    lane_newest: LaneInts  # just past the newest sample
    lane_hold: LaneInts  # frames by which to grow
    lane_least: LaneInts  # least margin in this window
    lane_window: LaneInts  # packets in this window
    lane_spare: LaneInts  # samples that the last window did not need
    lane_clock: LaneInts  # samples given out
    lane_gaps: LaneInts  # frames made up in a row
    lane_lag: LaneInts  # pitch of what is made up
    lane_is_begun: LaneInts  # a real sample was given out since the start
    lane_fed_at: LaneInts
    lane_cells: LaneCells  # 256 + byte where there is one
    lane_past: LanePast
    decoder: LaneCodec

    # -- slots
    slot_count: SlotInts
    slot_legs: SlotLegs

    # -- in and out
    arena: Arena
    packet: Datagram  # the datagram at hand, in or out
    frame: Frame  # the samples at hand
    command: CommandRecord
    events: EventRecords
    counters: Counters
    event_count: int
    out_leg: int
    out_start: int
    busy_leg: int  # whom an index error would cost its life
    p_offset: int
    p_length: int
    p_type: int
    p_marker: int
    p_seq: int
    p_timestamp: int
    p_ssrc: int

    def __init__(self, fields: dict[str, Any]) -> None:
        for name, value in fields.items():
            setattr(self, name, value)


def tell(s: State, kind: int, leg: int, first: int, second: int, third: int) -> None:
    """Note an event for whoever takes them."""
    if s.event_count >= EVENTS:
        s.counters[EVENTS_LOST] += 1
        return
    at = s.event_count * EVENT
    s.events[at] = kind
    s.events[at + 1] = leg
    s.events[at + 2] = s.generation[leg]
    s.events[at + 3] = first
    s.events[at + 4] = second
    s.events[at + 5] = third
    s.event_count += 1


def signed(value: int) -> int:
    """The difference of two 32-bit timestamps as a signed number."""
    value = value & 0xFFFFFFFF
    if value >= 0x80000000:
        value = value - 0x100000000
    return value


def clamp(sample: int) -> int:
    """Within 16 bits."""
    if sample > 32767:
        return 32767
    if sample < -32768:
        return -32768
    return sample

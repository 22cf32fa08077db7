"""Commands in: fixed records of integers, taken between two packets. A stale generation is let be."""

from __future__ import annotations

from ringback.media.core.dialling import add_digit, end_digits, start_digits
from ringback.media.core.g722 import g722_reset
from ringback.media.core.inband import forget_tones
from ringback.media.core.lanes import open_lane
from ringback.media.core.latch import agree_address
from ringback.media.core.rooms import join_room, leave_room
from ringback.media.core.slots import enter_slot, leave_slot, move_slot, want_hearing
from ringback.media.core.speaking import end_play
from ringback.media.core.state import (
    CODEC_STATE,
    G722,
    LEG_TAPS,
    OPEN_LEGS,
    PCMU,
    PLAYED,
    REMOVED,
    ROOM_MAX,
    UNTAPPED,
    State,
    tell,
)
from ringback.media.core.talk import forget_talk
from ringback.media.core.taps import open_tap, place_of_tap, shut_tap

ADD = 1
CONNECT = 2
PLAY = 3
DIAL = 4
MORE_DIGITS = 5
STOP = 6
BRIDGE = 7
UNBRIDGE = 8
JOIN = 9
LEAVE = 10
WATCH = 11
TAP = 12
UNTAP = 13
REMOVE = 14
CLOSE = 15  # the engine
DIGITS_A_WORD = 8
DIGIT_WORDS = 8


def add(s: State, leg: int, generation: int, slot: int, seq: int, timestamp: int, ssrc: int) -> None:
    """A leg's row begins; whoever gives the command has cleared it (no one else looks at it then)."""
    s.generation[leg] = generation
    s.is_open[leg] = 1
    s.tx_seq[leg] = seq & 0xFFFF
    s.tx_timestamp[leg] = timestamp & 0xFFFFFFFF
    s.tx_ssrc[leg] = ssrc & 0xFFFFFFFF
    s.dtmf_type[leg] = -1
    s.peer[leg] = -1
    s.room[leg] = -1
    s.coaches[leg] = -1
    s.frames_per_packet[leg] = 1
    enter_slot(s, leg, slot)
    forget_talk(s, leg)
    s.counters[OPEN_LEGS] += 1


def _choose_codec(s: State, leg: int, codec: int) -> None:
    if codec < PCMU or codec > G722:
        codec = PCMU
    if codec == s.codec[leg] and s.is_connected[leg]:
        return
    s.codec[leg] = codec
    s.lane_is_started[2 * leg] = 0
    s.lane_is_started[2 * leg + 1] = 0
    s.pending_frames[leg] = 0
    g722_reset(s.encoder, leg * CODEC_STATE)
    g722_reset(s.decoder, 2 * leg * CODEC_STATE)


def connect(s: State, leg: int, now: int) -> None:
    """What was agreed, from the command at hand: ip, port, RTCP ip and port, codec, types, ptime, directions."""
    _choose_codec(s, leg, s.command[7])
    if not s.is_connected[leg] or s.command[12] > s.receives[leg]:
        s.heard_at[leg] = now
        s.report_at[leg] = now + 2500000
    s.is_connected[leg] = 1
    agree_address(s, leg, s.command[3], s.command[4])
    if s.command[6] > 0:
        s.is_rtcp_signalled[leg] = 1
        s.rtcp_ip[leg] = s.command[5]
        s.rtcp_port[leg] = s.command[6]
    s.payload_type[leg] = s.command[8]
    s.dtmf_type[leg] = s.command[9]
    frames = max(1, min(3, s.command[10] // 20))
    if frames != s.frames_per_packet[leg]:
        s.pending_frames[leg] = 0  # of a packet that will never be as long
        s.frames_per_packet[leg] = frames
    s.sends[leg] = s.command[11] > 0
    s.receives[leg] = s.command[12] > 0
    _seek_tones(s, leg)
    other = s.peer[leg]
    if other >= 0:
        bridge(s, leg, other)


def _seek_tones(s: State, leg: int) -> None:
    """Keys come as sound from a peer that has no telephone-event."""
    seeks = s.dtmf_type[leg] < 0 and s.receives[leg]
    if seeks != s.seeks_tones[leg]:
        s.seeks_tones[leg] = seeks
        forget_tones(s, leg)
        want_hearing(s, leg, 2 * seeks - 1)


def unbridge(s: State, leg: int) -> None:
    """Both ends are on their own again."""
    other = s.peer[leg]
    if other < 0:
        return
    if not s.passes[leg]:
        want_hearing(s, leg, -1)
        want_hearing(s, other, -1)
    _part(s, leg)
    _part(s, other)


def _part(s: State, leg: int) -> None:
    s.peer[leg] = -1
    s.passes[leg] = 0
    s.fw_is_set[leg] = 0
    s.lane_is_on[2 * leg + 1] = 0
    if s.dial_token[leg] < 0:
        end_digits(s, leg, 0)


def _along(s: State, leg: int) -> None:
    """A recorded leg listens to what passes through to it."""
    other = s.peer[leg]
    if other >= 0 and s.passes[other] and s.tapped[leg] > 0 and not s.lane_is_on[2 * leg + 1]:
        open_lane(s, 2 * leg + 1)


def bridge(s: State, leg: int, other: int) -> None:
    """Two legs hear each other: packets pass where the codecs are the same, else they are decoded and encoded."""
    unbridge(s, leg)
    unbridge(s, other)
    leave(s, leg)
    leave(s, other)
    s.peer[leg] = other
    s.peer[other] = leg
    move_slot(s, other, s.slot[leg])
    same = s.codec[leg] == s.codec[other] and s.is_connected[leg] and s.is_connected[other]
    s.passes[leg] = same
    s.passes[other] = same
    if not same:
        want_hearing(s, leg, 1)
        want_hearing(s, other, 1)
    _along(s, leg)
    _along(s, other)


def leave(s: State, leg: int) -> None:
    """Out of its room."""
    if s.room[leg] < 0:
        return
    room = s.room[leg]
    leave_room(s, leg)
    want_hearing(s, leg, -1)
    s.coaches[leg] = -1
    _count_coaches(s, room)
    s.is_coached[leg] = 0


def _count_coaches(s: State, room: int) -> None:
    for k in range(s.room_count[room]):
        s.is_coached[s.room_members[room * ROOM_MAX + k]] = 0
    for k in range(s.room_count[room]):
        coached = s.coaches[s.room_members[room * ROOM_MAX + k]]
        if coached >= 0 and s.room[coached] == room:
            s.is_coached[coached] = 1


def join(s: State, leg: int, room: int, muted: int, deaf: int, coached: int) -> None:
    """Into a room, or other rights in the same one."""
    if s.room[leg] != room:
        unbridge(s, leg)
        leave(s, leg)
        if s.room_count[room] == 0:
            s.room_slot[room] = s.slot[leg]
        if not join_room(s, leg, room):
            return
        move_slot(s, leg, s.room_slot[room])
        want_hearing(s, leg, 1)
        s.level[leg] = 0
    s.is_muted[leg] = muted
    s.is_deaf[leg] = deaf
    s.coaches[leg] = coached
    _count_coaches(s, room)


def stop(s: State, leg: int) -> None:
    """Nothing plays and no digits go out any more."""
    if s.play_token[leg] != 0:
        end_play(s, leg, 0)
    if s.dial_token[leg] > 0:
        end_digits(s, leg, 0)


def play(s: State, leg: int, token: int, start: int, length: int, loops: int) -> None:
    """Play a piece of the arena; what played before ends."""
    stop(s, leg)
    if start < 0 or length <= 0 or start + length > s.arena_samples:
        tell(s, PLAYED, leg, token, length == 0, 0)
        return
    s.play_token[leg] = token
    s.play_start[leg] = start
    s.play_length[leg] = length
    s.play_loops[leg] = max(0, loops)
    s.play_at[leg] = 0


def dial(s: State, leg: int, is_first: int) -> None:
    """Digits from the command at hand: token, durations, count, then eight to an integer."""
    if is_first:
        stop(s, leg)
        start_digits(s, leg, s.command[3], s.command[4], s.command[5])
    count = min(s.command[6], DIGITS_A_WORD * DIGIT_WORDS)
    for k in range(count):
        add_digit(s, leg, (s.command[7 + k // DIGITS_A_WORD] >> (8 * (k % DIGITS_A_WORD))) & 0xFF)


def watch(s: State, leg: int, on: int) -> None:
    """Talk detection on or off."""
    if on != s.is_watched[leg]:
        s.is_watched[leg] = on
        forget_talk(s, leg)
        want_hearing(s, leg, 2 * on - 1)


def _untap_at(s: State, leg: int, place: int) -> None:
    tell(s, UNTAPPED, leg, s.leg_taps[leg * LEG_TAPS + place], 0, 0)
    shut_tap(s, leg, place)
    if s.tapped[leg] == 0:
        s.lane_is_on[2 * leg + 1] = 0
    want_hearing(s, leg, -1)


def untap(s: State, leg: int, number: int) -> None:
    """The recording ends; the tap is its reader's."""
    place = place_of_tap(s, leg, number)
    if place >= 0:
        _untap_at(s, leg, place)


def tap(s: State, leg: int, number: int) -> None:
    """Record into an empty tap; one too many is its reader's again at once."""
    if place_of_tap(s, leg, number) >= 0:
        return
    if s.tapped[leg] >= LEG_TAPS:
        tell(s, UNTAPPED, leg, number, 0, 0)
        return
    open_tap(s, leg, number)
    want_hearing(s, leg, 1)
    _along(s, leg)


def remove(s: State, leg: int) -> None:
    """The leg is gone; the last event of its generation."""
    stop(s, leg)
    unbridge(s, leg)
    leave(s, leg)
    for _ in range(s.tapped[leg]):
        _untap_at(s, leg, s.tapped[leg] - 1)
    leave_slot(s, leg)
    s.is_open[leg] = 0
    s.is_connected[leg] = 0
    s.hears[leg] = 0
    s.seeks_tones[leg] = 0
    s.lane_is_on[2 * leg] = 0
    s.lane_is_on[2 * leg + 1] = 0
    s.counters[OPEN_LEGS] -= 1
    tell(s, REMOVED, leg, 0, 0, 0)


def _with_another(s: State, kind: int, leg: int, now: int) -> None:
    """Commands that name a second leg, a room or a tap: each number is checked."""
    third = s.command[3]
    if kind == BRIDGE:
        if 0 <= third < s.capacity and third != leg and s.is_open[third] and s.generation[third] == s.command[4]:
            bridge(s, leg, third)
    elif kind == JOIN:
        coached = s.command[6]
        if coached >= s.capacity or coached == leg:
            coached = -1
        if 0 <= third < s.rooms:
            join(s, leg, third, s.command[4] > 0, s.command[5] > 0, max(-1, coached))
    elif 0 <= third < s.taps and kind == TAP:
        tap(s, leg, third)
    elif 0 <= third < s.taps:
        untap(s, leg, third)


def _alone(s: State, kind: int, leg: int, now: int) -> None:
    if kind == CONNECT:
        connect(s, leg, now)
    elif kind == PLAY:
        play(s, leg, s.command[3], s.command[4], s.command[5], s.command[6])
    elif kind == DIAL or kind == MORE_DIGITS:
        dial(s, leg, kind == DIAL)
    elif kind == STOP:
        stop(s, leg)
    elif kind == UNBRIDGE:
        unbridge(s, leg)
    elif kind == LEAVE:
        leave(s, leg)
    elif kind == WATCH:
        watch(s, leg, s.command[3] > 0)
    elif kind == REMOVE:
        remove(s, leg)


def apply(s: State, now: int) -> int:
    """Do the command at hand (kind, leg, generation, …); its kind if it was done, else 0."""
    kind = s.command[0]
    leg = s.command[1]
    if kind == CLOSE:
        return CLOSE
    if leg < 0 or leg >= s.capacity:
        return 0
    s.busy_leg = leg
    if kind == ADD:
        if s.is_open[leg]:
            return 0
        add(s, leg, s.command[2], max(0, min(19, s.command[3])), s.command[4], s.command[5], s.command[6])
        return ADD
    if not s.is_open[leg] or s.generation[leg] != s.command[2]:
        return 0
    if kind == BRIDGE or kind == JOIN or kind == TAP or kind == UNTAP:
        _with_another(s, kind, leg, now)
    else:
        _alone(s, kind, leg, now)
    return kind

"""What a leg says every 20 ms: digits, what plays, its room, its peer's voice in another codec, or silence."""

from __future__ import annotations

from ringback.media.core.arriving import catch_up_timestamp, count_sent
from ringback.media.core.dialling import EVENT_PACKET, SOUND, dial_step, relay_digit
from ringback.media.core.g711 import encode_frame
from ringback.media.core.keys import watch_key
from ringback.media.core.rooms import hear_room
from ringback.media.core.rtp import HEADER, build
from ringback.media.core.state import FRAME, PENDING, PLAYED, RTP_TIMEOUT, State, tell
from ringback.media.core.taps import write_taps

TIMEOUT_US = 30000000
PASSING_GAP_US = 1000000  # a bridge through which nothing comes still says something so often
NOTHING = 0
FRAME_AT_HAND = 1
PACKET_AT_HAND = 2


def end_play(s: State, leg: int, completed: int) -> None:
    """Let go of what plays and say so."""
    token = s.play_token[leg]
    s.play_token[leg] = 0
    if token > 0:
        tell(s, PLAYED, leg, token, completed, 0)


def _play_step(s: State, leg: int) -> None:
    """The next 20 ms of what plays, into the frame at hand; loops join without a gap."""
    at = s.play_at[leg]
    length = s.play_length[leg]
    start = s.play_start[leg]
    is_over = 0
    for k in range(FRAME):
        if at >= length and not is_over:
            at = 0
            if s.play_loops[leg] == 1:
                is_over = 1
            elif s.play_loops[leg] > 1:
                s.play_loops[leg] -= 1
        if is_over:
            s.frame[k] = 0
        else:
            s.frame[k] = s.arena[start + at]
            at = at + 1
    s.play_at[leg] = at
    if is_over or (at >= length and s.play_loops[leg] == 1):
        end_play(s, leg, 1)


def _silent_frame(s: State) -> None:
    for k in range(FRAME):
        s.frame[k] = 0


def _copy_heard(s: State, leg: int) -> None:
    for k in range(FRAME):
        s.frame[k] = s.heard[leg * FRAME + k]


def _copy_relayed(s: State, leg: int) -> None:
    for k in range(FRAME):
        s.frame[k] = s.relayed[leg * FRAME + k]


def _passing_step(s: State, leg: int, now: int) -> int:
    """The peer's packets pass by themselves; only a long silence is filled."""
    if s.tapped[leg] > 0:
        _copy_relayed(s, leg)
    else:
        _silent_frame(s)
    if now - s.tx_at[leg] > PASSING_GAP_US:
        s.is_speaking[leg] = 0
        return FRAME_AT_HAND
    return NOTHING


def _compose(s: State, leg: int, now: int) -> int:
    """Bring the next frame, or a digit's packet, to hand."""
    if s.dial_token[leg] != 0:
        step = dial_step(s, leg)
        if step == EVENT_PACKET:
            return PACKET_AT_HAND
        if step != SOUND:
            _silent_frame(s)
        return FRAME_AT_HAND
    if s.play_token[leg] != 0:
        _play_step(s, leg)
        return FRAME_AT_HAND
    if s.room[leg] >= 0:
        hear_room(s, leg)
        return FRAME_AT_HAND
    other = s.peer[leg]
    if other >= 0 and s.passes[other]:
        return _passing_step(s, leg, now)
    if other >= 0 and s.hears[other] > 0:
        _copy_heard(s, other)
        return FRAME_AT_HAND
    _silent_frame(s)
    return FRAME_AT_HAND


def _begin_speaking(s: State, leg: int, now: int) -> int:
    """1 if this packet is the first of a run of our own: its marker is set."""
    if s.is_speaking[leg]:
        return 0
    catch_up_timestamp(s, leg, now)
    s.is_speaking[leg] = 1
    s.pending_frames[leg] = 0
    s.fw_is_set[leg] = 0
    return 1


def _send_frame(s: State, leg: int, marker: int, now: int) -> int:
    """Encode the frame at hand; the size of a packet, or 0 while a longer one fills."""
    most = s.frames_per_packet[leg]
    held = s.pending_frames[leg]
    encode_frame(s, leg, HEADER + held * FRAME)
    if most > 1:
        for k in range(FRAME):
            s.pending[leg * PENDING + held * FRAME + k] = s.packet[HEADER + held * FRAME + k]
        held = held + 1
        s.pending_frames[leg] = held
        if held < most:
            return 0
        for k in range(held * FRAME):
            s.packet[HEADER + k] = s.pending[leg * PENDING + k]
        s.pending_frames[leg] = 0
    build(s, 0, s.payload_type[leg], marker, s.tx_seq[leg], s.tx_timestamp[leg], s.tx_ssrc[leg])
    s.tx_timestamp[leg] = (s.tx_timestamp[leg] + FRAME * most) & 0xFFFFFFFF
    count_sent(s, leg, FRAME * most, now)
    return HEADER + FRAME * most


def _send_event(s: State, leg: int, now: int) -> int:
    """The digit's packet at hand; the audio's clock runs on beneath it."""
    s.pending_frames[leg] = 0
    s.tx_timestamp[leg] = (s.tx_timestamp[leg] + FRAME) & 0xFFFFFFFF
    count_sent(s, leg, 4, now)
    return HEADER + 4


def _watch_times(s: State, leg: int, now: int) -> None:
    if s.key_is_down[leg] and watch_key(s, leg, now):
        other = s.peer[leg]
        if other >= 0 and not (s.passes[leg] and s.dtmf_type[other] >= 0):
            relay_digit(s, other, s.key_code[leg], s.key_duration[leg] // 8)
    if s.receives[leg] and not s.is_timeout_told[leg] and now - s.heard_at[leg] > TIMEOUT_US:
        s.is_timeout_told[leg] = 1
        tell(s, RTP_TIMEOUT, leg, (now - s.heard_at[leg]) // 1000, 0, 0)


def speak(s: State, leg: int, now: int) -> int:
    """A leg's turn, every 20 ms: the size of the packet that goes out, in `packet` from 0, or 0."""
    if not s.is_connected[leg]:
        return 0
    _watch_times(s, leg, now)
    what = _compose(s, leg, now)
    if s.tapped[leg] > 0:
        write_taps(s, leg, s.receives[leg], s.sends[leg] and what != PACKET_AT_HAND)
    s.out_leg = leg
    s.out_start = 0
    if what == NOTHING or not s.sends[leg] or s.remote_port[leg] == 0:
        s.is_speaking[leg] = 0
        return 0
    marker = _begin_speaking(s, leg, now)
    if what == PACKET_AT_HAND:
        size = _send_event(s, leg, now)
    else:
        size = _send_frame(s, leg, marker, now)
    if size > 0:
        s.tx_seq[leg] = (s.tx_seq[leg] + 1) & 0xFFFF
    return size

"""A recording, cut where nobody speaks into stretches that the model can look at. Silence is left out."""

import msgspec

from ringback.speech.recognition.voice_activity import FRAME_BYTES, FRAME_S, VoiceActivity

LONGEST_S = 27.0  # the model looks at 30 s
APART_S = 2.0  # of silence between two stretches that are looked at together: in more the model hears voices
GAP_S = 0.5  # of silence: here a stretch may end
MARGIN_S = 0.3  # of silence that stays on both sides of speech
LEAST_S = 0.1  # of speech in a stretch; less is a click


class Part(msgspec.Struct, frozen=True):
    """A stretch with speech in it."""

    start_s: float
    pcm: bytes


def spoken_parts(pcm: bytes) -> list[Part]:
    """Stretches of LONGEST_S at most, in order. It takes 1 s of CPU for an hour: call it from a thread."""
    speech = [is_speech for _, is_speech in VoiceActivity().take(pcm)]
    margin = round(MARGIN_S / FRAME_S)
    spans = ((max(0, start - margin), min(len(speech), end + margin)) for start, end in _spans(speech))
    return [Part(start * FRAME_S, pcm[start * FRAME_BYTES : end * FRAME_BYTES]) for start, end in spans]


def _spans(speech: list[bool]) -> list[tuple[int, int]]:
    """Frames from the first to after the last of each stretch: short ones with short gaps between are joined."""
    longest = round((LONGEST_S - 2 * MARGIN_S) / FRAME_S)
    spans: list[tuple[int, int]] = []
    for start, end in _talks(speech):
        if spans and end - spans[-1][0] <= longest and (start - spans[-1][1]) * FRAME_S <= APART_S:
            spans[-1] = (spans[-1][0], end)
        else:
            spans += [(at, min(at + longest, end)) for at in range(start, end, longest)]
    return spans


def _talks(speech: list[bool]) -> list[tuple[int, int]]:
    gap, talks = round(GAP_S / FRAME_S), []
    start = last = None
    for at, is_speech in enumerate([*speech, *[False] * (gap + 1)]):
        if is_speech:
            start, last = at if start is None else start, at
        elif start is not None and last is not None and at - last > gap:
            if sum(speech[start : last + 1]) * FRAME_S >= LEAST_S:
                talks.append((start, last + 1))
            start = None
    return talks

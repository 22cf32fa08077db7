"""Who answers, by the rules: voices, tones and silences of known lengths."""

import numpy as np
import pytest

from ringback.speech.machines import MachineEar, MachineOptions, Verdict
from tests.speech.callers import silence, tone, voice, with_noise

END = MachineOptions(mode="DetectMessageEnd")
LONG = 10.0


def verdict(*parts: bytes, options: MachineOptions | None = None, piece: int = 1600) -> Verdict | None:
    """What is said of these sounds, one after another; they come in pieces of so many bytes."""
    ear, sound = MachineEar(options), b"".join(parts)
    found = [said for at in range(0, len(sound), piece) if (said := ear.hear(sound[at : at + piece])) is not None]
    assert len(found) <= 1
    return found[0] if found else None


def said(*parts: bytes, options: MachineOptions | None = None) -> str:
    found = verdict(*parts, options=options)
    return found.answered_by if found else "nothing yet"


def test_a_word_and_then_silence_is_a_person():
    found = verdict(silence(0.7), voice(0.6), silence(LONG))
    assert found is not None and found.answered_by == "human" and 2300 <= found.duration_ms <= 2700


def test_talk_that_goes_on_is_a_machine_as_soon_as_it_is_too_long():
    found = verdict(silence(0.5), voice(8.0))
    assert found is not None and found.answered_by == "machine_start" and 2700 <= found.duration_ms <= 3100


def test_pauses_within_a_greeting_do_not_end_it():
    assert said(voice(1.0), silence(0.8), voice(1.0), silence(LONG)) == "machine_start"


@pytest.mark.parametrize(("threshold_ms", "answered_by"), [(1000, "machine_start"), (2000, "human")])
def test_how_much_talk_makes_a_machine_is_for_the_customer_to_say(threshold_ms: int, answered_by: str):
    options = MachineOptions(speech_threshold_ms=threshold_ms)
    assert said(voice(1.5), silence(LONG), options=options) == answered_by


def test_how_much_silence_ends_talk_is_for_the_customer_to_say():
    short = verdict(voice(0.6), silence(LONG), options=MachineOptions(speech_end_threshold_ms=500))
    assert short is not None and short.duration_ms < 1300


def test_nobody_says_a_word_and_it_is_unknown_after_the_silence_timeout():
    assert verdict(silence(LONG)) == Verdict("unknown", 5000)
    assert verdict(silence(LONG, -55), options=MachineOptions(silence_timeout_ms=2000)) == Verdict("unknown", 2000)


def test_a_click_of_the_line_is_no_word():
    assert verdict(silence(0.3), voice(0.05), silence(LONG)) == Verdict("unknown", 5000)


def test_the_time_limit_ends_a_search_that_finds_nothing():
    options = MachineOptions(mode="DetectMessageEnd", timeout_s=3)
    assert verdict(silence(0.3), voice(LONG), options=options) == Verdict("machine_end_other", 3000)
    quiet = MachineOptions(timeout_s=3)
    assert verdict(silence(LONG), options=quiet) == Verdict("unknown", 3000)


@pytest.mark.parametrize("frequencies", [(1000,), (440,), (620,), (1400,), (2400,), (950, 1400), (480, 620)])
@pytest.mark.parametrize("seconds", [0.2, 0.9])
def test_the_beep_after_a_greeting_is_heard_at_its_end(frequencies: tuple[int, ...], seconds: float):
    parts = [voice(4.0), silence(0.4), tone(*frequencies, seconds=seconds)]
    found = verdict(*parts, silence(LONG), options=END)
    end_ms = sum(map(len, parts)) / 16
    assert found is not None and found.answered_by == "machine_end_beep"
    assert end_ms <= found.duration_ms <= end_ms + 300


def test_a_greeting_without_a_beep_ends_with_silence():
    found = verdict(voice(4.0), silence(LONG), options=END)
    assert found is not None and found.answered_by == "machine_end_silence" and 6000 <= found.duration_ms <= 6500


def test_a_person_is_a_person_also_where_the_end_of_a_message_is_waited_for():
    assert said(silence(0.5), voice(0.7), silence(LONG), options=END) == "human"


def test_a_note_of_music_is_no_beep():
    tune = b"".join(tone(hz, seconds=0.3) for hz in (440, 494, 523, 587, 659, 587, 523, 494))
    assert said(voice(3.0), tune, voice(2.0), silence(0.5), options=END) == "nothing yet"


def test_a_key_of_the_keypad_is_no_beep():
    assert said(voice(3.0), silence(0.3), tone(770, 1336, seconds=0.3), silence(1.0), options=END) == "nothing yet"


def test_a_tone_that_does_not_end_is_no_beep():
    assert said(voice(3.0), tone(440, 480, seconds=3.0), silence(0.5), options=END) == "nothing yet"


@pytest.mark.parametrize("hz", [1100, 1095, 2100])
def test_fax_machines_are_known_by_their_tones(hz: float):
    found = verdict(silence(0.8), tone(hz, seconds=0.5), silence(3.0))
    assert found is not None and found.answered_by == "fax" and found.duration_ms < 1400


def test_a_beep_of_a_fax_machines_pitch_after_a_greeting_is_a_beep():
    assert said(voice(4.0), silence(0.3), tone(1100, seconds=0.5), silence(LONG), options=END) == "machine_end_beep"


@pytest.mark.parametrize("noise_dbfs", [-60.0, -50.0, -42.0])
def test_noise_of_the_line_changes_nothing(noise_dbfs: float):
    person = with_noise(silence(0.8) + voice(0.7) + silence(4.0), noise_dbfs)
    machine = with_noise(silence(0.8) + voice(6.0) + silence(0.4) + tone(1000) + silence(4.0), noise_dbfs)
    assert said(person) == "human"
    assert said(machine) == "machine_start" and said(machine, options=END) == "machine_end_beep"


def test_people_in_the_background_do_not_make_a_person_a_machine():
    hello = silence(1.0) + voice(0.6) + silence(4.0)
    crowd = voice(len(hello) / 16000, dbfs=-42.0, pitch_hz=180.0)
    both = np.frombuffer(hello, "<i2") + np.frombuffer(crowd, "<i2")[: len(hello) // 2]
    assert said(both.astype("<i2").tobytes()) == "human"


def test_pieces_of_any_length_give_the_same_verdict():
    parts = [silence(0.7), voice(3.0), silence(0.3), tone(1000), silence(3.0)]
    whole = verdict(*parts, options=END, piece=1 << 20)
    assert whole is not None and all(verdict(*parts, options=END, piece=size) == whole for size in (2, 34, 1000, 1600))


def test_giving_up_says_what_is_known_and_never_a_second_thing():
    ear = MachineEar(END)
    ear.hear(voice(3.0))
    assert ear.give_up().answered_by == "machine_end_other"
    assert ear.hear(silence(LONG)) is None and ear.verdict == ear.give_up()
    assert MachineEar().give_up() == Verdict("unknown", 0)

"""Record, and Start and Stop Recording."""

import pytest

from ringback.languages.twiml.effects import Fail, Fetch, Warn
from ringback.languages.twiml.voice.effects import Callback, HungUp, Record, Recorded, StartRecording, Tell
from tests.languages.twiml.voice.scene import URL, inline, kinds, on_line, texts, told, verb, xml

AFTER = "<Say>after</Say>"
KEPT = Recorded("RE1", "https://ringback.example/RE1", 3, "#")


@pytest.mark.parametrize(
    "attributes, effect",
    [
        ("", Record()),
        ("timeout='0' finishOnKey='' maxLength='20' playBeep='false' trim='do-not-trim'",
         Record(0.0, "", 20.0, False, False)),
        ("finishOnKey='5#'", Record(finish_on_key="5#")),
        ("transcribe='true' transcribeCallback='/t'",
         Record(max_length_s=120.0, transcribe=True, transcribe_callback="https://shop.example/t")),
        ("recordingStatusCallback='/r' recordingStatusCallbackMethod='GET' "
         "recordingStatusCallbackEvent='in-progress completed'",
         Record(callback=Callback("https://shop.example/r", "GET", ("in-progress", "completed")))),
        ("recordingStatusCallback='/r'", Record(callback=Callback("https://shop.example/r", "POST", ("completed",)))),
    ],
)  # fmt: skip
def test_the_attributes_say_how_to_record(attributes, effect):
    assert verb(f"<Record {attributes}/>", xml("")) == effect


@pytest.mark.parametrize(
    "attributes, code",
    [
        ("method='x'", 13610),
        ("timeout='-1'", 13611),
        ("maxLength='1'", 13612),
        ("maxLength='14401'", 13612),
        ("finishOnKey='x'", 13613),
        ("transcribe='x'", 13614),
        ("transcribe='true' maxLength='121'", 13615),
        ("playBeep='x'", 13616),
        ("trim='x'", 13699),
        ("recordingStatusCallback='mailto:x'", 13256),
        ("recordingStatusCallback='/r' recordingStatusCallbackEvent='done'", 13621),
        ("transcribeCallback='mailto:x'", 13257),
    ],
)
def test_a_bad_attribute_is_told_with_its_code_and_the_caller_is_recorded(attributes, code):
    effects = on_line(xml(f"<Record {attributes}/>"), xml(""))
    assert told(effects) == [(Warn, code)] and kinds(effects) == ["Warn", "Record", "Fetch", "Hangup"]


def test_where_calls_may_last_a_day_recordings_may_too():
    effects = on_line(xml("<Record maxLength='86400'/>"), xml(""), settings={"longest_call_s": 86_400})
    assert effects[0].max_length_s == 86_400.0


def test_the_action_is_always_asked_and_what_stands_below_is_never_reached():
    effects = on_line(xml(f"<Record action='/kept'/>{AFTER}"), xml("<Say>thanks</Say>"), Record=KEPT)
    expected = {"RecordingUrl": KEPT.recording_url, "RecordingSid": "RE1", "RecordingDuration": "3", "Digits": "#"}
    assert effects[1] == Fetch("https://shop.example/kept", "POST", expected) and texts(effects) == ["thanks"]


def test_without_an_action_the_document_itself_is_asked():
    assert on_line(xml("<Record/>"), xml(""))[1].url == URL


@pytest.mark.parametrize("outcome", [Recorded("RE1", "https://x.example/", 5, was_silent=True), Recorded()])
def test_silence_goes_to_the_next_verb_and_no_action_is_asked(outcome):
    assert texts(on_line(xml(f"<Record action='/kept'/>{AFTER}"), Record=outcome)) == ["after"]


def test_a_caller_who_hangs_up_is_told_to_the_action_whose_answer_nobody_waits_for():
    gone = Recorded("RE1", "https://x.example/RE1", 9, "hangup")
    effects = on_line(xml(f"<Record action='/kept'/>{AFTER}"), Record=gone)
    expected = {"RecordingUrl": gone.recording_url, "RecordingSid": "RE1", "RecordingDuration": "9"}
    assert effects[1:] == [Tell("https://shop.example/kept", "POST", expected | {"Digits": "hangup"})]


@pytest.mark.parametrize("outcome", [HungUp(), Recorded(digits="hangup", was_silent=True)])
def test_a_caller_who_hangs_up_without_a_word_is_told_to_nobody(outcome):
    assert kinds(on_line(xml("<Record action='/kept'/>"), Record=outcome)) == ["Record"]


def test_inline_twiml_records_only_with_an_absolute_action():
    assert told(inline("<Record/>")) == [(Fail, 15004)]
    assert kinds(inline("<Record action='https://a.example/'/>", xml(""))) == ["Record", "Fetch", "Hangup"]


def test_a_recording_starts_in_the_background_and_stops():
    effects = on_line(
        xml(
            "<Start><Recording channels='dual' track='inbound' trim='trim-silence' "
            "recordingStatusCallback='/r'/></Start><Say>on</Say><Stop><Recording/></Stop>"
        )
    )
    assert effects[0] == StartRecording(
        "dual", "inbound", True, Callback("https://shop.example/r", "POST", ("completed",))
    )
    assert kinds(effects) == ["StartRecording", "Say", "StopRecording", "Hangup"]


def test_a_bad_track_of_a_background_recording_is_told():
    assert told(on_line(xml("<Start><Recording track='x'/></Start>"))) == [(Warn, 13622)]

"""Dial as a whole: how it rings, what it records, and where control goes when it is over."""

import msgspec
import pytest

from ringback.languages.twiml.effects import Fail, Fetch, Warn
from ringback.languages.twiml.voice import Role
from ringback.languages.twiml.voice.effects import (
    Callback,
    Dial,
    Dialled,
    DialRecording,
    Failed,
    Hangup,
    HungUp,
    NumberTarget,
    Tell,
    Transferred,
)
from tests.languages.twiml.voice.scene import inline, kinds, on_line, texts, told, verb, xml

BOB = "+14155550123"
AFTER = "<Say>after</Say>"
PLAIN = Dial((NumberTarget(BOB),))


def dial(attributes: str = "", inside: str = BOB) -> str:
    return f"<Dial {attributes}>{inside}</Dial>"


@pytest.mark.parametrize(
    "attributes, changes",
    [
        ("", {}),
        ("timeout='10' timeLimit='60'", {"timeout_s": 10.0, "time_limit_s": 60.0}),
        ("callerId='(415) 555-0100'", {"caller_id": "+14155550100"}),
        ("callerId='client:alice'", {"caller_id": "client:alice"}),
        ("hangupOnStar='true'", {"hangup_on_star": True}),
        ("answerOnBridge='true'", {"answer_on_bridge": True, "answers_call": False}),
        ("ringTone='de'", {"ring_tone": "de"}),
        ("sequential='true'", {"sequential": True}),
        ("callReason='Your parcel'", {"call_reason": "Your parcel"}),
        ("referUrl='/r'", {"refer_url": "https://shop.example/r"}),
        ("events='call-progress-event'", {"call_progress_events": True}),
        ("record='true'", {"recording": DialRecording()}),
        ("record='false'", {}),
        ("record='do-not-record'", {}),
        ("record='record-from-ringing-dual' recordingTrack='inbound' trim='trim-silence'",
         {"recording": DialRecording("record-from-ringing", "dual", "inbound", True)}),
        ("record='record-from-answer' recordingStatusCallback='/r' recordingStatusCallbackEvent='completed absent'",
         {"recording": DialRecording(
             callback=Callback("https://shop.example/r", "POST", ("completed", "absent")))}),
        ("record='record-from-ringing'", {"recording": DialRecording("record-from-ringing")}),
        ("record='record-from-answer-dual'", {"recording": DialRecording(channels="dual")}),
    ],
)  # fmt: skip
def test_the_attributes_say_how_to_dial(attributes, changes):
    assert verb(dial(attributes)) == msgspec.structs.replace(PLAIN, **changes)


@pytest.mark.parametrize(
    "attributes, code",
    [
        ("method='PUT'", 13210),
        ("timeout='0'", 13212),
        ("timeout='601'", 13212),
        ("hangupOnStar='x'", 13213),
        ("callerId='me'", 13214),
        ("timeLimit='14401'", 13216),
        ("timeLimit='0'", 13216),
        ("record='always'", 13217),
        ("sequential='x'", 13218),
        ("answerOnBridge='x'", 13219),
        ("ringTone='atlantis'", 13220),
        ("recordingTrack='x'", 13622),
        ("trim='x'", 13699),
        ("recordingStatusCallback='mailto:x'", 13256),
        ("recordingStatusCallback='/r' recordingStatusCallbackEvent='x'", 13621),
        ("referUrl='mailto:x'", 11100),
        ("referUrl='/r' referMethod='x'", 13210),
        ("events='x'", 12200),
    ],
)
def test_a_bad_attribute_is_told_with_its_code_and_the_number_is_dialled(attributes, code):
    effects = on_line(xml(dial(attributes)))
    assert told(effects) == [(Warn, code)] and kinds(effects)[:2] == ["Warn", "Dial"]


def test_a_reason_too_long_is_told_and_cut():
    warning, effect, *_ = on_line(xml(dial(f"callReason='{'x' * 51}'")))
    assert warning.code == 12200 and effect.call_reason == "x" * 50


@pytest.mark.parametrize("given, code", [("a b", 13247), ("x" * 255, 13248)])
def test_a_caller_id_that_sip_cannot_carry_is_told_and_the_callers_own_is_shown(given, code):
    warning, effect, *_ = on_line(xml(dial(f"callerId='{given}'", "<Sip>sip:a@b.example</Sip>")))
    assert (warning.code, effect.caller_id) == (code, None)


def test_any_name_may_be_shown_to_sip():
    assert verb(dial("callerId='Front_desk-1.a'", "<Sip>sip:a@b.example</Sip>")).caller_id == "Front_desk-1.a"


def test_where_calls_may_last_a_day_dials_may_too():
    effects = on_line(xml(dial("timeLimit='86400'")), settings={"longest_call_s": 86_400})
    assert effects[0].time_limit_s == 86_400.0


def test_without_an_action_the_next_verb_runs_when_the_other_side_is_gone():
    assert texts(on_line(xml(dial() + AFTER), Dial=Dialled("completed", "CA2", 30, True))) == ["after"]


def test_the_action_hears_how_it_went_and_what_stood_below_is_never_reached():
    gone = Dialled("completed", "CA2", 30, True, "https://ringback.example/RE1", {"DialSipCallId": "x"})
    effects = on_line(xml(dial("action='/done' method='GET'") + AFTER), xml("<Say>done</Say>"), Dial=gone)
    expected = {
        "DialCallStatus": "completed",
        "DialCallSid": "CA2",
        "DialCallDuration": "30",
        "DialBridged": "true",
        "RecordingUrl": "https://ringback.example/RE1",
        "DialSipCallId": "x",
    }
    assert effects[1] == Fetch("https://shop.example/done", "GET", expected) and texts(effects) == ["done"]


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled"])
def test_the_action_hears_of_a_call_that_never_was(status):
    effects = on_line(xml(dial("action='/done'")), xml(""), Dial=Dialled(status, "CA2", bridged=False))
    assert effects[1].extra_params == {"DialCallStatus": status, "DialCallSid": "CA2", "DialBridged": "false"}


def test_a_caller_who_hangs_up_is_told_to_the_action_whose_answer_nobody_waits_for():
    gone = Dialled("completed", "CA2", 30, hung_up=True)
    expected = {"DialCallStatus": "completed", "DialCallSid": "CA2", "DialCallDuration": "30"}
    effects = on_line(xml(dial("action='/done'") + AFTER), Dial=gone)
    assert effects[1:] == [Tell("https://shop.example/done", "POST", expected)]


@pytest.mark.parametrize("outcome", [HungUp(), Dialled("completed", hung_up=True)])
def test_without_an_action_a_caller_who_hangs_up_ends_everything(outcome):
    assert kinds(on_line(xml(dial() + AFTER), Dial=outcome)) == ["Dial"]


def test_what_the_switch_refuses_is_told_and_the_action_hears_failed():
    effects = on_line(xml(dial("action='/done'")), xml(""), Dial=Failed(13214, "+1… is not yours"))
    assert told(effects) == [(Warn, 13214)] and effects[2].extra_params == {"DialCallStatus": "failed"}


def test_what_the_switch_refuses_goes_on_below_without_an_action():
    assert texts(on_line(xml(dial() + AFTER), Dial=Failed(13227, "Not there"))) == ["after"]


def test_nobody_to_call_is_told_and_the_action_hears_failed():
    effects = on_line(xml("<Dial action='/done'/>"), xml(""))
    assert told(effects) == [(Warn, 13215)] and effects[1].extra_params == {"DialCallStatus": "failed"}


def test_a_bad_action_fails_when_the_dial_is_over():
    effects = on_line(xml(dial("action='mailto:x'") + AFTER))
    assert kinds(effects) == ["Dial", "Fail", "Say", "Hangup"] and told(effects) == [(Fail, 11100)]


def test_inline_twiml_dials_and_goes_on_without_an_action():
    assert kinds(inline(dial() + AFTER)) == ["Dial", "Say", "Hangup"]


def test_a_plain_dial_answers_the_call():
    assert verb(dial()).answers_call


def test_answer_on_bridge_means_nothing_once_the_call_is_answered():
    effects = on_line(xml("<Say>Hello</Say>" + dial("answerOnBridge='true'")))
    assert not effects[1].answer_on_bridge and effects[1].answers_call


def test_a_caller_who_only_ever_heard_ringing_is_not_answered_for_the_end():
    assert on_line(xml(dial("answerOnBridge='true'")))[-1] == Hangup("end", answers_call=False)


def test_a_caller_who_was_bridged_is_answered():
    effects = on_line(xml(dial("answerOnBridge='true'") + "<Pause/>"), Dial=Dialled("completed", bridged=True))
    assert [effect.answers_call for effect in effects] == [False, True, True]


def test_a_callee_who_refers_away_leaves_the_parent_to_the_refer_url():
    referred = Transferred("sip:carol@b.example", {"X-Reason": "holiday"})
    effects = on_line(xml(dial("referUrl='/refer' referMethod='GET' action='/done'")), xml(""), Dial=referred)
    expected = {"ReferTransferTarget": "sip:carol@b.example", "SipHeader_X-Reason": "holiday"}
    assert effects[1] == Fetch("https://shop.example/refer", "GET", expected)


def test_a_callee_who_refers_away_without_a_refer_url_is_told_and_the_dial_is_over():
    effects = on_line(xml(dial("action='/done'")), xml(""), Dial=Transferred("sip:carol@b.example"))
    assert told(effects) == [(Warn, 13802)] and effects[2].extra_params == {"DialCallStatus": "completed"}


def test_a_whisper_cannot_dial():
    effects = on_line(xml("<Say>a</Say>" + dial() + AFTER), role=Role.WHISPER)
    assert told(effects) == [(Fail, 13201)] and kinds(effects) == ["Say", "Fail", "Say", "Hangup"]

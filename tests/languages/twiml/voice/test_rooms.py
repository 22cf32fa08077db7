"""Conference and Queue in a Dial."""

import msgspec
import pytest

from ringback.languages.twiml.effects import Warn
from ringback.languages.twiml.voice.effects import Callback, DialConference, Dialled, DialQueue, DialRecording, Failed
from tests.languages.twiml.voice.scene import kinds, on_line, texts, told, verb, xml

CALL, AFTER = "CA" + "0" * 32, "<Say>after</Say>"


@pytest.mark.parametrize(
    "attributes, changes",
    [
        ("", {}),
        ("muted='true' beep='onEnter' startConferenceOnEnter='false' endConferenceOnExit='true'",
         {"muted": True, "beep": "onEnter", "start_on_enter": False, "end_on_exit": True}),
        ("waitUrl='/w' waitMethod='GET'", {"wait_url": "https://shop.example/w", "wait_method": "GET"}),
        ("waitUrl=''", {"wait_url": ""}),
        ("maxParticipants='2' region='de1' jitterBufferSize='off'",
         {"max_participants": 2, "region": "de1", "jitter_buffer_size": "off"}),
        (f"coach='{CALL}' participantLabel='anna'", {"coach": CALL, "participant_label": "anna"}),
        ("record='record-from-start' trim='do-not-trim' recordingStatusCallback='/r'",
         {"record_from_start": True, "trims_silence": False,
          "recording_callback": Callback("https://shop.example/r", "POST", ("completed",))}),
        ("statusCallback='/s' statusCallbackEvent='start end join leave mute hold modify speaker announcement'",
         {"status_callback": Callback("https://shop.example/s", "POST", (
             "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement"))}),
        ("statusCallback='/s'", {"status_callback": Callback("https://shop.example/s", "POST", ())}),
        ("eventCallbackUrl='/e'", {"event_callback_url": "https://shop.example/e"}),
    ],
)  # fmt: skip
def test_the_attributes_say_how_to_join(attributes, changes):
    effect = verb(f"<Dial><Conference {attributes}> Room\n 7 </Conference></Dial>")
    assert effect == msgspec.structs.replace(DialConference("Room 7"), **changes)


def test_what_the_dial_says_holds_in_a_room_too():
    effect = verb("<Dial timeLimit='60' hangupOnStar='true' record='true'><Conference>r</Conference></Dial>")
    expected = DialConference("r", time_limit_s=60.0, hangup_on_star=True, recording=DialRecording())
    assert effect == expected


@pytest.mark.parametrize(
    "attributes, code",
    [
        ("muted='x'", 13230),
        ("endConferenceOnExit='x'", 13231),
        ("startConferenceOnEnter='x'", 13232),
        ("waitUrl='mailto:x'", 13233),
        ("waitMethod='x'", 13234),
        ("beep='loud'", 13235),
        ("trim='x'", 13239),
        ("coach='anna'", 13240),
        ("record='x'", 13217),
        ("maxParticipants='251'", 12200),
        ("region='mars1'", 12200),
        ("jitterBufferSize='huge'", 12200),
        ("statusCallback='/s' statusCallbackEvent='nap'", 12200),
        ("recordingStatusCallback='mailto:x'", 13256),
    ],
)
def test_a_bad_attribute_is_told_and_the_caller_joins(attributes, code):
    effects = on_line(xml(f"<Dial><Conference {attributes}>r</Conference></Dial>"))
    assert told(effects) == [(Warn, code)] and kinds(effects)[1] == "DialConference"


@pytest.mark.parametrize(
    "conference, code",
    [
        ("<Conference/>", 13237),
        (f"<Conference>{'x' * 129}</Conference>", 13237),
        (f"<Conference participantLabel='{'x' * 129}'>r</Conference>", 16023),
        (f"<Conference participantLabel='{CALL}'>r</Conference>", 16023),
        ("<Conference participantLabel='a/b'>r</Conference>", 16023),
        ("<Conference participantLabel='a%2Fb'>r</Conference>", 16023),
    ],
)
def test_a_room_that_cannot_be_joined_is_told_and_the_next_verb_runs(conference, code):
    effects = on_line(xml(f"<Dial>{conference}</Dial>{AFTER}"))
    assert told(effects) == [(Warn, code)] and texts(effects) == ["after"]


@pytest.mark.parametrize("code", [16020, 16025, 13240])
def test_a_room_that_refuses_is_told_and_the_next_verb_runs(code):
    effects = on_line(xml(f"<Dial><Conference>r</Conference></Dial>{AFTER}"), DialConference=Failed(code, "No"))
    assert told(effects) == [(Warn, code)] and texts(effects) == ["after"]


def test_the_action_hears_that_the_conference_was_answered():
    effects = on_line(xml("<Dial action='/done'><Conference>r</Conference></Dial>"), xml(""))
    assert effects[1].extra_params == {"DialCallStatus": "answered"}


def test_a_conference_stands_alone():
    effects = on_line(xml("<Dial><Client>a</Client><Conference>r</Conference></Dial>"))
    assert told(effects) == [(Warn, 13000)] and effects[1] == DialConference("r")


def test_a_queue_is_asked_for_its_next_caller():
    sids = {"reservationSid": "WR" + "1" * 32, "postWorkActivitySid": "WA" + "2" * 32}
    attributes = " ".join(f"{name}='{sid}'" for name, sid in sids.items())
    effect = verb(f"<Dial timeout='9'><Queue url='/w' method='GET' {attributes}>support</Queue></Dial>")
    assert effect == DialQueue("support", "https://shop.example/w", "GET", *sids.values(), timeout_s=9.0)


@pytest.mark.parametrize(
    "attributes, code",
    [
        ("method='x'", 14210),
        ("url='mailto:x'", 14211),
        ("reservationSid='x'", 14215),
        ("postWorkActivitySid='x'", 14216),
    ],
)
def test_a_bad_attribute_of_a_queue_is_told_and_the_queue_asked(attributes, code):
    effects = on_line(xml(f"<Dial><Queue {attributes}>support</Queue></Dial>"))
    assert told(effects) == [(Warn, code)] and kinds(effects)[1] == "DialQueue"


@pytest.mark.parametrize("queue, code", [("<Queue/>", 14212), (f"<Queue>{'x' * 65}</Queue>", 14213)])
def test_a_queue_that_cannot_be_named_is_told_and_the_action_hears_failed(queue, code):
    effects = on_line(xml(f"<Dial action='/done'>{queue}</Dial>"), xml(""))
    assert told(effects) == [(Warn, code)] and effects[1].extra_params == {"DialCallStatus": "failed"}


def test_the_action_of_a_queue_hears_whom_it_gave():
    given = {"QueueSid": "QU1", "DequeuedCallSid": "CA2", "DequeueResult": "bridged"}
    effects = on_line(
        xml("<Dial action='/done'><Queue>q</Queue></Dial>"), xml(""), DialQueue=Dialled("answered", params=given)
    )
    assert effects[1].extra_params == {"DialCallStatus": "answered"} | given

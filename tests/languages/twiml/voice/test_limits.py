"""What stands exactly on a limit is used."""

import pytest

from tests.languages.twiml.voice.scene import verb, xml

LABEL = "x" * 128


@pytest.mark.parametrize(
    "document, field, value",
    [
        ("<Gather timeout='1'/>", "timeout_s", 1.0),
        ("<Gather timeout='3600'/>", "timeout_s", 3600.0),
        ("<Gather numDigits='1'/>", "num_digits", 1),
        ("<Record timeout='0'/>", "timeout_s", 0.0),
        ("<Record maxLength='2'/>", "max_length_s", 2.0),
        ("<Record maxLength='14400'/>", "max_length_s", 14_400.0),
        ("<Record finishOnKey='0*#9'/>", "finish_on_key", "0*#9"),
        ("<Record recordingConfigurationId='a'/>", "configuration_id", "a"),
        ("<Dial timeout='1'>+14155550123</Dial>", "timeout_s", 1.0),
        ("<Dial timeout='600'>+14155550123</Dial>", "timeout_s", 600.0),
        ("<Dial timeLimit='1'>+14155550123</Dial>", "time_limit_s", 1.0),
        ("<Dial timeLimit='14400'>+14155550123</Dial>", "time_limit_s", 14_400.0),
        (f"<Dial><Conference>{LABEL}</Conference></Dial>", "name", LABEL),
        (f"<Dial><Conference participantLabel='{LABEL}'>r</Conference></Dial>", "participant_label", LABEL),
        ("<Dial><Conference maxParticipants='1'>r</Conference></Dial>", "max_participants", 1),
        (f"<Dial><Queue>{'x' * 64}</Queue></Dial>", "name", "x" * 64),
        (f"<Enqueue>{'x' * 64}</Enqueue>", "name", "x" * 64),
        ("<Enqueue maxQueueSize='5000'>q</Enqueue>", "max_queue_size", 5000),
        ("<Pause length='86400'/>", "length_s", 86_400.0),
        ("<Say loop='1000'>x</Say>", "loops", 1000),
    ],
)
def test_a_value_on_its_limit_is_used(document, field, value):
    assert getattr(verb(document, *[xml("")] * document.startswith("<Record")), field) == value


@pytest.mark.parametrize(
    "attributes, field, value",
    [
        ("speechTimeout='1'", "speech_timeout_s", 1.0),
        ("maxSpeechTime='1'", "max_speech_time_s", 1.0),
        ("maxSpeechTime='60'", "max_speech_time_s", 60.0),
        (f"hints='{'x' * 100}'", "hints", ("x" * 100,)),
        (f"hints='{','.join(['x'] * 500)}'", "hints", ("x",) * 500),
    ],
)
def test_what_is_said_of_speech_may_stand_on_its_limit_too(attributes, field, value):
    assert getattr(verb(f"<Gather input='speech' {attributes}/>").speech, field) == value


def test_ten_nouns_and_the_longest_names_are_called():
    assert len(verb("<Dial>" + f"<Client>{'x' * 121}</Client>" * 10 + "</Dial>").targets) == 10

"""Gather: what is listened for, and where the answer leads."""

import pytest

from ringback.languages.twiml.effects import Fail, Fetch, Warn
from ringback.languages.twiml.voice.effects import (
    Callback,
    Failed,
    Gather,
    Gathered,
    HungUp,
    Pause,
    Play,
    PlayDigits,
    Say,
    SpeechOptions,
)
from tests.languages.twiml.voice.scene import URL, inline, kinds, on_line, texts, told, verb, xml

AFTER = "<Say>after</Say>"


def speech(**options) -> Gather:
    return Gather(inputs=("speech",), speech=SpeechOptions(**options))


@pytest.mark.parametrize(
    "attributes, effect",
    [
        ("", Gather()),
        ("timeout='8' numDigits='4' finishOnKey='*' bargeIn='false'", Gather((), ("dtmf",), 8.0, 4, "*", False)),
        ("finishOnKey=''", Gather(finish_on_key="")),
        ("input='dtmf speech'", Gather(inputs=("dtmf", "speech"))),
        ("input='speech' timeout='3'", Gather((), ("speech",), 3.0, speech=SpeechOptions(speech_timeout_s=3.0))),
        ("input='speech' speechTimeout='auto'", speech(speech_timeout_s=None)),
        ("input='speech' speechTimeout='2' maxSpeechTime='20'", speech(speech_timeout_s=2.0, max_speech_time_s=20.0)),
        ("input='speech' hints=' sales, support ,$OOV_CLASS_DIGIT_SEQUENCE,'",
         speech(hints=("sales", "support", "$OOV_CLASS_DIGIT_SEQUENCE"))),
        ("input='speech' language='de-DE' profanityFilter='false'", speech(language="de-DE", profanity_filter=False)),
        ("input='speech' speechModel='phone_call' enhanced='true'", speech(model="phone_call", is_enhanced=True)),
        ("input='speech' speechModel='deepgram_nova-3' language='multi'",
         speech(model="deepgram_nova-3", language="multi")),
        ("input='speech' partialResultCallback='/p' partialResultCallbackMethod='GET'",
         speech(partial_results=Callback("https://shop.example/p", "GET"))),
    ],
)  # fmt: skip
def test_the_attributes_say_how_to_listen(attributes, effect):
    assert verb(f"<Gather {attributes}/>") == effect


def test_prompts_are_played_while_listening():
    effect = verb("<Gather><Say>a</Say><Play>/b</Play><Pause length='2'/><Play digits='1'/></Gather>")
    assert effect.prompts == (Say("a"), Play("https://shop.example/b"), Pause(2.0), PlayDigits("1"))


@pytest.mark.parametrize(
    "attributes, code",
    [
        ("finishOnKey='##'", 13310),
        ("finishOnKey='a'", 13310),
        ("method='PUT'", 13312),
        ("timeout='0'", 13313),
        ("timeout='soon'", 13313),
        ("numDigits='0'", 13314),
        ("input='mind'", 13326),
        ("input='speech' speechTimeout='0'", 13327),
        ("input='speech' maxSpeechTime='61'", 13328),
        ("input='speech' partialResultCallback='/p' partialResultCallbackMethod='x'", 13329),
        (f"input='speech' hints='{'x' * 101}'", 13330),
        (f"input='speech' hints='{'x,' * 501}'", 13330),
        ("input='speech' language='multi'", 13331),
        ("input='speech' language='Klingon language'", 13331),
        ("bargeIn='perhaps'", 13332),
        ("input='speech' profanityFilter='x'", 13333),
        ("input='speech' speechModel='parrot'", 13334),
        ("input='speech' speechModel='phone_call' speechTimeout='auto'", 13335),
        ("actionOnEmptyResult='x'", 13338),
        ("input='speech' partialResultCallback='mailto:x'", 11100),
    ],
)
def test_a_bad_attribute_is_told_with_its_code_and_the_gather_still_listens(attributes, code):
    effects = on_line(xml(f"<Gather {attributes}/>{AFTER}"))
    assert told(effects) == [(Warn, code)] and kinds(effects) == ["Warn", "Gather", "Say", "Hangup"]


@pytest.mark.parametrize(
    "inside, code", [("<Dial>1</Dial>", 13320), ("<Say voice='x'>a</Say>", 13321), ("<Say loop='x'>a</Say>", 13322)]
)
def test_a_bad_prompt_is_told_with_gathers_own_code(inside, code):
    assert told(on_line(xml(f"<Gather>{inside}</Gather>"))) == [(Warn, code)]


def test_a_prompt_of_the_wrong_type_is_told_with_gathers_own_code():
    effects = on_line(xml(f"<Gather><Play>/a</Play></Gather>{AFTER}"), Gather=Failed(13420, "text/csv is no audio"))
    assert told(effects) == [(Warn, 13325)] and texts(effects) == ["after"]


def test_digits_go_to_the_action_and_what_stood_below_is_never_reached():
    effects = on_line(
        xml(f"<Gather action='/menu'/>{AFTER}"), xml("<Say>menu</Say>"), Gather=Gathered("12", ended_by="num_digits")
    )
    assert effects[1] == Fetch("https://shop.example/menu", "POST", {"Digits": "12"}) and texts(effects) == ["menu"]


def test_without_an_action_the_document_itself_is_asked_again_with_the_digits():
    effects = on_line(xml("<Gather method='get'/>"), xml(""), Gather=Gathered("5"))
    assert effects[1] == Fetch(URL, "GET", {"Digits": "5"})


def test_nothing_gathered_goes_to_the_next_verb():
    assert texts(on_line(xml(f"<Gather action='/menu'/>{AFTER}"))) == ["after"]


def test_a_finishing_key_alone_is_nothing_gathered():
    assert texts(on_line(xml(f"<Gather/>{AFTER}"), Gather=Gathered("", ended_by="finish_key"))) == ["after"]


def test_the_action_hears_of_nothing_gathered_where_the_document_wants_it_to():
    effects = on_line(xml("<Gather action='/menu' actionOnEmptyResult='true'/>"), xml(""))
    assert effects[1].extra_params == {"Digits": "", "msg": "Gather End"}


def test_an_empty_speech_result_has_no_digits():
    effects = on_line(xml("<Gather input='speech' actionOnEmptyResult='true'/>"), xml(""))
    assert effects[1].extra_params == {"msg": "Gather End"}


def test_speech_goes_to_the_action_with_its_confidence():
    heard = Gathered(speech="sales please", confidence=0.9234, language="en-US", ended_by="speech")
    effects = on_line(xml("<Gather input='dtmf speech'/>"), xml(""), Gather=heard)
    assert effects[1].extra_params == {"SpeechResult": "sales please", "Confidence": "0.9234", "Language": "en-US"}


def test_confidence_is_missing_where_the_recogniser_has_none():
    effects = on_line(xml("<Gather input='speech'/>"), xml(""), Gather=Gathered(speech="x"))
    assert effects[1].extra_params == {"SpeechResult": "x"}


@pytest.mark.parametrize("outcome", [HungUp(), Gathered("12", ended_by="hangup")])
def test_a_caller_who_hangs_up_while_asked_ends_everything(outcome):
    assert kinds(on_line(xml(f"<Gather action='/menu'/>{AFTER}"), Gather=outcome)) == ["Gather"]


def test_an_action_that_is_no_url_fails_once_it_is_needed_and_not_before():
    document = xml(f"<Gather action='mailto:a@b'/>{AFTER}")
    assert texts(on_line(document)) == ["after"]
    assert told(on_line(document, Gather=Gathered("1"))) == [(Fail, 11100)]


@pytest.mark.parametrize("attributes", ["", "action='/menu'"])
def test_inline_twiml_needs_an_absolute_action(attributes):
    effects = inline(f"<Gather {attributes}/>", Gather=Gathered("1"))
    assert told(effects) == [(Fail, 15004)]


def test_inline_twiml_goes_to_an_absolute_action():
    effects = inline("<Gather action='https://a.example/menu'/>", xml(""), Gather=Gathered("1"))
    assert effects[1] == Fetch("https://a.example/menu", "POST", {"Digits": "1"})


def test_under_pci_rules_digits_go_over_https_only():
    document = xml("<Gather action='http://shop.example/pay'/>")
    effects = on_line(document, Gather=Gathered("4111"), settings={"requires_https": True})
    assert told(effects) == [(Fail, 13337)]

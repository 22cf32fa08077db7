"""SSML inside Say: what is spoken, how, and with which silences."""

import pytest

from ringback.languages.twiml.voice.effects import Segment
from tests.languages.twiml.voice.scene import on_line, texts, told, verb, xml


def pieces(inside: str) -> tuple:
    return verb(f"<Say voice='Polly.Joanna'>{inside}</Say>").ssml


@pytest.mark.parametrize(
    "inside, segments",
    [
        ("a<break/>b", (Segment("a", 400), Segment("b"))),
        ("a<break time='3s'/>", (Segment("a", 3000),)),
        ("a<break time='250ms'/><break time='1.5s'/>", (Segment("a", 1750),)),
        ("a<break time='60s'/>", (Segment("a", 10_000),)),
        ("a<break time='soon'/>", (Segment("a", 400),)),
        ("a<break strength='x-strong'/>b", (Segment("a", 1200), Segment("b"))),
        ("a<break strength='none'/>b", (Segment("ab"),)),
        ("<break time='1s'/>a", (Segment("", 1000), Segment("a"))),
        ("<prosody rate='slow'>a</prosody>", (Segment("a", rate=0.75),)),
        ("<prosody rate='80%' pitch='+10%' volume='+6dB'>a</prosody>", (Segment("a", 0, 0.8, 1.9953, 1.1),)),
        ("<prosody volume='silent'>a</prosody>", (Segment("a", volume=0.0),)),
        ("<prosody pitch='-2st'>a</prosody>", (Segment("a", pitch=0.8909),)),
        ("<prosody rate='100000%'>a</prosody>", (Segment("a", rate=4.0),)),
        ("<prosody rate='fast'>a<prosody rate='slow'>b</prosody></prosody>",
         (Segment("a", rate=1.25), Segment("b", rate=0.9375))),
        ("<emphasis level='strong'>a</emphasis>", (Segment("a", 0, 0.85, 1.4),)),
        ("<say-as interpret-as='telephone'>4155550123</say-as>", (Segment("4155550123", say_as="telephone"),)),
        ("<say-as interpret-as='date' format='mdy'>9/1</say-as>", (Segment("9/1", say_as="date", format="mdy"),)),
        ("<sub alias='World Wide Web'>WWW</sub>", (Segment("World Wide Web"),)),
        ("<lang xml:lang='fr-FR'>oui</lang>", (Segment("oui", language="fr-FR"),)),
        ("<phoneme alphabet='ipa' ph='x'>pecan</phoneme> pie", (Segment("pecan pie"),)),
        ("<w role='amazon:VB'>read</w>", (Segment("read"),)),
        ("<s>a</s><s>b</s>", (Segment("a", 400), Segment("b", 400))),
        ("<p>a<break time='2s'/></p>b", (Segment("a", 2000), Segment("b"))),
        ("a <emphasis>b</emphasis> <emphasis>c</emphasis>",
         (Segment("a "), Segment("b c", 0, 0.95, 1.2))),
    ],
)  # fmt: skip
def test_ssml_becomes_pieces_that_a_plain_engine_can_say(inside, segments):
    assert pieces(inside) == segments


def test_without_tags_there_is_text_alone():
    assert verb("<Say>plain</Say>").ssml is None


def test_the_text_of_ssml_is_what_is_said_without_its_tags():
    assert verb("<Say>Your code is <say-as interpret-as='digits'>12</say-as><break/>Bye</Say>").text == (
        "Your code is 12 Bye"
    )


def test_an_element_that_is_no_ssml_loses_its_tag_and_keeps_its_text():
    effects = on_line(xml("<Say>a <blink>b</blink> c</Say>"))
    assert [code for _, code in told(effects)] == [12200] and texts(effects) == ["a b c"]


def test_an_unknown_interpretation_reads_the_text_as_it_is():
    effects = on_line(xml("<Say><say-as interpret-as='poem'>b</say-as></Say>"))
    assert [code for _, code in told(effects)] == [12200] and effects[1].ssml == (Segment("b"),)


@pytest.mark.parametrize("name, code", [("rate", 13513), ("volume", 12200), ("pitch", 12200)])
def test_a_manner_that_is_none_is_told_and_the_text_spoken_without(name, code):
    effects = on_line(xml(f"<Say><prosody {name}='nonsense'>a</prosody></Say>"))
    assert [each for _, each in told(effects)] == [code] and effects[1].ssml == (Segment("a"),)


def test_tags_do_not_count_as_text():
    inside = "x" * 2990 + "<break time='1s'/>" * 50
    assert len(verb(f"<Say voice='Polly.Joanna'>{inside}</Say>").text) == 2990


def test_a_lone_break_is_silence_and_no_mistake():
    assert pieces("<break time='2s'/>") == (Segment("", 2000),)

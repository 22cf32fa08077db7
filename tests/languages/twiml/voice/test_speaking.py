"""Say, Play and Pause."""

import pytest

from ringback.languages.twiml.effects import Warn
from ringback.languages.twiml.voice.effects import Done, Failed, Pause, Play, PlayDigits, Say
from tests.languages.twiml.voice.scene import ENDED, URL, kinds, on_line, told, verb, xml


@pytest.mark.parametrize(
    "document, effect",
    [
        ("<Say>Ahoy!</Say>", Say("Ahoy!")),
        ("<Say>  two\n  lines  </Say>", Say("two lines")),
        ("<Say loop='3'>x</Say>", Say("x", loops=3)),
        ("<Say loop='0'>x</Say>", Say("x", loops=0)),
        ("<Say loop='5000'>x</Say>", Say("x", loops=1000)),
        ("<Say voice='woman'>x</Say>", Say("x", voice="woman")),
        ("<Say voice='man' language='en-gb'>x</Say>", Say("x", voice="man", language="en-GB")),
        ("<Say voice='alice' language='pt-BR'>x</Say>", Say("x", voice="alice", language="pt-BR")),
        ("<Say language='cy-GB'>x</Say>", Say("x", language="cy-GB")),
        ("<Say voice='Polly.Amy-Neural'>x</Say>", Say("x", voice="Polly.Amy-Neural", language="en-GB")),
        ("<Say voice='Polly.Vicki' language='fr-FR'>x</Say>", Say("x", voice="Polly.Vicki", language="de-DE")),
        ("<Say voice='Polly.Brandnew' language='it-IT'>x</Say>", Say("x", voice="Polly.Brandnew", language="it-IT")),
        (
            "<Say voice='Google.ja-JP-Chirp3-HD-Aoede'>x</Say>",
            Say("x", voice="Google.ja-JP-Chirp3-HD-Aoede", language="ja-JP"),
        ),
        ("<Play>https://a.example/x.mp3</Play>", Play("https://a.example/x.mp3")),
        ("<Play loop='2'>../x.mp3?a=1</Play>", Play("https://shop.example/x.mp3?a=1", 2)),
        ("<Play loop='0'>/x</Play>", Play("https://shop.example/x", 0)),
        ("<Play digits='1w2W#*Ad'/>", PlayDigits("1w2W#*AD")),
        ("<Play digits='1' loop='2'>/x</Play>", PlayDigits("1", 2)),
        ("<Pause/>", Pause(1.0, answers_call=False)),
        ("<Pause length='10'/>", Pause(10.0, answers_call=False)),
    ],
)
def test_a_verb_says_what_to_do(document, effect):
    assert verb(document) == effect


@pytest.mark.parametrize(
    "document, code, then",
    [
        ("<Say loop='twice'>x</Say>", 13510, Say("x")),
        ("<Say loop='-1'>x</Say>", 13510, Say("x")),
        ("<Say voice='Robert'>x</Say>", 13511, ENDED),
        ("<Say voice='alice' language='tlh'>x</Say>", 13512, ENDED),
        ("<Say language='plain English'>x</Say>", 13512, ENDED),
        ("<Say/>", 13520, ENDED),
        ("<Say> \n </Say>", 13520, ENDED),
        (f"<Say>{'x' * 4097}</Say>", 13521, ENDED),
        (f"<Say voice='Polly.Amy'>{'x' * 3001}</Say>", 13521, ENDED),
        (f"<Say>{'é' * 751}</Say>", 13521, ENDED),
        ("<Play loop='x'>/a</Play>", 13410, Play("https://shop.example/a")),
        ("<Play digits='12-34'/>", 13430, ENDED),
        ("<Play digits='x'>/a</Play>", 13430, Play("https://shop.example/a")),
        ("<Play/>", 11100, ENDED),
        ("<Play>ftp://a.example/x</Play>", 11100, ENDED),
        ("<Pause length='0'/>", 13910, Pause(1.0, answers_call=False)),
        ("<Pause length='2.5'/>", 13910, Pause(1.0, answers_call=False)),
        ("<Pause length=''/>", 13910, Pause(1.0, answers_call=False)),
        ("<Pause length='99999999999'/>", 13910, Pause(1.0, answers_call=False)),
    ],
)
def test_a_mistake_is_told_where_it_stands_and_the_default_is_used_or_the_verb_skipped(document, code, then):
    warning, effect, *_ = on_line(xml(document))
    assert isinstance(warning, Warn) and (warning.code, warning.line, warning.column) == (code, 1, 11)
    assert warning.url == URL and effect == then


@pytest.mark.parametrize("document", [f"<Say>{'x' * 4096}</Say>", f"<Say voice='Polly.Amy'>{'é' * 3000}</Say>"])
def test_the_longest_text_is_spoken(document):
    assert verb(document).text


def test_verbs_follow_one_another_and_the_end_hangs_up():
    assert kinds(on_line(xml("<Say>a</Say><Play>/b</Play><Pause/><Say>c</Say>"))) == [
        "Say",
        "Play",
        "Pause",
        "Say",
        "Hangup",
    ]


def test_audio_that_cannot_be_played_is_told_and_the_document_goes_on():
    effects = on_line(xml("<Play>/a</Play><Say>b</Say>"), Play=Failed(13420, "text/csv is no audio"))
    assert kinds(effects) == ["Play", "Warn", "Say", "Hangup"]
    assert told(effects) == [(Warn, 13420)] and (effects[1].line, effects[1].column) == (1, 11)


def test_pauses_before_anything_else_leave_the_call_ringing_and_later_ones_do_not():
    effects = on_line(xml("<Pause/><Pause/><Say>a</Say><Pause/>"))
    assert [effect.answers_call for effect in effects] == [False, False, True, True, True]


def test_an_unknown_attribute_or_verb_is_told_and_the_rest_is_done():
    effects = on_line(xml("<Say colour='red'>a</Say><Shout>b</Shout><Say>c</Say>"))
    assert told(effects) == [(Warn, 12200), (Warn, 12200)] and kinds(effects)[2:] == ["Say", "Say", "Hangup"]


def test_outcomes_are_what_the_verb_names():
    with pytest.raises(TypeError, match="Gather is not answered"):
        on_line(xml("<Gather/>"), Gather=Done())

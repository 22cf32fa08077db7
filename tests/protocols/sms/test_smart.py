"""Smart encoding: look-alikes replaced, the rest left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sms import alphabet, segments, smart


@pytest.mark.parametrize(
    "typed, sent",
    [
        ("“Don’t” – she said…", '"Don\'t" - she said...'),
        ("½ ¼ ¾", "1/2 1/4 3/4"),
        ("ＡＺ０９", "AZ09"),
        ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ"),
        ("a\u00a0b\u200bc\ufeff", "a bc"),
        ("‼ ✢✥ ✱ ❉", "!! ** * *"),
        ("a\tb", "a       b"),
        ("`x´", "'x'"),
        ("；：？！", ";:?!"),
        ("｛［｜］｝～＾＼", "{[|]}~^\\"),
    ],
)
def test_look_alikes_are_replaced(typed, sent):
    assert smart.encode(typed) == sent


def test_every_replacement_is_gsm_and_no_gsm_character_is_replaced():
    assert all(alphabet.is_gsm(to) for to in smart.REPLACEMENTS.values())
    assert not smart.REPLACEMENTS.keys() & (alphabet.CHARACTERS | alphabet.EXTENSION.keys())


def test_the_map_has_every_code_point_of_its_ranges():
    assert len(smart.REPLACEMENTS) == 270
    assert {smart.REPLACEMENTS[chr(point)] for point in range(0x2000, 0x200B)} == {" "}


def test_emoji_and_scripts_stay_and_the_text_stays_ucs2():
    assert smart.encode("“你好” 😀") == '"你好" 😀'
    assert segments.encoding_of(smart.encode("“你好” 😀")) == "UCS-2"


@given(st.text(max_size=200))
def test_a_second_pass_changes_nothing(body):
    once = smart.encode(body)
    assert smart.encode(once) == once

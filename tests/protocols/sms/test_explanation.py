"""What the tracker shows: which character cost what, in which part, and who forced UCS-2."""

from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sms import segments


def test_an_extension_character_costs_two_septets():
    told = segments.explain("a€")
    assert [(c.character, c.code_point, c.set, c.units, c.part) for c in told.characters] == [
        ("a", "U+0061", "GSM-7", 1, 0),
        ("€", "U+20AC", "GSM-7 extension", 2, 0),
    ]
    assert (told.encoding, told.unit, told.forced_ucs2) == ("GSM-7", "septet", ())
    assert [(p.used, p.room) for p in told.parts] == [(3, 160)]


def test_the_characters_that_forced_ucs2_are_named_once_each_with_their_plainer_forms():
    told = segments.explain("“hi” 😀😀")
    assert told.forced_ucs2 == ("“", "”", "😀")
    assert [(c.character, c.set, c.units, c.plainer) for c in told.characters][:2] == [
        ("“", "UCS-2", 1, '"'),
        ("h", "GSM-7", 1, None),
    ]
    assert told.characters[-1].units == 2 and told.unit == "UTF-16 unit"


def test_parts_say_how_full_they_are_where_a_pair_moved_on():
    told = segments.explain("a" * 152 + "€" + "a" * 10)
    assert [(p.used, p.room) for p in told.parts] == [(152, 153), (12, 153)]
    assert told.characters[152].part == 1


def test_it_stops_at_the_limit_and_counts_the_rest():
    told = segments.explain("漢" * 2000)
    assert (len(told.characters), told.left_out, len(told.parts)) == (1600, 400, 30)


@given(st.text(max_size=300))
def test_costs_add_up_to_what_the_parts_use(body):
    told = segments.explain(body)
    used = [0] * len(told.parts)
    for character in told.characters:
        used[character.part] += character.units
    assert used == [part.used for part in told.parts]

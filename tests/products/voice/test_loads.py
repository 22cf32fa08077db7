"""No network is given more calls than it takes."""

from datetime import UTC, datetime, timedelta

from ringback.products.networks.model import Network
from ringback.products.voice.loads import BEFORE_IT_LIVES, Loads

THEN = datetime(2026, 1, 1, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return THEN + timedelta(seconds=seconds)


def network(name: str, **limits: float | None) -> Network:
    return Network(sid=f"NW{name}", friendly_name=name, date_created=THEN, date_updated=THEN, **limits)


def nobody(call_sid: str) -> bool:
    return False


def test_calls_that_can_wait_get_turns_in_the_order_in_which_they_asked():
    loads, slow = Loads(nobody), network("slow", max_cps=2)
    asked = [loads.wait([slow], name, THEN) for name in ("first", "second", "third")]
    assert asked == [None, after(0.5), after(1.0)]
    assert loads.wait([slow], "second", after(0.5)) is None
    assert loads.wait([slow], "third", after(0.5)) == after(1.0)


def test_a_call_whose_turn_it_is_finds_its_network_open():
    loads, slow = Loads(nobody), network("slow", max_cps=1)
    assert loads.wait([slow], "first", THEN) is None
    assert loads.open([slow], "another", THEN) == []
    assert loads.open([slow], "first", THEN) == [slow]


def test_a_call_that_cannot_wait_goes_over_whichever_network_takes_it():
    loads, slow, other = Loads(nobody), network("slow", max_cps=1), network("other")
    loads.take(slow, "first", THEN)
    assert loads.open([slow, other], "second", THEN) == [other]
    assert loads.open([slow, other], "second", after(1.0)) == [slow, other]


def test_no_more_calls_are_up_than_a_network_takes_until_one_has_ended():
    up = {"first"}
    loads, small = Loads(up.__contains__), network("small", max_calls=1)
    loads.take(small, "first", THEN)
    assert loads.open([small], "second", THEN) == []
    assert loads.wait([small], "second", THEN) == after(1.0)
    up.clear()
    over = THEN + BEFORE_IT_LIVES + timedelta(seconds=1)
    assert loads.wait([small], "second", over) is None


def test_no_limit_and_zero_are_the_same():
    loads, free = Loads(nobody), network("free", max_cps=0, max_calls=0)
    assert [loads.wait([free], str(n), THEN) for n in range(3)] == [None, None, None]

"""Who is given a message: the order, the shares, and what never stands in for what."""

from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ringback.carriers import Facts, Known
from ringback.carriers.routing import NumberType, Route, SenderType, rules
from ringback.kernel.sid import SIMULATED_SID
from ringback.kernel.time import from_ms

LONDON, OXFORD_MOBILE, BOSTON = "+442079460018", "+447400123456", "+16175550123"
THEN = from_ms(0)
REAL = [Known(sid=f"SP{n}", kind="smpp", friendly_name=f"Carrier {n}", health="up") for n in range(4)]
SIMULATED = Known(sid=SIMULATED_SID, kind="simulated", friendly_name="Simulated", health="up", prefixes=("",))


def route(sid: str, carrier: str, **said: Any) -> Route:
    return Route(sid=sid, friendly_name=sid, carrier_sid=carrier, date_created=THEN, date_updated=THEN, **said)


def facts(to: str = LONDON, message: str = "SM1", **said: Any) -> Facts:
    return Facts(**{"message_sid": message, "account_sid": "AC1", "from_": "+14155550100", "to": to, **said})


def chosen(asked: Facts, routes: list[Route], carriers: list[Known] = REAL) -> list[str]:
    found = rules.choices(asked, rules.Table(routes), {one.sid: one for one in carriers})
    return [one.route.sid if one.route else one.carrier_sid for one in found]


def health(sid: str, health: str) -> Known:
    return Known(sid=sid, kind="smpp", friendly_name=sid, health=health)


def test_priority_goes_before_prefix_and_prefix_before_price():
    routes = [
        route("any", "SP0", priority=20, price=Decimal("0.001")),
        route("gb", "SP1", prefixes=("+44",), price=Decimal("0.03")),
        route("london", "SP2", prefixes=("+4420", "+4"), price=Decimal("0.04")),
        route("cheap", "SP3", prefixes=("+44",), price=Decimal("0.02")),
    ]
    assert chosen(facts(), routes) == ["london", "cheap", "gb", "any"]


def test_a_price_that_is_not_known_counts_as_the_dearest():
    assert chosen(facts(), [route("a", "SP0"), route("b", "SP1", price=Decimal(9))]) == ["b", "a"]


def test_each_condition_keeps_a_route_out():
    said: list[dict[str, Any]] = [
        {"prefixes": ("+1",)},
        {"countries": ("US", "FR")},
        {"number_types": (NumberType.MOBILE,)},
        {"sender_types": (SenderType.SHORT_CODE, SenderType.ALPHANUMERIC)},
        {"senders": ("+14155550199",)},
        {"account_sids": ("AC2",)},
        {"enabled": False},
    ]
    for conditions in said:
        assert chosen(facts(), [route("strict", "SP0", **conditions)]) == [], conditions


def test_a_route_whose_conditions_all_hold_is_taken():
    strict = route(
        "strict", "SP0",
        prefixes=("+44",), countries=("GB",), number_types=(NumberType.MOBILE,),
        sender_types=(SenderType.ALPHANUMERIC,), senders=("Acme",), account_sids=("AC1",),
    )  # fmt: skip
    assert chosen(facts(OXFORD_MOBILE, from_="Acme"), [strict]) == ["strict"]


def test_what_is_down_comes_last_and_is_not_dropped():
    carriers = [health("SP0", "down"), health("SP1", "up"), health("SP2", "unknown")]
    routes = [route("a", "SP0", priority=1), route("b", "SP1", priority=2), route("c", "SP2", priority=3)]
    assert chosen(facts(), routes, carriers) == ["b", "c", "a"]
    assert chosen(facts(), routes[:1], carriers) == ["a"]


def test_a_carrier_is_tried_once_however_many_routes_lead_to_it():
    assert chosen(facts(), [route("a", "SP0"), route("b", "SP0", priority=20)]) == ["a"]


def test_the_simulated_carrier_never_stands_in_for_a_real_one_nor_a_real_one_for_it():
    down = [health("SP0", "down"), SIMULATED]
    routes = [route("real", "SP0", priority=1), route("play", SIMULATED_SID, priority=2)]
    assert chosen(facts(), routes, down) == ["real"]
    turned = [route("real", "SP0", priority=3), route("play", SIMULATED_SID, priority=2)]
    assert chosen(facts(), turned, down) == ["play"]


def test_where_no_route_fits_carriers_take_what_their_own_prefixes_say():
    own = [
        Known(sid="SP0", kind="smpp", friendly_name="0", health="down", prefixes=("+44", "+1")),
        Known(sid="SP1", kind="smpp", friendly_name="1", health="up", prefixes=("+44",)),
        Known(sid="SP2", kind="smpp", friendly_name="2", health="up", prefixes=("+4420",)),
        SIMULATED,
    ]
    french = [route("french", "SP1", prefixes=("+33",))]
    assert chosen(facts(LONDON), french, own) == ["SP2"]
    assert chosen(facts(OXFORD_MOBILE), french, own) == ["SP1", "SP0"]
    assert chosen(facts(BOSTON), french, own) == ["SP0"]
    assert chosen(facts("+41445551234"), french, own) == [SIMULATED_SID]


def test_shares_are_kept_in_the_long_run():
    routes = [
        route("a", "SP0", percentage=60.0),
        route("b", "SP1", percentage=30.0),
        route("rest", "SP2", price=Decimal(1)),
    ]
    first = Counter(chosen(facts(message=f"SM{n:032x}"), routes)[0] for n in range(20_000))
    assert all(abs(first[name] / 200 - share) < 2 for name, share in (("a", 60), ("b", 30), ("rest", 10)))


def test_shares_that_come_to_more_than_a_hundred_are_scaled_down():
    routes = [route("a", "SP0", percentage=100.0), route("b", "SP1", percentage=100.0)]
    first = Counter(chosen(facts(message=f"SM{n:032x}"), routes)[0] for n in range(20_000))
    assert abs(first["a"] / 200 - 50) < 2


prefixes = st.lists(st.sampled_from(["", "+4", "+44", "+442", "+1", "+33"]), max_size=3).map(tuple)
some_routes = st.lists(
    st.builds(
        dict,
        carrier=st.sampled_from(["SP0", "SP1", "SP2", "gone", SIMULATED_SID]),
        prefixes=prefixes,
        priority=st.integers(0, 3),
        percentage=st.none() | st.floats(0, 100),
        price=st.none() | st.decimals(0, 1, places=3),
    ),
    max_size=12,
)


@given(some_routes, st.sampled_from([LONDON, BOSTON]), st.text(max_size=8))
def test_whatever_is_set_up_the_answer_is_one_order_of_carriers_that_are_there(made, to, message):
    routes = [route(f"RU{n:02}", said.pop("carrier"), **said) for n, said in enumerate(dict(one) for one in made)]
    carriers = [*REAL, SIMULATED]
    asked = facts(to, message)
    found = rules.choices(asked, rules.Table(routes), {one.sid: one for one in carriers})
    assert found == rules.choices(asked, rules.Table(routes[::-1]), {one.sid: one for one in carriers[::-1]})
    sids = [one.carrier_sid for one in found]
    assert len(set(sids)) == len(sids) >= 1
    assert SIMULATED_SID not in sids or sids == [SIMULATED_SID]


@given(some_routes, st.sampled_from([LONDON, BOSTON]))
def test_a_trial_says_what_is_decided_and_a_reason_for_everybody(made, to):
    routes = [route(f"RU{n:02}", said.pop("carrier"), **said) for n, said in enumerate(dict(one) for one in made)]
    known, table = {one.sid: one for one in [*REAL, SIMULATED]}, rules.Table(routes)
    told = rules.trial(facts(to), table, known)
    tried = [(one.carrier_sid, one.route_sid) for one in told if one.position is not None]
    decided = rules.choices(facts(to), table, known)
    assert tried == [(one.carrier_sid, one.route.sid if one.route else None) for one in decided]
    assert len(told) == len(routes) + len(known)
    assert all(one.why for one in told)

"""Networks and permissions through the API, and the caps that calls are held to."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from ringback.products.networks.model import SIMULATED_SID, Health
from tests.world.house import World, open_world

ABROAD, HOME = "+442079460018", "+14155550123"
CARRIER = {"friendly_name": "Carrier", "host": "203.0.113.7"}


async def added(world: World, **said: Any) -> dict[str, Any]:
    reply = await world.acme.own("POST", "Networks", **{**CARRIER, **said})
    assert reply.status == 201, reply.text
    return reply.json


def everywhere(**said: Any) -> dict[str, Any]:
    return {"prefixes": [{"prefix": "", **said}]}


async def permits(world: World, **said: Any) -> dict[str, Any]:
    reply = await world.acme.own("POST", f"Accounts/{world.acme.sid}/VoicePermissions", **said)
    assert reply.status == 200, reply.text
    return reply.json


async def check(world: World, to: str, account_sid: str | None = None) -> tuple[int, int] | None:
    """The codes of the refusal, for REST and for TwiML."""
    said = await world.house.caps.check(account_sid or world.acme.sid, to, world.clock.now())
    return None if said is None else (said.code, said.twiml_code)


# -- networks


async def test_a_new_network_has_the_documented_defaults_and_shows_no_password(world: World):
    made = await added(world, username="us", password="secret-of-ours")
    settings = {name: value for name, value in made.items() if not name.startswith("date_")}
    assert settings == {
        "sid": made["sid"],
        "friendly_name": "Carrier",
        "kind": "sip",
        "host": "203.0.113.7",
        "port": 5060,
        "transport": "udp",
        "username": "us",
        "has_password": True,
        "sources": [],
        "prefixes": [],
        "country": "US",
        "number_format": "plus",
        "caller_id": "from",
        "codecs": ["PCMU", "PCMA"],
        "max_cps": None,
        "max_calls": None,
        "enabled": True,
        "register": False,
        "health": "unknown",
        "health_at": None,
    }
    await world.settle()
    seen = [await world.acme.own("GET", "Networks"), await world.acme.get("/monitor/v1/Events")]
    assert not [one for one in seen if "secret-of-ours" in one.text]
    assert (await world.house.networks.find(made["sid"])).password == "secret-of-ours"  # type: ignore[union-attr]


async def test_what_is_changed_is_kept_and_null_takes_away(world: World):
    sid = (await added(world, username="us", password="x", max_cps=10))["sid"]
    changed = await world.acme.own(
        "POST", f"Networks/{sid}", prefixes=[{"prefix": "+44", "priority": 5}], max_cps=None, password=None, port=5080
    )
    assert changed.status == 200, changed.text
    kept = (await world.acme.own("GET", f"Networks/{sid}")).json
    assert kept == changed.json
    assert kept["prefixes"] == [{"prefix": "+44", "priority": 5, "weight": 10}]
    assert (kept["max_cps"], kept["has_password"], kept["port"]) == (None, False, 5080)
    assert (await world.acme.own("DELETE", f"Networks/{sid}")).status == 204
    assert (await world.acme.own("GET", f"Networks/{sid}")).code == 20404


async def test_the_simulated_carrier_is_listed_last_and_cannot_be_changed(world: World):
    await added(world)
    items = (await world.acme.own("GET", "Networks")).json["items"]
    assert [one["kind"] for one in items] == ["sip", "simulated"] and items[-1]["sid"] == SIMULATED_SID
    assert (await world.acme.own("POST", f"Networks/{SIMULATED_SID}", enabled=False)).code == 20006
    assert (await world.acme.own("DELETE", f"Networks/{SIMULATED_SID}")).code == 20006


@pytest.mark.parametrize(
    "said",
    [
        {"host": "no host"},
        {"host": "203.0.113.0/24"},
        {"friendly_name": ""},
        {"port": 0},
        {"port": 70000},
        {"transport": "carrier-pigeon"},
        {"sources": ["0.0.0.0/0"]},
        {"sources": ["carrier.example"]},
        {"prefixes": [{"prefix": "44"}]},
        {"prefixes": [{"prefix": "+44x"}]},
        {"prefixes": [{"prefix": "+44"}, {"prefix": "+44"}]},
        {"prefixes": [{"prefix": "+44", "weight": -1}]},
        {"codecs": []},
        {"codecs": ["opus"]},
        {"country": "XX"},
        {"register": True},
        {"password": "line\nbreak"},
        {"kind": "simulated"},
    ],
)
async def test_what_makes_no_network_is_refused(world: World, said: dict[str, Any]):
    reply = await world.acme.own("POST", "Networks", **{**CARRIER, **said})
    assert (reply.status, reply.code) == (400, 20001), reply.text


async def test_only_the_operator_sees_and_changes_networks_of_a_server_on_the_net(database_url, tmp_path, customer):
    world = await open_world(database_url, tmp_path, customer, public_url="https://ringback.example")
    try:
        sub = await world.subaccount()
        assert (await world.acme.own("GET", "Networks")).status == 200
        assert (await sub.own("GET", "Networks")).status == 403
        assert (await sub.own("POST", "Networks", **CARRIER)).status == 403
        permissions = f"Accounts/{sub.sid}/VoicePermissions"
        assert (await sub.own("GET", permissions)).status == 200
        assert (await sub.own("POST", permissions, allowed_prefixes=[""])).status == 403
        assert (await world.acme.own("POST", permissions, allowed_prefixes=[""])).status == 200
    finally:
        await world.house.stop()


async def test_a_network_that_is_down_is_tried_last_until_it_is_up_again(world: World):
    networks = world.house.networks
    first = (await added(world, **everywhere(priority=1)))["sid"]
    second = (await added(world, **everywhere(priority=2)))["sid"]
    assert [one.sid for one in await networks.routes(HOME)] == [first, second]
    await networks.report(first, Health.DOWN, "no answer to OPTIONS")
    assert [one.sid for one in await networks.routes(HOME)] == [second, first]
    shown = (await world.acme.own("GET", f"Networks/{first}")).json
    assert (shown["health"], shown["health_at"] is not None) == ("down", True)
    await networks.report(first, Health.UP)
    assert [one.sid for one in await networks.routes(HOME)] == [first, second]


# -- caps


async def test_until_a_network_is_added_everything_goes_to_the_simulated_carrier(world: World):
    for to in (HOME, ABROAD, "+881612345678", "+19005550123", "+14155550100"):
        assert await check(world, to) is None
        assert [one.sid for one in await world.house.networks.routes(to)] == [SIMULATED_SID]


async def test_a_network_opens_its_prefixes_but_not_premium_and_satellite_numbers(world: World):
    await added(world, **everywhere())
    assert await check(world, ABROAD) is None
    assert await check(world, "+19005550123") == (21202, 13225)
    assert await check(world, "+881612345678") == (21216, 13225)
    assert await check(world, "+14155550100") is None  # owned here
    await permits(world, allowed_prefixes=["+1", "+1900", "+881"])
    assert await check(world, "+19005550123") is None and await check(world, "+881612345678") is None
    assert await check(world, ABROAD) == (21215, 13227)


async def test_a_subaccount_may_what_its_parent_may_until_something_is_said_of_it(world: World):
    await added(world, **everywhere())
    sub = await world.subaccount()
    await permits(world, allowed_prefixes=["+1"])
    assert await check(world, ABROAD, sub.sid) == (21215, 13227)
    await world.acme.own("POST", f"Accounts/{sub.sid}/VoicePermissions", allowed_prefixes=["+44"])
    assert await check(world, ABROAD, sub.sid) is None
    assert await check(world, HOME, sub.sid) == (21215, 13227)
    assert (await sub.own("GET", f"Accounts/{sub.sid}/VoicePermissions")).json["allowed_prefixes"] == ["+44"]


async def test_where_no_network_goes_and_nothing_is_simulated_there_is_no_route(database_url, tmp_path, customer):
    world = await open_world(database_url, tmp_path, customer, simulated=False)
    try:
        assert await check(world, HOME) == (21214, 13224)
        await added(world, prefixes=[{"prefix": "+1"}])
        assert await check(world, HOME) is None and await check(world, ABROAD) == (21214, 13224)
        assert len((await world.acme.own("GET", "Networks")).json["items"]) == 1
    finally:
        await world.house.stop()


async def test_what_is_spent_in_a_day_ends_calls_until_the_next(world: World):
    await added(world, **everywhere())
    shown = await permits(world, daily_spend_limit="5.00")
    assert Decimal(str(shown["daily_spend_limit"])) == 5
    today = world.clock.now().date()

    async def spent(account_sid: str, now) -> Decimal:
        return Decimal("5.00") if now.date() == today else Decimal(0)

    assert await check(world, HOME) is None  # nothing was spent yet
    world.house.caps.spent = spent
    assert await check(world, HOME) == (21216, 13225)
    tomorrow = world.clock.now() + timedelta(days=1)
    assert await world.house.caps.check(world.acme.sid, HOME, tomorrow) is None


async def test_calls_a_second_are_those_of_the_profile_unless_said(world: World):
    assert (await world.house.caps.of(world.acme.sid)).calls_per_s is None
    await permits(world, calls_per_s=30, max_calls=200)
    said = await world.house.caps.of(world.acme.sid)
    assert (said.calls_per_s, said.max_calls) == (30, 200)
    assert (await permits(world, max_calls=None))["max_calls"] is None


async def test_under_the_published_limits_an_account_places_one_call_a_second(database_url, tmp_path, customer):
    world = await open_world(database_url, tmp_path, customer, profile="twilio")
    try:
        assert (await world.house.caps.of(world.acme.sid)).calls_per_s == 1
    finally:
        await world.house.stop()


@pytest.mark.parametrize("prefixes", [["44"], ["+44 20"], ["+"], [44]])
async def test_a_prefix_that_is_none_is_refused(world: World, prefixes: list[Any]):
    path = f"Accounts/{world.acme.sid}/VoicePermissions"
    assert (await world.acme.own("POST", path, allowed_prefixes=prefixes)).code == 20001

"""Messages of a whole platform that go by routes to two carriers, real SMPP on real sockets."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ringback.kernel.sid import SIMULATED_SID
from ringback.protocols.smpp import content
from ringback.protocols.smpp.status import Status
from tests.carriers.smpp.patience import until
from tests.carriers.smpp.smsc import ScriptedSmsc
from tests.world.house import World, open_world

PHONE = "+14155550123"


class Exchange:
    """`smscs` are the carriers' ends, `sids` the carriers as they are set up, in one order."""

    def __init__(self, world: World, smscs: list[ScriptedSmsc]) -> None:
        self.world, self.acme, self.smscs = world, world.acme, smscs
        self.sids: list[str] = []

    async def set_up(self, **said: Any) -> None:
        for n, smsc in enumerate(self.smscs):
            given = {"friendly_name": f"Carrier {n}", "host": "127.0.0.1", "port": smsc.port, "system_id": "us"}
            made = await self.acme.own("POST", "SmppCarriers", **given, prefixes=[], **said)
            assert made.status == 201, made.text
            self.sids.append(made.json["sid"])
            await until(lambda smsc=smsc: smsc.bound, "a bind")

    async def route(self, carrier: int, **said: Any) -> dict[str, Any]:
        given = {"friendly_name": f"To {carrier}", "carrier_sid": self.sids[carrier], **said}
        made = await self.acme.own("POST", "Routes", **given)
        assert made.status == 201, made.text
        return made.json

    async def sent(self, body: str = "Ahoy!", status: str = "sent") -> dict[str, Any]:
        made = (await self.acme.text(PHONE, body)).json

        async def look() -> Any:
            found = (await self.acme.get(f"Messages/{made['sid']}")).json
            return found if found["status"] == status else None

        return await until(look, f"status {status}")

    def texts(self) -> list[list[str]]:
        return [[content.read(pdu).text for pdu in smsc.submitted] for smsc in self.smscs]

    async def steps(self, sid: str) -> list[dict[str, Any]]:
        return (await self.acme.own("GET", f"Messages/{sid}/Trace")).json["timeline"]


@pytest.fixture
async def exchange(database_url, tmp_path, customer) -> AsyncIterator[Exchange]:
    world = await open_world(database_url, tmp_path, customer)
    smscs = [await ScriptedSmsc().start() for _ in range(2)]
    made = Exchange(world, smscs)
    await made.set_up()
    yield made
    await world.house.stop()
    for smsc in smscs:
        await smsc.stop()


async def test_a_message_goes_by_the_route_that_is_asked_first(exchange):
    await exchange.route(0, priority=5)
    await exchange.route(1, priority=4, countries=["US"])
    await exchange.sent()
    assert exchange.texts() == [[], ["Ahoy!"]]


async def test_a_route_that_is_changed_or_deleted_holds_at_once(exchange):
    first = await exchange.route(0, priority=1)
    await exchange.route(1, priority=2)
    await exchange.sent("one")
    changed = await exchange.acme.own("POST", f"Routes/{first['sid']}", priority=3)
    assert changed.json["priority"] == 3
    await exchange.sent("two")
    assert (await exchange.acme.own("DELETE", f"Routes/{first['sid']}")).status == 204
    await exchange.sent("three")
    assert exchange.texts() == [["one"], ["two", "three"]]


async def test_a_carrier_that_is_gone_is_passed_over_and_the_message_says_so(exchange):
    await exchange.route(0, priority=1)
    await exchange.route(1, priority=2)
    exchange.smscs[0].reply = lambda request: (Status.ESME_RSYSERR, "")
    sent = await exchange.sent()
    assert exchange.texts()[1] == ["Ahoy!"]
    failed = [one for one in await exchange.steps(sent["sid"]) if one["what"] == "messaging.route.failed"]
    assert [one["detail"]["carrier"] for one in failed] == [exchange.sids[0]]


async def test_a_carrier_whose_binds_are_down_is_not_asked_first(exchange):
    await exchange.route(0, priority=1)
    await exchange.route(1, priority=2)
    await exchange.smscs[0].stop()
    for peer in list(exchange.smscs[0].bound):
        peer.transport.abort()
    await exchange.sent()
    assert exchange.texts() == [[], ["Ahoy!"]]


async def test_a_refusal_passes_on_only_where_the_route_says_so(exchange):
    made = await exchange.route(0, priority=1, fails_over_on=[30007])
    await exchange.route(1, priority=2)
    exchange.smscs[0].reply = lambda request: (Status.ESME_RINVDSTADR, "")
    assert (await exchange.sent("one", status="failed"))["error_code"] == 30005
    await exchange.acme.own("POST", f"Routes/{made['sid']}", fails_over_on=[30005])
    await exchange.sent("two")
    assert exchange.texts()[1] == ["two"]


async def test_a_message_that_a_carrier_may_have_goes_to_no_other(exchange):
    await exchange.route(0, priority=1)
    await exchange.route(1, priority=2)
    exchange.smscs[0].reply = lambda request: None
    made = (await exchange.acme.text(PHONE, "Ahoy!")).json
    await until(lambda: exchange.smscs[0].submitted, "the submit_sm")
    for peer in list(exchange.smscs[0].bound):
        peer.transport.abort()

    async def look() -> Any:
        found = (await exchange.acme.get(f"Messages/{made['sid']}")).json
        return found["status"] == "sending"

    await until(look, "a message of which nothing is known")
    await exchange.world.leap(minutes=5)
    assert exchange.texts()[1] == []


async def test_a_part_that_was_accepted_keeps_the_others_with_its_carrier(exchange):
    await exchange.route(0, priority=1)
    await exchange.route(1, priority=2)
    answers = iter([(0, "first"), *[(Status.ESME_RSYSERR, "")] * 3])
    exchange.smscs[0].reply = lambda request: next(answers, (0, "later"))
    made = (await exchange.acme.text(PHONE, "A text of two parts. " * 10)).json
    await until(lambda: len(exchange.smscs[0].submitted) >= 2, "both parts")

    async def look() -> Any:
        await exchange.world.leap(seconds=30)
        return (await exchange.acme.get(f"Messages/{made['sid']}")).json["status"] == "sent"

    await until(look, "status sent")
    assert exchange.texts()[1] == []


async def test_a_route_with_a_rate_makes_messages_wait_for_their_turn(exchange):
    await exchange.route(0, messages_per_s=1)
    for n in range(3):
        await exchange.acme.text(PHONE, f"{n}")
    await exchange.world.settle()
    assert len(exchange.texts()[0]) == 1
    for count in (2, 3):
        await exchange.world.leap(seconds=1)
        await until(lambda count=count: len(exchange.texts()[0]) == count, f"{count} texts")


async def test_a_full_route_may_leave_messages_to_the_next(exchange):
    await exchange.route(0, priority=1, messages_per_s=1, when_full="next")
    await exchange.route(1, priority=2)
    for n in range(3):
        await exchange.sent(f"{n}")
    assert exchange.texts() == [["0"], ["1", "2"]]


async def test_a_route_that_is_switched_off_leaves_the_number_to_the_simulated_carrier(exchange):
    made = await exchange.route(0)
    await exchange.acme.own("POST", f"Routes/{made['sid']}", enabled=False)
    tried = (await exchange.acme.own("POST", "RouteTrials", to=PHONE)).json
    assert tried["carrier_sid"] == SIMULATED_SID
    await exchange.sent(status="delivered")
    assert exchange.texts() == [[], []]


async def test_a_trial_says_what_then_happens_and_sends_nothing(exchange):
    await exchange.route(0, priority=1, countries=["GB"])
    await exchange.route(1, priority=2, percentage=100, price="0.0031")
    tried = (await exchange.acme.own("POST", "RouteTrials", to=PHONE, **{"from": "+14155550100"})).json
    assert tried["carrier_sid"] == exchange.sids[1]
    assert exchange.texts() == [[], []]
    told = {one["friendly_name"]: (one["position"], one["why"]) for one in tried["items"]}
    assert told["To 0"] == (None, f"It is for GB, and {PHONE} is in US")
    assert told["To 1"][0] == 1
    assert "0.0031 USD a segment" in told["To 1"][1]
    await exchange.sent()
    assert exchange.texts() == [[], ["Ahoy!"]]


async def test_a_carrier_that_is_this_very_server_is_refused(exchange):
    _, port = await exchange.world.house.smpp_server.start("127.0.0.1", 0)
    given = {"friendly_name": "Round", "host": "localhost", "port": port, "system_id": "us"}
    refused = await exchange.acme.own("POST", "SmppCarriers", **given)
    assert (refused.status, "would go round" in refused.text) == (400, True)


async def test_a_carrier_that_a_route_leads_to_is_not_deleted_under_it(exchange):
    made = await exchange.route(0)
    refused = await exchange.acme.own("DELETE", f"SmppCarriers/{exchange.sids[0]}")
    assert (refused.status, made["sid"] in refused.text) == (409, True)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"carrier_sid": "SP" + "0" * 32}, "carrier_sid"),
        ({"prefixes": ["44"]}, "prefixes"),
        ({"countries": ["Atlantis"]}, "countries"),
        ({"senders": ["no sender at all"]}, "senders"),
        ({"fails_over_on": [7]}, "fails_over_on"),
        ({"price": "-1"}, "price"),
        ({"price_unit": "dollars"}, "price_unit"),
        ({"percentage": 101}, "percentage"),
        ({"friendly_name": ""}, "friendly_name"),
    ],
)
async def test_a_route_that_cannot_be_is_refused_with_its_field(exchange, said, name):
    given = {"friendly_name": "To 0", "carrier_sid": exchange.sids[0], **said}
    refused = await exchange.acme.own("POST", "Routes", **given)
    assert refused.status == 400
    assert name in refused.json["message"].lower().replace(" ", "_")

"""A whole platform with an SMPP carrier, seen through its API."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ringback.protocols.smpp import content
from ringback.protocols.smpp.pdus import DeliverSm
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import MessageState
from tests.carriers.smpp.patience import until
from tests.carriers.smpp.smsc import ScriptedSmsc
from tests.world.house import World, open_world

PHONE, OURS = "+14155550123", "+14155550100"


class Platform:
    """`smsc` is the carrier's end."""

    def __init__(self, world: World, smsc: ScriptedSmsc) -> None:
        self.world, self.smsc, self.acme = world, smsc, world.acme

    async def carrier(self, **said: Any) -> dict[str, Any]:
        given = {"friendly_name": "Scripted", "host": "127.0.0.1", "port": self.smsc.port, "system_id": "ringback"}
        reply = await self.acme.own("POST", "SmppCarriers", **{**given, "password": "secret", **said})
        assert reply.status == 201, reply.text
        await until(lambda: self.smsc.bound, "a bind")
        return reply.json

    async def shown(self, sid: str) -> dict[str, Any]:
        return (await self.acme.get(f"Messages/{sid}")).json

    async def comes_to(self, sid: str, status: str) -> dict[str, Any]:
        async def look() -> Any:
            found = await self.shown(sid)
            return found if found["status"] == status else None

        return await until(look, f"status {status}")


@pytest.fixture
async def platform(database_url, tmp_path, customer) -> AsyncIterator[Platform]:
    world = await open_world(database_url, tmp_path, customer)
    smsc = await ScriptedSmsc().start()
    yield Platform(world, smsc)
    await world.house.stop()
    await smsc.stop()


async def test_a_text_goes_out_by_smpp_and_its_receipt_comes_back(platform):
    carrier = await platform.carrier()
    sent = (await platform.acme.text(PHONE, "Ahoy!")).json
    shown = await platform.comes_to(sent["sid"], "sent")
    assert shown["price"] is not None
    [pdu] = platform.smsc.submitted
    assert (pdu.destination_addr, content.read(pdu).text) == ("14155550123", "Ahoy!")
    assert await platform.smsc.tell("1") == Status.ESME_ROK
    await platform.comes_to(sent["sid"], "delivered")
    listed = (await platform.acme.own("GET", f"SmppCarriers/{carrier['sid']}")).json
    assert listed["binds"] == [{"role": "transceiver", "bound": True, "reason": "bound"}]


async def test_a_long_text_is_delivered_when_all_its_parts_are_however_close_their_receipts(platform):
    await platform.carrier()
    sent = (await platform.acme.text(PHONE, "A text of three parts, each with a receipt of its own. " * 7)).json
    await platform.comes_to(sent["sid"], "sent")
    for number in (3, 1, 2):
        peer = platform.smsc.send(platform.smsc.receipt(f"id:{number} stat:DELIVRD err:000"))
    await until(lambda: peer.acknowledged == [0, 0, 0], "the acknowledgements")
    await platform.comes_to(sent["sid"], "delivered")


async def test_a_carrier_takes_messages_from_the_moment_it_is_set_up(platform):
    given = {"friendly_name": "Scripted", "host": "127.0.0.1", "port": platform.smsc.port, "system_id": "ringback"}
    await platform.acme.own("POST", "SmppCarriers", **given)
    sent = (await platform.acme.text(PHONE)).json
    await platform.comes_to(sent["sid"], "sent")
    assert len(platform.smsc.submitted) == 1 and await platform.world.screen(PHONE) == []


async def test_bad_news_has_its_code(platform):
    await platform.carrier()
    sent = (await platform.acme.text(PHONE)).json
    await platform.comes_to(sent["sid"], "sent")
    await platform.smsc.tell("1", MessageState.EXPIRED)
    assert (await platform.comes_to(sent["sid"], "undelivered"))["error_code"] == 30003


async def test_a_refusal_fails_the_message(platform):
    await platform.carrier()
    platform.smsc.reply = lambda _: (Status.ESME_RINVDSTADR, "")
    sent = (await platform.acme.text(PHONE)).json
    assert (await platform.comes_to(sent["sid"], "failed"))["error_code"] == 30005


async def test_an_answer_that_never_comes_leaves_it_sending_until_its_receipt(platform):
    await platform.carrier(response_s=1)
    platform.smsc.reply = lambda _: None
    sent = (await platform.acme.text(PHONE)).json
    await platform.comes_to(sent["sid"], "sending")
    [peer] = platform.smsc.bound
    peer.session.answer(platform.smsc.submitted[0], message_id="77")
    peer.flush()
    await platform.comes_to(sent["sid"], "sent")
    await platform.smsc.tell("77")
    shown = await platform.comes_to(sent["sid"], "delivered")
    assert shown["price"] is not None and len(platform.smsc.submitted) == 1


async def test_an_answer_that_never_comes_and_no_receipt_is_undelivered_in_the_end(platform):
    await platform.carrier(response_s=1)
    platform.smsc.reply = lambda _: None
    sent = (await platform.acme.text(PHONE)).json
    await platform.comes_to(sent["sid"], "sending")
    await platform.world.leap(hours=10, seconds=1)
    shown = await platform.shown(sent["sid"])
    assert (shown["status"], shown["error_code"]) == ("undelivered", 30008)


async def test_a_text_comes_in_by_smpp(platform):
    await platform.carrier()
    came = DeliverSm(
        source_addr_ton=1, source_addr="14155550123", dest_addr_ton=1, destination_addr="14155550100",
        short_message=b"Hello",
    )  # fmt: skip
    assert await platform.smsc.deliver(came) == Status.ESME_ROK
    [message] = (await platform.acme.get("Messages", To=OURS)).json["messages"]
    assert (message["direction"], message["from"], message["body"]) == ("inbound", PHONE, "Hello")


async def test_a_carrier_that_is_down_is_waited_for_and_the_simulated_one_is_no_way_round(platform):
    port = platform.smsc.port
    await platform.carrier()
    await platform.smsc.stop()
    [carrier] = platform.world.house.smpp_carriers
    await until(lambda: not carrier.lines.can_send, "the loss of the bind")
    sent = (await platform.acme.text(PHONE)).json
    await platform.smsc.start(port)
    await platform.comes_to(sent["sid"], "sent")
    assert await platform.world.screen(PHONE) == []


async def test_what_the_carrier_does_not_serve_is_the_simulated_carriers(platform):
    await platform.carrier(prefixes=["+44"])
    sent = (await platform.acme.text(PHONE)).json
    await platform.world.leap(seconds=5)
    assert (await platform.shown(sent["sid"]))["status"] == "delivered" and platform.smsc.submitted == []


async def test_a_carrier_is_changed_and_deleted_over_rest(platform):
    made = await platform.carrier()
    assert "password" not in made and made["has_password"] is True
    changed = await platform.acme.own("POST", f"SmppCarriers/{made['sid']}", window=5, prefixes=["+1"])
    assert (changed.status, changed.json["window"], changed.json["prefixes"]) == (200, 5, ["+1"])
    listed = (await platform.acme.own("GET", "SmppCarriers")).json
    assert [one["sid"] for one in listed["items"]] == [made["sid"]]
    assert (await platform.acme.own("DELETE", f"SmppCarriers/{made['sid']}")).status == 204
    assert (await platform.acme.own("GET", f"SmppCarriers/{made['sid']}")).status == 404
    await until(lambda: not platform.smsc.bound, "the end of the bind")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"system_id": "longer than fifteen"}, "system_id"),
        ({"password": "nine long"}, "password"),
        ({"host": "no host"}, "host"),
        ({"prefixes": ["44"]}, "prefixes"),
        ({"country_code": "UK"}, "country_code"),
        ({"transceivers": 60, "receivers": 5}, "transceivers"),
        ({"friendly_name": ""}, "friendly_name"),
    ],
)
async def test_what_cannot_be_is_refused(platform, said, field):
    given = {"friendly_name": "x", "host": "127.0.0.1", "system_id": "x", **said}
    reply = await platform.acme.own("POST", "SmppCarriers", **given)
    assert reply.status == 400 and field in reply.text


async def test_only_the_operator_sees_carriers_of_a_server_on_the_net(database_url, tmp_path, customer):
    world = await open_world(database_url, tmp_path, customer, public_url="https://ringback.example")
    other = await world.subaccount()
    assert (await other.own("GET", "SmppCarriers")).status == 403
    assert (await world.acme.own("GET", "SmppCarriers")).status == 200
    await world.house.stop()

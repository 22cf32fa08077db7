"""The Node package `smpp` as an application bound to us and as a carrier we bind to, a whole server between."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.peers.house import PeerHouse
from tests.peers.smpp_node import NodePeer

COUNT = 100
PHONE = "+14155550123"
DONE = ("delivered", "sent", "sending")  # receipts that the dead process did not acknowledge do not come again here


@pytest.fixture
def peers() -> Iterator[list[NodePeer]]:
    started: list[NodePeer] = []
    yield started
    for peer in started:
        peer.stop()


def own(house: PeerHouse, path: str, **fields: Any) -> Any:
    return house.api.post(f"/{path}", fields)


def messages(house: PeerHouse) -> list[dict[str, Any]]:
    """All there are, whatever their pages."""
    path, found = "Messages.json?PageSize=1000", house.api
    said = found.form("GET", f"/2010-04-01/Accounts/{found.account_sid}/{path}", {})
    return list(said["messages"])


def bound(house: PeerHouse, peers: list[NodePeer], count: int) -> NodePeer:
    made = own(house, "SmppCredentials")
    host, _, port = str(house.ready.smpp).rpartition(":")
    peers.append(NodePeer("esme", host, port, made["system_id"], made["password"], str(count)))
    return peers[-1]


def carrier(house: PeerHouse, peers: list[NodePeer], **said: Any) -> NodePeer:
    peers.append(NodePeer("smsc"))
    port = peers[-1].said("port")["port"]
    given = {"friendly_name": "node", "host": "127.0.0.1", "port": port, "system_id": "ringback", "password": "secret"}
    own(house, "SmppCarriers", **{**given, **said})
    assert peers[-1].said("bind")["password"] == "secret"
    return peers[-1]


def test_an_application_sends_and_hears_of_every_message(house: PeerHouse, peers: list[NodePeer]):
    esme = bound(house, peers, COUNT)
    assert esme.said("bound") == {"bound": 0, "system_id": "RINGBACK"}
    answers = esme.all("answered", COUNT + 3)
    assert {one["answered"] for one in answers} == {0}
    receipts = esme.all("delivered", COUNT + 3)
    assert {one["receipted"] for one in receipts} == {one["message_id"] for one in answers}
    assert {(one["state"], one["esm_class"]) for one in receipts} == {(2, 4)}
    shown = messages(house)
    assert {one["body"] for one in shown} == {f"Nr {n} €" for n in range(COUNT)} | {"first second third"}


def test_what_was_answered_is_there_after_a_kill(house: PeerHouse, peers: list[NodePeer]):
    esme = bound(house, peers, 1000)
    esme.all("answered", 100)
    house.server.kill()
    answered = {one["message_id"] for one in esme.to_the_end() if one.get("answered") == 0}
    house.start()
    assert len(answered) >= 100 and answered <= {one["sid"] for one in messages(house)}


def test_an_application_is_told_of_texts_and_unbinds(house: PeerHouse, peers: list[NodePeer]):
    esme = bound(house, peers, 0)
    esme.all("answered", 3)
    own(house, f"Handsets/{PHONE}/Messages", to=house.number, body="Hello")
    while (told := esme.said("delivered"))["esm_class"] == 4:
        continue
    assert (told["delivered"], told["from"]) == ("Hello", "14155550123")
    esme.type("unbind")


def test_a_carrier_takes_messages_and_its_receipts_are_matched_whatever_their_ids(
    house: PeerHouse, peers: list[NodePeer]
):
    smsc = carrier(house, peers)
    long = "A text of three parts, and of every one there is a receipt of its own. " * 6
    bodies = [f"Nr {n}" for n in range(COUNT)] + [long, "Grüße 🏔"]
    for body in bodies:
        house.api.core("POST", "Messages", To=PHONE, From=house.number, Body=body)

    def all_delivered() -> bool:
        shown = messages(house)
        return len(shown) == len(bodies) and all(one["status"] == "delivered" for one in shown)

    house.until(all_delivered, "every message to be delivered", within_s=60.0)
    submitted = smsc.all("submitted", COUNT + 4)
    assert len(submitted) == COUNT + 4
    assert {one["acknowledged"] for one in smsc.all("acknowledged", COUNT + 4)} == {0}


def test_a_carriers_text_comes_in(house: PeerHouse, peers: list[NodePeer]):
    smsc = carrier(house, peers)
    smsc.type("Hello from afar")
    assert smsc.said("acknowledged") == {"acknowledged": 0}
    [shown] = house.api.core("GET", "Messages")["messages"]
    assert (shown["direction"], shown["from"], shown["body"]) == ("inbound", PHONE, "Hello from afar")


def test_the_server_killed_with_messages_under_way_loses_none_and_doubles_none(house: PeerHouse, peers: list[NodePeer]):
    smsc = carrier(house, peers, when_unknown="hold")
    sids = [
        house.api.core("POST", "Messages", To=PHONE, From=house.number, Body=f"Nr {n}")["sid"] for n in range(COUNT)
    ]
    house.server.kill()
    house.start()
    smsc.said("bind")

    def settled() -> bool:
        shown = messages(house)
        return len(shown) == len(sids) and all(one["status"] in DONE for one in shown)

    house.until(settled, "every message to be handed over, or known as unknown", within_s=60.0)
    bodies = [one["submitted"] for one in smsc.seen if "submitted" in one]
    assert len(bodies) == len(set(bodies))

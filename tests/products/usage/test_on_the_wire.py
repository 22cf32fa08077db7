"""Usage as clients meet it: the lists and their links, triggers, the balance."""

import pytest

from ringback.products.accounts.gate import AccountsGate
from ringback.products.accounts.service import SessionsService
from ringback.products.usage.resources import RESOURCES
from ringback.rest.asgi import RestApp
from tests.products.usage.conftest import Room
from tests.rest.client import Client, basic

SUB_LISTS = ["", "/AllTime", "/Daily", "/Monthly", "/Yearly", "/Today", "/Yesterday", "/ThisMonth", "/LastMonth"]


@pytest.fixture
def client(room: Room, entropy) -> Client:
    sessions = SessionsService(room.store, room.clock, entropy)
    gate = AccountsGate(room.store, room.clock, room.accounts, sessions, is_private=True)
    app = RestApp(RESOURCES, [room.usage, room.triggers], gate=gate, clock=room.clock, sids=room.sids)
    return Client(app, auth=basic(room.account.sid, room.account.auth_token))


@pytest.fixture
def home(room: Room) -> str:
    return f"/2010-04-01/Accounts/{room.account.sid}"


@pytest.mark.parametrize("sub_list", SUB_LISTS)
async def test_every_sub_list_answers_with_lines_of_the_published_shape(client: Client, home: str, sub_list: str):
    reply = await client.get(f"{home}/Usage/Records{sub_list}.json?PageSize=3")
    assert reply.status == 200 and reply.json["page_size"] == 3
    if sub_list in ("/Yesterday", "/LastMonth"):
        assert len(reply.json["usage_records"]) == 3
    for record in reply.json["usage_records"]:
        assert set(record) == {
            *("account_sid", "api_version", "as_of", "category", "count", "count_unit", "description", "end_date"),
            *("price", "price_unit", "start_date", "subresource_uris", "uri", "usage", "usage_unit"),
        }
        assert record["as_of"].endswith("+00:00") and record["api_version"] == "2010-04-01"
        assert record["uri"].startswith(f"{home}/Usage/Records{sub_list}.json?Category={record['category']}&StartDate=")
        assert len(record["subresource_uris"]) == 8


async def test_links_lead_to_what_they_say(client: Client, home: str, room: Room):
    await room.tell(room.sent())
    first = (await client.get(f"{home}/Usage/Records.json?Category=sms")).json["usage_records"][0]
    assert (first["count"], first["price"], first["price_unit"]) == ("1", "0.008", "usd")
    again = (await client.get(first["uri"])).json["usage_records"]
    assert [(line["count"], line["start_date"]) for line in again] == [("1", first["start_date"])]
    today = (await client.get(first["subresource_uris"]["today"])).json["usage_records"]
    assert [line["count"] for line in today] == ["1"]


async def test_pages_follow_their_links_to_the_end(client: Client, home: str):
    link, seen = f"{home}/Usage/Records.json?PageSize=100", []
    while link:
        page = (await client.get(link)).json
        seen += [record["category"] for record in page["usage_records"]]
        link = page["next_page_uri"]
    assert len(seen) == len(set(seen)) > 200 and "totalprice" in seen


async def test_xml_is_answered_without_a_suffix(client: Client, home: str):
    reply = await client.get(f"{home}/Usage/Records?Category=sms")
    assert reply.status == 200 and "<Category>sms</Category>" in reply.text


async def test_a_trigger_is_made_read_changed_and_deleted(client: Client, home: str):
    asked = {"UsageCategory": "sms", "TriggerValue": "1000", "CallbackUrl": "https://customer.example.com/"}
    made = await client.post(f"{home}/Usage/Triggers.json", asked)
    assert made.status == 201
    trigger = made.json
    assert (trigger["trigger_value"], trigger["current_value"], trigger["trigger_by"]) == ("1000", "0", "usage")
    assert (trigger["recurring"], trigger["date_fired"], trigger["callback_method"]) == ("alltime", None, "POST")
    assert trigger["usage_record_uri"] == f"{home}/Usage/Records.json?Category=sms"
    assert (await client.get(trigger["uri"])).json == trigger
    changed = await client.post(trigger["uri"], {"FriendlyName": "n", "CallbackMethod": "GET"})
    assert (changed.json["friendly_name"], changed.json["callback_method"]) == ("n", "GET")
    listed = (await client.get(f"{home}/Usage/Triggers.json?UsageCategory=sms")).json["usage_triggers"]
    assert [one["sid"] for one in listed] == [trigger["sid"]]
    assert (await client.delete(trigger["uri"])).status == 204
    assert (await client.get(trigger["uri"])).code == 20404


@pytest.mark.parametrize(
    "asked",
    [
        {"TriggerValue": "1", "CallbackUrl": "https://customer.example.com/"},
        {"UsageCategory": "sms", "CallbackUrl": "https://customer.example.com/"},
        {"UsageCategory": "sms", "TriggerValue": "1"},
        {"UsageCategory": "sms", "TriggerValue": "1", "CallbackUrl": "nowhere"},
        {"UsageCategory": "sms", "TriggerValue": "one", "CallbackUrl": "https://customer.example.com/"},
        {"UsageCategory": "sms", "TriggerValue": "1", "CallbackUrl": "https://c.example.com/", "Recurring": "hourly"},
    ],
)
async def test_a_trigger_that_makes_no_sense_is_refused(client: Client, home: str, asked: dict):
    assert (await client.post(f"{home}/Usage/Triggers.json", asked)).status == 400


async def test_the_balance_is_money_in_a_currency(client: Client, home: str, room: Room):
    await room.tell(room.sent())
    reply = await client.get(f"{home}/Balance.json")
    assert reply.json == {"account_sid": room.account.sid, "balance": "19.992", "currency": "USD"}


async def test_an_unknown_category_is_refused(client: Client, home: str):
    reply = await client.get(f"{home}/Usage/Records.json?Category=smoke")
    assert (reply.status, reply.code) == (400, 20001)

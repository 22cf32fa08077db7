"""STOP, START and HELP: heeded, answered, told of, and kept with their proof."""

import pytest

from ringback.products.consent.model import Word
from ringback.products.consent.service import ConsentService
from tests.products.messaging.pools import SERVICES, now_is, owns, pool, through
from tests.world.house import HANDSET, World

OURS, FRISCO, FRISCO_TOO, TOLL_FREE = "+14155550100", "+14155550171", "+14155550172", "+18005550177"
STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
NETWORK_STOPPED = (
    'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. '
    'Text back "unstop" to receive messages again.'
)
NETWORK_STARTED = 'NETWORK MSG: You have replied "unstop" and will begin receiving messages again from this number.'


async def says(world: World, body: str, to: str = OURS) -> str:
    sent = await world.acme.own("POST", f"Handsets/{HANDSET}/Messages", to=to, body=body)
    assert sent.status == 201, sent.text
    await world.leap(seconds=10)
    return sent.json["sid"]


async def answers(world: World) -> list[str]:
    """What the handset has received, in order."""
    return [shown["body"] for shown in reversed(await world.screen()) if shown["direction"] == "received"]


async def answered_with(world: World, customer_says: str = "<Response/>") -> None:
    """The number's URL, with what it answers."""
    [number] = (await world.acme.get("IncomingPhoneNumbers")).json["incoming_phone_numbers"]
    url = world.customer.says("/sms", customer_says, content_type="text/xml")
    await world.acme.post(f"IncomingPhoneNumbers/{number['sid']}", SmsUrl=url)


@pytest.mark.parametrize(
    "word", ["STOP", "stop", "  Unsubscribe\n", "StopAll", "cancel", "END", "quit", "revoke", "OptOut"]
)
async def test_whoever_says_stop_hears_once_and_no_more(world: World, word):
    await says(world, word)
    refused = await world.acme.text()
    assert (refused.status, refused.code) == (400, 21610)
    await says(world, word)
    assert await answers(world) == [STOPPED]


@pytest.mark.parametrize("body", ["STOP please", "please stop", "st op", "stop.", "yes", "hello", "S" * 1600])
async def test_what_is_no_keyword_blocks_nothing_and_is_not_answered(world: World, body):
    await says(world, body)
    assert (await world.acme.text()).status == 201
    await world.leap(seconds=10)
    assert await answers(world) == ["hi"]


@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
async def test_whoever_starts_again_hears_again(world: World, word):
    await says(world, "STOP")
    await says(world, word)
    assert (await world.acme.text()).status == 201
    await world.leap(seconds=10)
    assert await answers(world) == [STOPPED, STARTED, "hi"]


@pytest.mark.parametrize("word", ["HELP", "info"])
async def test_help_is_answered_and_changes_nothing(world: World, word):
    await says(world, word)
    assert await answers(world) == [HELPED]
    assert (await world.acme.text()).status == 201


async def test_the_keyword_is_on_record_and_told_and_its_answer_is_neither_nor_billed(world: World):
    await answered_with(world)
    came = await says(world, "Stop")
    [kept] = (await world.acme.get("Messages")).json["messages"]
    assert (kept["sid"], kept["body"], kept["direction"]) == (came, "Stop", "inbound")
    (heard,) = world.customer.heard
    assert (heard.form["Body"], heard.form["OptOutType"]) == ("Stop", "STOP")
    records = (await world.acme.get("Usage/Records/AllTime", Category="sms-outbound")).json["usage_records"]
    assert [record["count"] for record in records] in ([], ["0"])


async def test_other_texts_are_told_without_a_type(world: World):
    await answered_with(world)
    await says(world, "hello")
    assert "OptOutType" not in world.customer.heard[0].form


async def test_a_twiml_reply_to_stop_is_blocked_and_told_to_the_debugger(world: World):
    await answered_with(world, "<Response><Message>please stay</Message></Response>")
    await says(world, "STOP")
    assert await answers(world) == [STOPPED]
    alerts = (await world.acme.get("/monitor/v1/Alerts")).json["alerts"]
    assert [alert["error_code"] for alert in alerts] == ["21610"]


async def test_a_block_is_for_that_person_and_that_number_only(world: World):
    await owns(world, world.acme, FRISCO)
    await says(world, "STOP")
    assert (await world.acme.text(From=FRISCO)).status == 201
    assert (await world.acme.text(to="+14155550124")).status == 201


async def test_a_block_of_one_account_is_none_of_anothers(world: World):
    other = await world.subaccount()
    await owns(world, other, FRISCO)
    await says(world, "STOP")
    assert (await other.text(From=FRISCO)).status == 201


async def test_in_a_service_the_block_covers_the_whole_of_it_and_fails_later(world: World):
    sid = await pool(world, FRISCO, FRISCO_TOO, InboundRequestUrl=world.customer.says("/in", "<Response/>"))
    came = await says(world, "STOP", to=FRISCO)
    assert world.customer.heard[0].form["OptOutType"] == "STOP"
    assert (await world.acme.get(f"Messages/{came}")).json["messaging_service_sid"] == sid

    failed = [await through(world.acme, sid), await through(world.acme, sid, From=FRISCO_TOO)]
    await world.leap(seconds=10)
    assert [(await now_is(world.acme, f))["error_code"] for f in failed] == [21610, 21610]
    assert (await world.acme.text(From=FRISCO_TOO)).code == 21610
    assert (await world.acme.text(From=OURS)).status == 201

    await says(world, "START", to=FRISCO_TOO)
    sent = await through(world.acme, sid, From=FRISCO)
    await world.leap(seconds=10)
    assert (await now_is(world.acme, sent))["status"] == "delivered"


async def test_a_number_that_leaves_its_service_stays_blocked_for_who_stopped_it(world: World):
    sid = await pool(world, FRISCO, FRISCO_TOO)
    await says(world, "STOP", to=FRISCO)
    [number] = await owns(world, world.acme, FRISCO)
    await world.acme.delete(f"{SERVICES}/{sid}/PhoneNumbers/{number}")
    assert (await world.acme.text(From=FRISCO)).code == 21610


async def test_a_service_that_drops_texts_still_heeds_keywords(world: World):
    sid = await pool(world, FRISCO)
    await says(world, "STOP", to=FRISCO)
    sent = await through(world.acme, sid)
    await world.leap(seconds=10)
    assert (await now_is(world.acme, sent))["error_code"] == 21610


async def test_toll_free_numbers_answer_in_the_networks_words_and_know_no_yes(world: World):
    await owns(world, world.acme, TOLL_FREE)
    await says(world, "STOP", to=TOLL_FREE)
    await says(world, "YES", to=TOLL_FREE)
    assert (await world.acme.text(From=TOLL_FREE)).code == 21610
    await says(world, "UNSTOP", to=TOLL_FREE)
    assert await answers(world) == [NETWORK_STOPPED, NETWORK_STARTED]
    assert (await world.acme.text(From=TOLL_FREE)).status == 201


async def test_short_codes_leave_keywords_to_their_application(world: World):
    [code] = (await world.acme.get("SMS/ShortCodes")).json["short_codes"]
    await says(world, "STOP", to=code["short_code"])
    assert await answers(world) == []
    assert (await world.acme.text(From=code["short_code"])).status == 201


async def test_an_account_may_see_to_keywords_itself(world: World):
    await says(world, "STOP")
    await world.acme.own("POST", f"Accounts/{world.acme.sid}/Settings", opt_out_keywords=False)
    await answered_with(world)
    await says(world, "HELP")
    assert "OptOutType" not in world.customer.heard[0].form
    assert (await world.acme.text()).status == 201
    await world.acme.own("POST", f"Accounts/{world.acme.sid}/Settings", opt_out_keywords=True)
    assert (await world.acme.text()).code == 21610


async def test_the_ledger_keeps_who_said_what_when_and_in_which_message(world: World):
    stopped = await says(world, "Stop")
    started = await says(world, "START")
    ledger = await ConsentService(world.store, world.clock, world.house.sids).of(world.acme.sid, HANDSET)
    assert [(s.word, s.said, s.message_sid, s.sender) for s in ledger] == [
        (Word.OPT_IN, "START", started, OURS),
        (Word.OPT_OUT, "STOP", stopped, OURS),
    ]
    assert ledger[1].date_created < ledger[0].date_created

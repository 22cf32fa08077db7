"""Who may be written to, and when: quiet hours where people are, lists, how often, what they asked for."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.products.messaging.pools import now_is, pool, through
from tests.world.house import Account, World

CALIFORNIA, NEW_YORK, ANYWHERE = "+14155550123", "+12125550123", "+18005550123"
OURS = "+14155550111"
NIGHT = {"quiet_from": "21:00", "quiet_until": "08:00"}


async def says(account: Account, scope: str = "account", **policy: Any) -> dict[str, Any]:
    reply = await account.own("PUT", f"ConsentPolicies/{scope}", **policy)
    assert reply.status == 200, reply.text
    return reply.json


async def it_is(world: World, utc: str) -> None:
    """Leaps to the next time of that hour, UTC."""
    hour, minute = map(int, utc.split(":"))
    now = world.clock.now()
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    await world.leap(seconds=((then - now) % timedelta(days=1)).total_seconds())


async def tries(account: Account, *to: str, **how: Any) -> list[dict[str, Any]]:
    reply = await account.own("POST", "ConsentTrials", to=list(to), **how)
    assert reply.status == 200, reply.text
    return reply.json["items"]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


# -- quiet hours


async def test_a_text_in_quiet_hours_goes_when_they_end_where_the_recipient_is(world: World):
    service = await pool(world, OURS)
    await says(world.acme, service, **NIGHT)
    await it_is(world, "12:00")  # five in the morning, or four, in California; past seven or eight in New York
    west = await through(world.acme, service, to=CALIFORNIA)
    await world.leap(seconds=5)
    assert (await now_is(world.acme, west))["status"] == "accepted"
    assert await world.screen(CALIFORNIA) == []
    await world.leap(hours=4, seconds=10)  # eight there, with and without summer time
    assert (await now_is(world.acme, west))["status"] == "delivered"
    assert len(await world.screen(CALIFORNIA)) == 1


async def test_quiet_hours_may_block_instead(world: World):
    service = await pool(world, OURS)
    await says(world.acme, service, **NIGHT, quiet_action="block")
    await it_is(world, "10:00")
    sent = await through(world.acme, service, to=CALIFORNIA)
    await world.leap(seconds=5)
    now = await now_is(world.acme, sent)
    assert (now["status"], now["error_code"]) == ("failed", 30610)


async def test_a_text_that_names_its_sender_waits_too_and_its_validity_begins_then(world: World):
    await says(world.acme, **NIGHT)
    await it_is(world, "10:00")
    sent = await world.acme.text(to=CALIFORNIA, ValidityPeriod=60)
    await world.leap(seconds=30)
    assert (await now_is(world.acme, sent))["status"] == "queued"
    await world.leap(hours=6)
    assert (await now_is(world.acme, sent))["status"] == "delivered"
    assert len(await world.screen(CALIFORNIA)) == 1


async def test_the_account_may_say_where_somebody_is(world: World):
    await says(world.acme, **NIGHT)
    said = await world.acme.own("PUT", f"Recipients/{CALIFORNIA}", time_zone="Asia/Tokyo")
    assert said.status == 200, said.text
    at = "2026-06-01T10:00:00Z"  # seven in the evening in Tokyo, three in the morning in California
    [tried] = await tries(world.acme, CALIFORNIA, at=at)
    assert (tried["outcome"], tried["time_zones"]) == ("send", ["Asia/Tokyo"])
    await world.acme.own("DELETE", f"Recipients/{CALIFORNIA}")
    [tried] = await tries(world.acme, CALIFORNIA, at=at)
    assert tried["outcome"] == "wait" and moment(tried["until"]) == moment("2026-06-01T15:00:00Z")
    wrong = await world.acme.own("PUT", f"Recipients/{CALIFORNIA}", time_zone="Mars/Olympus")
    assert wrong.status == 400


async def test_what_one_account_says_of_somebody_is_its_own(world: World):
    sub, path = await world.subaccount(), f"Recipients/{CALIFORNIA}"
    await world.acme.own("PUT", path, time_zone="Asia/Tokyo")
    assert (await sub.own("GET", path)).status == (await sub.own("DELETE", path)).status == 404
    await sub.own("PUT", path, time_zone="Europe/Paris")
    assert (await world.acme.own("GET", path)).json["time_zone"] == "Asia/Tokyo"


async def test_a_number_tied_to_no_place_is_everywhere_at_once(world: World):
    await says(world.acme, **NIGHT)
    [west, east, free] = await tries(world.acme, CALIFORNIA, NEW_YORK, ANYWHERE, at="2026-06-01T13:00:00Z")
    assert (west["outcome"], east["outcome"], free["outcome"]) == ("wait", "send", "wait")
    assert len(free["time_zones"]) > 10 and moment(free["until"]) > moment(west["until"])


@pytest.mark.parametrize(
    ("day", "until"), [("2026-03-08", "2026-03-08T15:00:00Z"), ("2026-11-01", "2026-11-01T16:00:00Z")]
)
async def test_quiet_ends_at_the_right_hour_on_days_when_the_clocks_change(world: World, day: str, until: str):
    await says(world.acme, **NIGHT)
    [tried] = await tries(world.acme, CALIFORNIA, at=f"{day}T07:30:00Z")
    assert moment(tried["until"]) == moment(until)


# -- lists, frequency, opt-in


async def test_nobody_on_the_do_not_call_list_is_written_to(world: World):
    put = await world.acme.own("POST", "DoNotCall", numbers=[CALIFORNIA, NEW_YORK], source="federal list")
    assert (put.status, put.json["count"]) == (201, 2), put.text
    refused = await world.acme.text(to=CALIFORNIA)
    assert (refused.status, refused.code) == (400, 30691)
    [entry] = [one for one in (await world.acme.own("GET", "DoNotCall")).json["items"] if one["number"] == NEW_YORK]
    assert entry["source"] == "federal list"
    assert (await world.acme.own("DELETE", f"DoNotCall/{CALIFORNIA}")).status == 204
    assert (await world.acme.text(to=CALIFORNIA)).status == 201


async def test_nobody_hears_more_often_than_the_policy_allows(world: World):
    await says(world.acme, frequency_most=2, frequency_hours=24)
    for _ in range(2):
        assert (await world.acme.text(to=CALIFORNIA)).status == 201
    refused = await world.acme.text(to=CALIFORNIA)
    assert (refused.status, refused.code) == (400, 30693)
    assert (await world.acme.text(to=NEW_YORK)).status == 201
    await world.leap(hours=25)
    assert (await world.acme.text(to=CALIFORNIA)).status == 201


async def test_a_policy_may_want_that_people_asked_for_it(world: World):
    service = await pool(world, OURS, Usecase="marketing")
    await says(world.acme, requires_opt_in=True, purposes=["marketing"])
    assert (await world.acme.text(to=CALIFORNIA)).status == 201  # not marketing
    unasked = await through(world.acme, service, to=CALIFORNIA)
    await world.leap(seconds=5)
    assert (await now_is(world.acme, unasked))["error_code"] == 30692
    said = {"person": CALIFORNIA, "word": "opt-in", "purpose": "marketing", "source": "website"}
    assert (await world.acme.own("POST", "Consents", **said, proof=" ")).status == 400
    brought = await world.acme.own("POST", "Consents", **said, proof="Box ticked on the order form, 2026-01-05")
    assert brought.status == 201, brought.text
    asked = await through(world.acme, service, to=CALIFORNIA)
    await world.leap(seconds=5)
    assert (await now_is(world.acme, asked))["status"] == "delivered"


async def test_who_leaves_one_purpose_still_hears_of_others(world: World):
    marketing, orders = await pool(world, OURS, Usecase="marketing"), await pool(world, "+14155550112")
    said = {"person": CALIFORNIA, "word": "opt-out", "purpose": "marketing", "proof": "By phone"}
    assert (await world.acme.own("POST", "Consents", **said)).status == 201
    sent = [await through(world.acme, service, to=CALIFORNIA) for service in (marketing, orders)]
    await world.leap(seconds=5)
    assert [(await now_is(world.acme, one))["error_code"] for one in sent] == [21610, None]


# -- keywords


@pytest.mark.parametrize(("person", "word"), [("+33612345678", "Arrêt"), ("+4915112345678", "abmelden")])
async def test_people_leave_in_their_own_language_and_are_answered_in_it(world: World, person: str, word: str):
    await world.acme.own("POST", f"Handsets/{person}/Messages", to="+14155550100", body=word)
    await world.leap(seconds=5)
    [answer] = [shown["body"] for shown in await world.screen(person) if shown["direction"] == "received"]
    assert ("désabonné" in answer) or ("abgemeldet" in answer)
    [line] = (await world.acme.own("GET", f"Consents?person={person.replace('+', '%2B')}")).json["items"]
    assert (line["word"], line["source"]) == ("opt-out", "keyword") and line["message_sid"].startswith("SM")


async def test_a_word_of_another_language_is_no_keyword(world: World):
    await world.acme.own("POST", f"Handsets/{CALIFORNIA}/Messages", to="+14155550100", body="PARAR")
    await world.leap(seconds=5)
    assert (await world.acme.own("GET", "Consents")).json["items"] == []


async def test_a_service_has_words_of_its_own_and_the_usual_ones_still_count(world: World):
    service = await pool(world, OURS)
    said = await world.acme.own("PUT", f"Services/{service}/Keywords", stop=["genug"], stop_reply="Bye from Shop")
    assert said.status == 200 and said.json["stop"] == ["GENUG"], said.text
    for person, word in ((CALIFORNIA, "Genug"), (NEW_YORK, "stop")):
        await world.acme.own("POST", f"Handsets/{person}/Messages", to=OURS, body=word)
        await world.leap(seconds=5)
        assert next(shown["body"] for shown in await world.screen(person)) == "Bye from Shop"
        [tried] = await tries(world.acme, person, messaging_service_sid=service)
        assert (tried["outcome"], tried["code"]) == ("skip", 21610)


async def test_a_stranger_cannot_give_ones_service_words(world: World):
    service = await pool(world, OURS)
    stranger = await world.subaccount()
    assert (await stranger.own("PUT", f"Services/{service}/Keywords", stop=["hello"])).status == 404
    await world.acme.own("POST", f"Handsets/{CALIFORNIA}/Messages", to=OURS, body="hello")
    await world.leap(seconds=5)
    assert (await world.acme.own("GET", "Consents")).json["items"] == []


# -- proof and trial


async def test_the_ledger_is_exported_with_its_proof(world: World):
    await world.acme.own("POST", f"Handsets/{CALIFORNIA}/Messages", to="+14155550100", body="STOP")
    await world.leap(seconds=5)
    said = {"person": NEW_YORK, "word": "opt-in", "proof": '=cmd|" and, a "comma"'}
    await world.acme.own("POST", "Consents", **said)
    exported = await world.acme.own("GET", "Consents/Export")
    head, *lines = exported.text.splitlines()
    assert head.startswith("sid,date_created,person,word") and len(lines) == 2
    assert CALIFORNIA in exported.text and "'=cmd" in exported.text
    one = await world.acme.own("GET", f"Consents/Export?person={NEW_YORK.replace('+', '%2B')}")
    assert NEW_YORK in one.text and CALIFORNIA not in one.text


async def test_a_trial_says_what_would_become_of_each_and_sends_nothing(world: World):
    await says(world.acme, **NIGHT)
    await world.acme.own("POST", "DoNotCall", numbers=[NEW_YORK])
    at = "2026-06-01T10:00:00Z"
    wait, skip, send = await tries(world.acme, CALIFORNIA, NEW_YORK, "+442079460018", at=at)
    assert (wait["outcome"], skip["outcome"], send["outcome"]) == ("wait", "skip", "send")
    assert "21:00 to 08:00 in America/Los_Angeles" in wait["why"] and skip["code"] == 30691
    assert (await world.acme.get("Messages")).json["messages"] == []


@pytest.mark.parametrize(
    "policy", [{"quiet_from": "25:00", "quiet_until": "08:00"}, {"quiet_from": "21:00"}, {"frequency_most": 0}]
)
async def test_what_is_wrong_with_a_policy_is_said(world: World, policy: dict[str, Any]):
    assert (await world.acme.own("PUT", "ConsentPolicies/account", **policy)).status == 400
    assert (await world.acme.own("PUT", "ConsentPolicies/everything", **NIGHT)).status == 400

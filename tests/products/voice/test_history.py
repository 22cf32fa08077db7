"""What happened to a call: requests, steps, trouble."""

from datetime import timedelta

from ringback.kernel.alert import Alerted
from ringback.store import Unit
from ringback.switch.model import Step
from ringback.webhooks import Request


async def asked_for(world, sid: str, path: str = "/twiml") -> None:
    """A document is fetched for the call, as the switch does it."""
    url = world.customer.says(path, "<Response/>", content_type="text/xml")
    request = Request(account_sid=world.acme.sid, subject_sid=sid, kind="voice", url=url, params={"CallSid": sid})
    await world.house.webhooks.keep(await world.house.webhooks.ask(request))


async def test_the_requests_of_a_call_are_its_events(world):
    sid = await world.answered_call()
    await asked_for(world, sid, "/one")
    await asked_for(world, sid, "/two")
    first, second = (await world.acme.get(f"Calls/{sid}/Events")).json["events"]
    assert first["request"]["url"].endswith("/one") and second["request"]["url"].endswith("/two")
    assert first["request"]["method"] == "POST" and first["request"]["parameters"] == {"CallSid": sid}
    response = first["response"]
    assert (response["response_code"], response["response_body"]) == (200, "<Response/>")
    assert response["content_type"].startswith("text/xml") and response["request_duration"] >= 0
    page = (await world.acme.get(f"Calls/{sid}/Events", PageSize=1)).json
    rest = (await world.acme.get(page["next_page_uri"])).json
    assert [one["request"]["url"] for one in rest["events"]] == [second["request"]["url"]]


async def test_a_timeline_has_everything_in_its_order(world):
    sid = await world.answered_call()
    now = world.clock.now()
    before, after = now - timedelta(seconds=5), now + timedelta(seconds=5)
    await world.exchange.note(sid, Step(at=before, kind="signalling", text="INVITE sent", detail={"call_id": "x"}))
    await asked_for(world, sid)
    world.exchange.unwritten[sid] = [Step(at=after, kind="digits", text="1#")]
    steps = (await world.acme.own("GET", f"Calls/{sid}/Timeline")).json["items"]
    assert [step["kind"] for step in steps] == ["signalling", "webhook", "digits"]
    assert steps[0]["detail"] == {"call_id": "x"} and steps[1]["detail"]["status"] == 200
    assert steps[2]["text"] == "1#" and steps[2]["at"].endswith("Z")


async def test_a_leg_tells_how_it_was_taken_and_once_it_is_over_how_it_sounded(world):
    sid = await world.answered_call()
    leg = (await world.acme.own("GET", f"Calls/{sid}/Leg")).json
    assert (leg["sid"], leg["ended_by"], leg["quality"]) == (sid, None, None)
    assert leg["answered_at"].endswith("Z")
    await world.exchange.over(sid, by="callee", quality={"codec": "PCMU", "lost": 2, "mos": 4.1})
    leg = (await world.acme.own("GET", f"Calls/{sid}/Leg")).json
    assert (leg["ended_by"], leg["quality"]["lost"]) == ("callee", 2)
    assert (await world.acme.own("GET", "Calls/CA" + 32 * "0" + "/Leg")).status == 404


async def test_trouble_in_a_call_is_a_notification(world):
    sid, other = await world.answered_call(), await world.answered_call()
    about = {"account_sid": world.acme.sid, "at": world.clock.now()}
    alerts = [
        Alerted(**about, subject_sid=sid, error_code=12100, message="Document parse failure"),
        Alerted(**about, subject_sid=other, error_code=32019, message="Both given", level="warning"),
    ]
    await world.store.commit(Unit(events=alerts))
    listed = (await world.acme.get("Notifications")).json["notifications"]
    assert {(one["error_code"], one["log"], one["call_sid"]) for one in listed} == {
        ("12100", "0", sid),
        ("32019", "1", other),
    }
    assert "response_body" not in listed[0]
    warnings = (await world.acme.get("Notifications", Log="1")).json["notifications"]
    assert [one["call_sid"] for one in warnings] == [other]
    [own] = (await world.acme.get(f"Calls/{sid}/Notifications")).json["notifications"]
    assert own["uri"].endswith(f"/Calls/{sid}/Notifications/{own['sid']}.json")
    whole = (await world.acme.get(f"Calls/{sid}/Notifications/{own['sid']}")).json
    assert "parse+failure" in whole["message_text"] and "response_body" in whole
    assert (await world.acme.get(f"Calls/{other}/Notifications/{own['sid']}")).status == 404
    assert (await world.acme.get(f"Notifications/{own['sid']}")).status == 200
    day = world.clock.now().date().isoformat()
    assert len((await world.acme.get("Notifications", MessageDate=day)).json["notifications"]) == 2

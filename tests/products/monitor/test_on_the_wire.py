"""Monitor as clients and operators meet it."""

from ringback.kernel import Job
from ringback.store import Unit
from tests.products.monitor.conftest import URL, Room
from tests.rest.client import path_of

ALERT = {
    *("account_sid", "alert_text", "api_version", "date_created", "date_generated", "date_updated", "error_code"),
    *("log_level", "more_info", "request_method", "request_url", "resource_sid", "service_sid", "sid", "url"),
}
EXCHANGE = {"request_variables", "request_headers", "response_headers", "response_body"}


async def test_alerts_have_the_published_shape_in_a_list_and_alone(room: Room):
    await room.webhook_fails()
    client = room.client()
    (listed,) = (await client.get("/monitor/v1/Alerts")).json["alerts"]
    assert set(listed) == ALERT and listed["error_code"] == "11200" and listed["request_url"] == URL
    assert listed["more_info"].endswith("/errors/11200") and listed["date_created"].endswith("Z")
    alone = await client.get(path_of(listed["url"]))
    assert set(alone.json) == ALERT | EXCHANGE and alone.json["response_body"] == "<h1>Oops</h1>"
    host = await client.get("/v1/Alerts?LogLevel=warning&StartDate=2026-01-01", host="monitor.twilio.com")
    assert (host.status, host.json["alerts"], host.json["meta"]["key"]) == (200, [], "alerts")


async def test_an_unknown_level_and_a_date_that_is_none_are_refused(room: Room):
    client = room.client()
    assert (await client.get("/monitor/v1/Alerts?LogLevel=loud")).code == 20001
    assert (await client.get("/monitor/v1/Alerts?StartDate=soon")).code == 20001
    assert (await client.get("/monitor/v1/Events?EndDate=soon")).code == 20001


async def test_events_have_the_published_shape_and_links(room: Room):
    made = await room.applications.create(room.caller, friendly_name="one")
    client = room.client()
    event = (await client.get("/monitor/v1/Events?EventType=application.created")).json["events"][0]
    assert set(event) == {
        *("account_sid", "actor_sid", "actor_type", "description", "event_data", "event_date", "event_type", "links"),
        *("resource_sid", "resource_type", "sid", "source", "source_ip_address", "url"),
    }
    assert event["actor_sid"] == "US" + room.account.sid[2:] and event["resource_sid"] == made.sid
    assert event["links"]["resource"].endswith(f"/Applications/{made.sid}")
    assert (await client.get(path_of(event["url"]))).json == event
    by_actor = await client.get(f"/monitor/v1/Events?ActorSid={event['actor_sid']}&ResourceSid={made.sid}")
    assert [one["sid"] for one in by_actor.json["events"]] == [event["sid"]]


async def test_a_stranger_gets_404_for_anothers_alert(room: Room):
    await room.webhook_fails()
    (alert,) = await room.listed()
    stranger = await room.accounts.create(room.caller)
    reply = await room.client(stranger).get(f"/monitor/v1/Alerts/{alert.sid}")
    assert (reply.status, reply.code) == (404, 20404)


async def test_the_debuggers_webhook_is_named_and_taken_away(room: Room):
    client = room.client()
    assert (await client.get("/ringback/v1/DebuggerWebhook")).json["url"] is None
    named = await client.send_json("POST", "/ringback/v1/DebuggerWebhook", {"url": "https://ops.example.com/"})
    assert (named.status, named.json["url"], named.json["method"]) == (200, "https://ops.example.com/", "POST")
    gone = await client.send_json("POST", "/ringback/v1/DebuggerWebhook", {"url": None})
    assert gone.json["url"] is None
    assert (await client.send_json("POST", "/ringback/v1/DebuggerWebhook", {"url": "ops"})).status == 400


async def give_up(room: Room) -> None:
    room.listener.is_down = True
    job = Job(kind="webhooks.callback", key="SM1", account_sid=room.account.sid, args={"params": [["Body", "hi"]]})
    await room.store.commit(Unit(jobs=[job]))
    await room.leap(seconds=5)
    room.listener.is_down = False


async def test_a_job_that_was_given_up_is_seen_and_replayed(room: Room):
    await give_up(room)
    client = room.client()
    (dead,) = (await client.get("/ringback/v1/Jobs")).json["items"]
    assert (dead["kind"], dead["key"], dead["attempts"]) == ("webhooks.callback", "SM1", 2)
    assert dead["last_error"] == "the listener is down" and "args" not in dead
    alone = (await client.get(f"/ringback/v1/Jobs/{dead['sid']}")).json
    assert alone["args"] == {"params": [["Body", "hi"]]}
    replayed = await client.send_json("POST", f"/ringback/v1/Jobs/{dead['sid']}/Replay", {})
    assert (replayed.status, replayed.json["status"]) == (201, "waiting")
    await room.runner.settle()
    assert len(room.listener.told) == 1
    assert (await client.get("/ringback/v1/Jobs?status=dead")).json["items"] == []


async def test_a_job_that_waits_is_listed_and_not_replayed(room: Room):
    due_at = room.clock.now().replace(year=room.clock.now().year + 1)
    await room.store.commit(Unit(jobs=[Job(kind="webhooks.callback", key="SM1", due_at=due_at)]))
    client = room.client()
    (waiting,) = (await client.get("/ringback/v1/Jobs?status=waiting")).json["items"]
    reply = await client.send_json("POST", f"/ringback/v1/Jobs/{waiting['sid']}/Replay", {})
    assert (reply.status, reply.code) == (409, 20409)
    assert (await client.get("/ringback/v1/Jobs?status=lost")).status == 400
    assert (await client.get("/ringback/v1/Jobs/JB1")).status == 404


async def test_jobs_are_for_the_operator(room: Room):
    stranger = await room.accounts.create(room.caller)
    client = room.client(stranger, is_private=False)
    assert (await client.get("/ringback/v1/Jobs")).status == 403
    assert (await room.client(is_private=False).get("/ringback/v1/Jobs")).status == 200

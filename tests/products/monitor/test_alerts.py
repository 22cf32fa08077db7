"""What goes wrong is found among the alerts for 30 days, with the exchange it came up in."""

import json
from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from ringback.kernel.refused import NotFound, Refused
from ringback.products.monitor.model import Alert, LogLevel
from tests.products.monitor.conftest import MESSAGE, URL, Room, caller_of


async def test_a_failed_webhook_is_an_alert_with_all_that_was_said(room: Room):
    await room.webhook_fails()
    (alert,) = await room.listed()
    assert (alert.error_code, alert.log_level, alert.resource_sid) == (11200, LogLevel.ERROR, MESSAGE)
    assert (alert.request_method, alert.request_url, alert.response_body) == ("POST", URL, None)
    text = parse_qs(alert.alert_text)
    assert text == {
        "Msg": ["The server answered 500"],
        "ErrorCode": ["11200"],
        "LogLevel": ["ERROR"],
        "url": [URL],
        "httpResponse": ["500"],
    }
    whole = await room.alerts.get(room.caller, sid=alert.sid)
    assert whole.request_variables == "Body=hi&From=%2B14155550123" and whole.response_body == "<h1>Oops</h1>"
    assert parse_qs(whole.response_headers or "") == {"X-Trace": ["a b"]}


async def test_a_callback_that_nobody_heard_is_only_a_warning(room: Room):
    await room.webhook_fails("message-status")
    assert [alert.log_level for alert in await room.listed()] == [LogLevel.WARNING]


async def test_an_alert_that_a_product_raises_carries_its_details(room: Room):
    await room.tell(room.alerted(level="warning", message="no such verb", details={"line": 3}, request_url=URL))
    (alert,) = await room.listed()
    assert (alert.error_code, alert.log_level, alert.request_url) == (12100, LogLevel.WARNING, URL)
    text = parse_qs(alert.alert_text)
    assert (text["Msg"], text["line"]) == (["no such verb"], ["3"])
    assert (await room.alerts.get(room.caller, sid=alert.sid)).response_body is None


async def test_alerts_are_listed_newest_first_and_narrowed_by_level_and_time(room: Room):
    await room.tell(room.alerted(error_code=12100))
    first = room.clock.now()
    await room.leap(days=2)
    await room.tell(room.alerted(error_code=12200, level="warning"))
    assert [alert.error_code for alert in await room.listed()] == [12200, 12100]
    assert [alert.error_code for alert in await room.listed(log_level=LogLevel.WARNING)] == [12200]
    day_after = (first + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [alert.error_code for alert in await room.listed(start_date=day_after)] == [12200]
    assert [alert.error_code for alert in await room.listed(end_date=first.date().isoformat())] == [12100]


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01", "2026-11-23T25:00:00Z", "20261123", "9999-12-31"])
async def test_a_moment_that_is_none_is_refused(room: Room, moment: str):
    with pytest.raises(Refused, match="EndDate"):
        await room.listed(end_date=moment)


async def test_after_thirty_days_an_alert_is_gone_and_then_its_row(room: Room):
    await room.tell(room.alerted())
    (old,) = await room.listed()
    await room.leap(days=31)
    assert await room.listed() == []
    with pytest.raises(NotFound):
        await room.alerts.get(room.caller, sid=old.sid)
    await room.tell(room.alerted())
    assert len(await room.listed()) == 1
    assert await room.store.get(Alert, old.sid) is None


async def test_another_account_sees_none_of_it(room: Room):
    await room.webhook_fails()
    (alert,) = await room.listed()
    stranger = caller_of(await room.accounts.create(room.caller))
    assert await room.listed(stranger) == []
    with pytest.raises(NotFound):
        await room.alerts.get(stranger, sid=alert.sid)


# -- the debugger's webhook

HOOK = "https://ops.example.com/debugger"


async def test_the_debuggers_webhook_is_told_what_the_alert_says(room: Room):
    await room.debugger.update(room.caller, url=HOOK)
    await room.webhook_fails()
    await room.runner.settle()
    (alert,) = await room.listed()
    (job,) = room.listener.told
    (params,) = room.listener.params
    assert (job.args["url"], job.account_sid, job.key) == (HOOK, room.account.sid, alert.sid)
    assert (params["Sid"], params["AccountSid"], params["Level"]) == (alert.sid, room.account.sid, "ERROR")
    assert params["PayloadType"] == "application/json" and "ParentAccountSid" not in params
    payload = json.loads(params["Payload"])
    assert (payload["resource_sid"], payload["error_code"]) == (MESSAGE, "11200")
    assert payload["more_info"]["Msg"] == "The server answered 500"
    assert payload["webhook"]["request"]["url"] == URL
    assert payload["webhook"]["response"]["status_code"] == 500


async def test_the_debuggers_webhook_never_alerts_about_itself(room: Room):
    await room.debugger.update(room.caller, url=HOOK)
    await room.webhook_fails(kind="debugger", subject_sid="NO" + "1" * 32)
    await room.runner.settle()
    assert room.listener.told == [] and await room.listed() == []


async def test_a_parent_hears_of_a_subaccounts_alerts_unless_it_has_a_webhook_of_its_own(room: Room):
    sub = await room.accounts.create(room.caller)
    await room.debugger.update(room.caller, url=HOOK)
    await room.webhook_fails(account=sub)
    await room.runner.settle()
    (params,) = room.listener.params
    assert (params["AccountSid"], params["ParentAccountSid"]) == (sub.sid, room.account.sid)
    await room.debugger.update(caller_of(sub), url="https://sub.example.com/")
    await room.webhook_fails(account=sub)
    await room.runner.settle()
    assert room.listener.told[-1].args["url"] == "https://sub.example.com/"


async def test_nobody_is_told_once_the_webhook_is_taken_away(room: Room):
    await room.debugger.update(room.caller, url=HOOK, method="GET")
    after = await room.debugger.update(room.caller, url=None)
    assert (after.url, after.method) == (None, "GET")
    await room.webhook_fails()
    await room.runner.settle()
    assert room.listener.told == []

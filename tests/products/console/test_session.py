"""Logging in to the console, by token and by link."""

import pytest

from ringback.kernel.refused import NotAuthenticated
from ringback.rest.auth import SESSION_COOKIE
from tests.rest.client import Client

SESSION = "/ringback/v1/Session"


@pytest.fixture
def browser(world) -> Client:
    return Client(world.api)


async def log_in(browser: Client, account) -> tuple[dict, dict]:
    """What the server said, and the headers that go along from then on."""
    said = await browser.send_json("POST", SESSION, {"account_sid": account.sid, "auth_token": account.token})
    assert said.status == 201, said.text
    cookie = said.headers["set-cookie"].partition(";")[0]
    return said.json, {"Cookie": f"theme=dark; {cookie}", "X-CSRF-Token": said.json["csrf_token"]}


async def test_a_log_in_sets_a_cookie_that_no_script_reads_and_no_other_site_sends(world, browser):
    said = await browser.send_json("POST", SESSION, {"account_sid": world.acme.sid, "auth_token": world.acme.token})
    assert said.status == 201
    assert set(said.json) == {"account_sid", "friendly_name", "csrf_token", "operator"}
    assert (said.json["account_sid"], said.json["operator"]) == (world.acme.sid, True)
    name, *attributes = said.headers["set-cookie"].split("; ")
    assert name.startswith(f"{SESSION_COOKIE}=") and len(name) > 60
    assert set(attributes) == {"Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=43200"}
    assert world.acme.token not in said.text


async def test_a_session_reads_and_writes_as_its_account(world, browser):
    said, headers = await log_in(browser, world.acme)
    assert (await browser.get(SESSION, headers=headers)).json == said
    path = f"/2010-04-01/Accounts/{world.acme.sid}"
    assert (await browser.get(f"{path}.json", headers=headers)).json["auth_token"] == world.acme.token
    made = await browser.post(f"{path}/Applications.json", {"FriendlyName": "Menu"}, headers=headers)
    assert made.status == 201


async def test_a_change_without_the_csrf_token_is_refused(world, browser):
    _, headers = await log_in(browser, world.acme)
    path = f"/2010-04-01/Accounts/{world.acme.sid}/Applications.json"
    for wrong in ({}, {"X-CSRF-Token": "0" * 32}):
        refused = await browser.post(path, headers={"Cookie": headers["Cookie"], **wrong})
        assert (refused.status, refused.code) == (403, 20403)


async def test_logging_out_ends_the_session(world, browser):
    _, headers = await log_in(browser, world.acme)
    assert (await browser.delete(SESSION, headers=headers)).status == 204
    assert (await browser.get(SESSION, headers=headers)).status == 401


async def test_a_session_ends_after_twelve_hours_and_with_its_token(world, browser):
    _, headers = await log_in(browser, world.acme)
    await world.leap(hours=12, seconds=1)
    assert (await browser.get(SESSION, headers=headers)).status == 401

    _, headers = await log_in(browser, world.acme)
    await world.acme.post("/accounts/v1/AuthTokens/Secondary")
    promoted = await world.acme.post("/accounts/v1/AuthTokens/Promote")
    assert promoted.status == 200
    assert (await browser.get(SESSION, headers=headers)).status == 401


async def test_what_does_not_log_in(world, browser):
    test = (await world.acme.own("GET", f"Accounts/{world.acme.sid}/TestCredentials")).json
    key = (await world.acme.post("Keys")).json
    desk = await world.subaccount()
    await world.acme.post(f"/2010-04-01/Accounts/{desk.sid}.json", Status="suspended")
    cases = [
        ({"account_sid": world.acme.sid, "auth_token": "0" * 32}, 401),
        ({"account_sid": "AC" + "0" * 32, "auth_token": world.acme.token}, 401),
        ({"account_sid": test["sid"], "auth_token": test["auth_token"]}, 401),
        ({"account_sid": key["sid"], "auth_token": key["secret"]}, 400),
        ({"account_sid": desk.sid, "auth_token": desk.token}, 403),
        ({"account_sid": world.acme.sid}, 400),
        ({"account_sid": world.acme.sid, "auth_token": None}, 400),
    ]
    for given, status in cases:
        refused = await browser.send_json("POST", SESSION, given)
        assert refused.status == status and "set-cookie" not in refused.headers, given
    assert (await browser.get(SESSION)).status == 401
    assert (await browser.get(SESSION, headers={"Cookie": f"{SESSION_COOKIE}=nothing"})).status == 401


async def test_basic_credentials_see_the_session_without_a_csrf_token(world):
    seen = (await world.acme.own("GET", "Session")).json
    assert (seen["account_sid"], seen["csrf_token"]) == (world.acme.sid, None)


async def test_a_link_opens_one_session_within_ten_minutes(world, browser):
    sessions = world.house.sessions
    token = await sessions.link(world.acme.sid)
    opened = await sessions.redeem(token)
    seen = await browser.get(SESSION, headers={"Cookie": f"{SESSION_COOKIE}={opened.cookie}"})
    assert seen.json["csrf_token"] == opened.session.csrf_token

    late = await sessions.link(world.acme.sid)
    await world.leap(minutes=10)
    for spent in (token, late, "", "guess"):
        with pytest.raises(NotAuthenticated):
            await sessions.redeem(spent)


async def test_guessing_at_the_log_in_is_stopped_for_the_guesser(world):
    guesser, owner = Client(world.api, ip="192.0.2.66"), Client(world.api, ip="192.0.2.7")
    for _ in range(20):
        await guesser.send_json("POST", SESSION, {"account_sid": world.acme.sid, "auth_token": "guess"})
    stopped = await guesser.send_json("POST", SESSION, {"account_sid": world.acme.sid, "auth_token": world.acme.token})
    assert stopped.status == 429 and int(stopped.headers["retry-after"]) <= 60
    await log_in(owner, world.acme)

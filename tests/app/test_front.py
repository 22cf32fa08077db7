"""What a page of another site cannot get at: by its own name for us, by a visitor's cookie, by a file it sent."""

import pytest

from ringback.app.build import Whereabouts
from ringback.app.http.front import OPENAPI
from ringback.app.server import front_of, hosts_of
from ringback.app.settings import Address, Settings
from ringback.rest.refusals import UnknownHost
from tests.rest.client import Client
from tests.world.house import HANDSET

OURS = ["127.0.0.1:8080", "localhost", "localhost:8080", "[::1]:8080", "api.twilio.com"]
THEIRS = ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "203.0.113.7", "", "localhost.evil.example"]
PATHS = [
    "/",
    "/console/",
    f"{OPENAPI}/api_v2010.json",
    "/ringback/v1/demo/sms",
    "/ringback/v1/Session",
    "/monitor/v1/Alerts",
]


@pytest.mark.parametrize("path", PATHS)
async def test_a_name_that_is_not_ours_is_421_whatever_is_asked(browser, path):
    for host in THEIRS:
        reply = await browser.get(path, host=host)
        assert (reply.status, reply.code) == (421, 20421), host
    for host in OURS:
        assert (await browser.get(path, host=host)).status != 421, host


async def test_probes_may_have_any_name_for_us(browser):
    for path in ("/healthz", "/readyz"):
        assert (await browser.get(path, host="10.1.2.3:8080")).status == 200


def test_a_server_for_others_answers_to_any_address_and_its_public_name_and_no_other():
    hosts = hosts_of(
        Settings(http=Address("0.0.0.0", 8080), public_url="https://texts.example.com/x", domain="t.example")
    )
    for ours in (b"192.0.2.1:8080", b"[2001:db8::1]", b"texts.example.com", b"t.example", b"localhost"):
        assert hosts.product_of(ours) is None
    assert hosts.product_of(b"messaging.t.example") == "messaging"
    for theirs in (b"evil.example", b"example.com", b"1.2.3.4.example"):
        with pytest.raises(UnknownHost):
            hosts.product_of(theirs)


async def test_behind_a_public_url_media_are_found_under_it(world, files):
    hosts = hosts_of(Settings(http=Address("127.0.0.1", 8080), public_url="https://texts.example.com"))
    assert hosts.product_of(b"texts.example.com") is None
    assert Whereabouts("https://texts.example.com/").of("/x") == "https://texts.example.com/x"


async def test_a_description_that_is_not_there_is_a_404_in_the_apis_form(browser):
    reply = await browser.get(f"{OPENAPI}/nothing.json")
    assert (reply.status, reply.code) == (404, 20404) and set(reply.json) == {"code", "message", "more_info", "status"}


async def test_a_foreign_page_cannot_change_anything_with_a_visitors_cookie(browser, world):
    """Such a page can send a form with the cookie (were it not SameSite), but neither the header nor JSON."""
    session = await world.house.sessions.redeem(await world.house.sessions.link(world.acme.sid))
    cookie = {"Cookie": f"ringback_session={session.cookie}", "Origin": "http://evil.example"}
    for path, headers in (
        (f"/2010-04-01/Accounts/{world.acme.sid}/Messages.json", {"Content-Type": "application/x-www-form-urlencoded"}),
        ("/ringback/v1/DebuggerWebhook", {"Content-Type": "text/plain"}),
        ("/ringback/v1/Clock", {"Content-Type": "text/plain"}),
    ):
        reply = await browser.ask("POST", path, body=b"To=%2B14155550123&Body=hi", headers={**cookie, **headers})
        assert (reply.status, reply.code) == (403, 20403), path
    log_in = await browser.ask("POST", "/ringback/v1/Session", body=b"{}", headers={"Content-Type": "text/plain"})
    assert log_in.status == 415  # a form cannot log a visitor into somebody else's account


async def test_our_own_api_is_not_for_other_origins(browser):
    for path in ("/ringback/v1/Session", "/ringback/v1/Handsets"):
        assert "access-control-allow-origin" not in (await browser.get(path)).headers
    allowed = (await browser.get("/2010-04-01/Accounts.json")).headers["access-control-allow-origin"]
    assert allowed == "*"  # with which browsers hand over no answer to a request with cookies


async def test_a_picture_that_is_a_program_runs_nothing_on_our_pages(world):
    script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    url = world.customer.says("/picture.svg", script, content_type="image/svg+xml")
    sent = (await world.acme.text(MediaUrl=url)).json
    await world.leap(seconds=5)
    [kept] = (await world.acme.get(f"Messages/{sent['sid']}/Media")).json["media_list"]
    content = await Client(front_of(world.house)).get(kept["uri"].removesuffix(".json"))
    assert content.status == 200 and b"script" in content.body
    policy = content.headers["content-security-policy"]
    assert "sandbox" in policy and "default-src 'none'" in policy and "allow-scripts" not in policy
    assert content.headers["x-content-type-options"] == "nosniff"
    assert HANDSET

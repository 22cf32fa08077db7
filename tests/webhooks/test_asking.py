"""One logical request: signed, tried again, led elsewhere, fallen back, with its cookies."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from aiohttp import web

from ringback.transports.clocks import LeapingClock
from ringback.transports.http_client import REDIRECTS_MOST
from ringback.webhooks import Expect, Request, Webhooks
from tests.webhooks.conftest import TOKEN
from tests.webhooks.customer import Customer, speaking

XML = "<Response/>"
About = Callable[..., Request]
SAID = {"MessageSid": "SM1", "From": "+14155550100", "Body": "a b&c=d/ü", "FromZip": ""}


# -- what is sent


async def test_a_form_arrives_signed_and_labelled(webhooks: Webhooks, about: About, customer: Customer):
    answer = await webhooks.ask(about(customer.url("/status?x=1"), params=SAID))
    heard = customer.heard[0]
    assert (answer.error, answer.status, heard.method) == (None, 204, "POST")
    assert dict(heard.form) == SAID
    assert heard.is_signed_with(TOKEN)
    assert not heard.is_signed_with("another token")
    assert heard.headers["User-Agent"] == "TwilioProxy/1.1"
    assert heard.headers["Accept"] == "*/*"
    assert heard.headers["X-Home-Region"] == "us1"
    assert heard.headers["Content-Type"] == "application/x-www-form-urlencoded; charset=utf-8"
    assert UUID(heard.headers["I-Twilio-Idempotency-Token"])


async def test_a_get_carries_its_parameters_behind_the_query_it_has(webhooks, about, customer):
    await webhooks.ask(about(customer.url("/status?x=1&x=2#rc=0"), method="GET", params=SAID))
    heard = customer.heard[0]
    query = parse_qs(urlsplit(heard.url).query, keep_blank_values=True)
    assert query == {"x": ["1", "2"], **{name: [value] for name, value in SAID.items()}}
    assert heard.body == ""
    assert heard.is_signed_with(TOKEN)


async def test_repeated_names_are_sent_and_signed(webhooks, about, customer):
    await webhooks.ask(about(customer.url(), params=[("b", "2"), ("a", "1"), ("b", "1"), ("b", "2")]))
    assert customer.heard[0].body == "b=2&a=1&b=1&b=2"
    assert customer.heard[0].is_signed_with(TOKEN)


async def test_a_json_body_is_covered_by_the_signed_url(webhooks, about, customer):
    await webhooks.ask(about(customer.url("/sink?x=1"), json={"type": "verified", "name": "ü"}))
    heard = customer.heard[0]
    assert json.loads(heard.body) == {"type": "verified", "name": "ü"}
    assert heard.headers["Content-Type"] == "application/json"
    assert "bodySHA256=" in heard.url
    assert heard.is_signed_with(TOKEN)


async def test_a_password_in_the_url_goes_in_its_header_and_is_not_signed(webhooks, about, customer):
    answer = await webhooks.ask(about(customer.url("/x", userinfo="ann:secret@"), params=SAID))
    assert customer.heard[0].headers["Authorization"] == "Basic YW5uOnNlY3JldA=="
    assert customer.heard[0].is_signed_with(TOKEN)
    assert "secret" not in answer.url


# -- retries


async def test_a_failed_status_is_not_tried_again_by_itself(webhooks, about, customer):
    answer = await webhooks.ask(about(customer.says("/x", status=500)))
    assert (answer.error.code, answer.error.status, answer.attempts, len(customer.heard)) == (11200, 500, 1, 1)


async def test_overrides_ask_for_more_tries_all_with_the_same_token(webhooks, about, customer):
    customer.says("/x", status=503)
    customer.says("/x", status=502)
    customer.says("/x", XML)
    answer = await webhooks.ask(about(customer.url("/x#rc=3&rp=5xx"), params=SAID))
    assert (answer.error, answer.attempts) == (None, 3)
    assert len({heard.headers["I-Twilio-Idempotency-Token"] for heard in customer.heard}) == 1
    assert all(heard.is_signed_with(TOKEN) and dict(heard.form) == SAID for heard in customer.heard)
    assert [(record.attempt, record.response_status) for record in answer.records] == [(1, 503), (2, 502), (3, 200)]


@pytest.mark.parametrize(
    "status, policy, tries",
    [(404, "rc=2&rp=4xx", 3), (404, "rc=2&rp=5xx", 1), (500, "rc=5&rp=all", 6), (500, "rc=2", 1)],
)
async def test_the_policy_says_what_is_tried_again(webhooks, about, customer, status, policy, tries):
    await webhooks.ask(about(customer.says("/x", status=status) + "#" + policy))
    assert len(customer.heard) == tries


async def test_a_refused_connection_is_tried_once_more(webhooks, about, unused_tcp_port):
    answer = await webhooks.ask(about(f"http://127.0.0.1:{unused_tcp_port}/"))
    assert (answer.error.code, answer.attempts) == (11202, 2)


async def test_a_read_that_takes_too_long_is_tried_again_if_asked(webhooks, about):
    async with speaking(b"", then="hang") as url:
        answer = await webhooks.ask(about(url + "#rt=100"))
        assert (answer.error.code, answer.attempts) == (11203, 1)
        answer = await webhooks.ask(about(url + "#rt=100&rc=2&rp=rt"))
        assert (answer.error.code, answer.attempts) == (11203, 3)


async def test_the_total_time_spans_all_tries(webhooks, about):
    loop = asyncio.get_running_loop()
    async with speaking(b"", then="hang") as url:
        began = loop.time()
        answer = await webhooks.ask(about(url + "#rt=100&tt=250&rc=5&rp=rt"))
    assert (answer.error.code, answer.attempts) == (11203, 3)
    assert loop.time() - began < 1


async def test_an_impossible_override_is_told_and_nothing_sent(webhooks, about, customer):
    answer = await webhooks.ask(about(customer.url("/x#rc=9")))
    assert (answer.error.code, answer.attempts, customer.heard) == (11243, 0, [])
    assert "rc=9 is not a number from 0 to 5" in answer.error.message
    assert answer.records[0].error_code == 11243


async def test_where_overrides_do_not_count_a_fragment_means_nothing(webhooks, about, customer):
    assert (await webhooks.ask(about(customer.url("/x#rc=9"), overridable=False))).error is None


# -- redirects


@pytest.mark.parametrize("status, method", [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
async def test_a_redirect_keeps_or_drops_the_form(webhooks, about, customer, status, method):
    customer.redirects("/a/x?q=1".partition("?")[0], "../b/y?z=2", status)
    answer = await webhooks.ask(about(customer.url("/a/x?q=1"), params=SAID))
    there = customer.heard[1]
    assert (there.method, urlsplit(there.url).path, urlsplit(there.url).query) == (method, "/b/y", "z=2")
    assert dict(there.form) == (SAID if method == "POST" else {})
    assert there.is_signed_with(TOKEN)
    assert answer.url == customer.url("/b/y?z=2")


async def test_a_redirected_json_body_is_signed_anew(webhooks, about, customer):
    customer.redirects("/a", "/b?x=1", 307)
    await webhooks.ask(about(customer.url("/a"), json=[1, 2]))
    assert [heard.is_signed_with(TOKEN) for heard in customer.heard] == [True, True]
    assert customer.heard[1].url.count("bodySHA256") == 1


async def test_a_loop_ends_after_ten(webhooks, about, customer):
    answer = await webhooks.ask(about(customer.redirects("/x", "/x")))
    assert (answer.error.code, len(customer.heard)) == (11215, REDIRECTS_MOST + 1)
    assert len(answer.records) == REDIRECTS_MOST + 1


@pytest.mark.parametrize(
    "location, code", [("http://[::1", 11100), ("ftp://x/", 11100), ("//a_b/", 11210), ("", 11215)]
)
async def test_a_redirect_to_nowhere_is_told(webhooks, about, customer, location, code):
    answer = await webhooks.ask(about(customer.redirects("/x", location)))
    assert answer.error.code == code


async def test_a_redirect_without_a_location_is_no_success(webhooks, about, customer):
    assert (await webhooks.ask(about(customer.says("/x", status=302)))).error.code == 11200


# -- what counts as good


@pytest.mark.parametrize(
    "text, content_type, expects, code",
    [
        (XML, "text/xml", Expect.TWIML, None),
        (XML, "application/xml", Expect.TWIML, None),
        (XML, "text/html", Expect.TWIML, None),
        ("", "text/xml", Expect.TWIML, 11770),
        (" \n", "text/xml", Expect.TWIML, 11770),
        ("", "text/xml", Expect.MESSAGING_TWIML, None),
        ("Hello", "text/plain", Expect.MESSAGING_TWIML, None),
        ("{}", "application/json", Expect.TWIML, 12300),
        ("{}", "application/json", Expect.MESSAGING_TWIML, 12300),
        ("{}", "application/json", Expect.ANY, None),
        ("RIFF", "audio/wav", Expect.TWIML, None),
        ("RIFF", "audio/wav", Expect.MESSAGING_TWIML, 12300),
        ("x" * 65537, "text/xml", Expect.TWIML, 11750),
        ("x" * 65537, "text/xml", Expect.ANY, None),
        ("x" * 65537, "image/png", Expect.NOTHING, None),
    ],
)
async def test_a_response_is_judged_by_what_it_is_for(webhooks, about, customer, text, content_type, expects, code):
    answer = await webhooks.ask(about(customer.says("/x", text, content_type=content_type), expects=expects))
    assert (answer.error.code if answer.error else None) == code


@pytest.mark.parametrize(
    "expects, code", [(Expect.TWIML, 11770), (Expect.MESSAGING_TWIML, None), (Expect.NOTHING, None)]
)
async def test_no_content_is_fine_but_for_a_call(webhooks, about, customer, expects, code):
    answer = await webhooks.ask(about(customer.url("/x"), expects=expects))
    assert (answer.error.code if answer.error else None) == code


async def test_the_document_comes_with_what_its_reader_needs(webhooks, about, customer):
    answer = await webhooks.ask(about(customer.says("/x", XML, content_type="text/xml"), expects=Expect.TWIML))
    assert (answer.body, answer.status, answer.content_type) == (XML.encode(), 200, "text/xml; charset=utf-8")


@pytest.mark.parametrize(
    "said, then, code",
    [
        (b"", "close", 11205),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "reset", 11205),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "close", 11206),
    ],
)
async def test_a_broken_server_has_its_code(webhooks, about, said, then, code):
    async with speaking(said, then=then) as url:
        assert (await webhooks.ask(about(url))).error.code == code


async def test_a_name_nobody_knows_has_its_code(webhooks, about):
    assert (await webhooks.ask(about("http://nobody.invalid/"))).error.code == 11210
    assert (await webhooks.ask(about("http://my_host.example/"))).error.code == 11210


# -- fallback


async def test_the_fallback_hears_what_went_wrong(webhooks, about, customer):
    customer.says("/main", status=500)
    customer.says("/spare", XML, content_type="text/xml")
    answer = await webhooks.ask(
        about(customer.url("/main?a=1"), params=SAID, fallback_url=customer.url("/spare"), expects=Expect.TWIML)
    )
    main, spare = customer.heard
    assert dict(spare.form) == {**SAID, "ErrorCode": "11200", "ErrorUrl": customer.url("/main?a=1")}
    assert spare.is_signed_with(TOKEN)
    assert spare.headers["I-Twilio-Idempotency-Token"] != main.headers["I-Twilio-Idempotency-Token"]
    assert (answer.error, answer.is_from_fallback, answer.body) == (None, True, XML.encode())
    assert [failure.code for failure in answer.failures] == [11200]
    assert [record.outcome for record in answer.records] == ["failed", "ok"]
    assert [event.type for event in answer.events] == ["webhooks.failed", "webhooks.answered"]


async def test_a_wrong_document_falls_back_too_with_the_method_of_the_fallback(webhooks, about, customer):
    customer.says("/main", "{}", content_type="application/json")
    request = about(
        customer.url("/main"), fallback_url=customer.url("/spare"), fallback_method="GET", expects=Expect.TWIML
    )
    answer = await webhooks.ask(request)
    assert customer.heard[1].method == "GET"
    assert parse_qs(urlsplit(customer.heard[1].url).query)["ErrorCode"] == ["12300"]
    assert [failure.code for failure in answer.failures] == [12300, 11770]
    assert answer.error.code == 11770


async def test_retries_come_before_the_fallback(webhooks, about, customer):
    customer.says("/main", status=500)
    await webhooks.ask(about(customer.url("/main#rc=2&rp=all"), fallback_url=customer.url("/spare")))
    assert [heard.path for heard in customer.heard] == ["/main", "/main", "/main", "/spare"]


# -- cookies


async def test_cookies_stay_within_their_conversation(webhooks, about, customer, clock: LeapingClock):
    customer.says("/x", headers={"Set-Cookie": "step=2; Path=/"})
    for jar in (("from", "to"), ("from", "to"), ("from", "other"), None):
        await webhooks.ask(about(customer.url("/x"), jar_key=jar))
    assert [heard.headers.get("Cookie") for heard in customer.heard] == [None, "step=2", None, None]
    clock.leap_to(clock.now() + timedelta(hours=5))
    await webhooks.ask(about(customer.url("/x"), jar_key=("from", "to")))
    assert "Cookie" not in customer.heard[-1].headers


async def test_a_cookie_set_on_the_way_goes_along_at_once(webhooks, about, customer):
    async def lead_on(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "/b", "Set-Cookie": "a=1; Path=/"})

    customer.does("/a", lead_on)
    await webhooks.ask(about(customer.url("/a"), jar_key=("CA1",)))
    assert customer.heard[1].headers["Cookie"] == "a=1"
    webhooks.forget_cookies(about("").account_sid, ("CA1",))
    await webhooks.ask(about(customer.url("/b"), jar_key=("CA1",)))
    assert "Cookie" not in customer.heard[2].headers


# -- documents kept


def document(customer: Customer, **headers: str) -> str:
    return customer.says(
        "/doc", XML, content_type="text/xml", headers={n.replace("_", "-"): v for n, v in headers.items()}
    )


async def test_a_document_is_not_fetched_again_while_it_is_fresh(webhooks, about, customer, clock):
    request = about(document(customer, Cache_Control="max-age=60"), method="GET", expects=Expect.TWIML)
    answers = [await webhooks.ask(request) for _ in range(3)]
    assert [answer.is_from_cache for answer in answers] == [False, True, True]
    assert {answer.body for answer in answers} == {XML.encode()}
    clock.leap_to(clock.now() + timedelta(seconds=61))
    assert not (await webhooks.ask(request)).is_from_cache
    assert len(customer.heard) == 2


async def test_a_document_with_a_tag_is_asked_about(webhooks, about, customer):
    document(customer, ETag='"v1"')
    customer.says("/doc", status=304, headers={"ETag": '"v1"'})
    request = about(customer.url("/doc"), method="GET", expects=Expect.TWIML)
    first, second = [await webhooks.ask(request) for _ in range(2)]
    assert customer.heard[1].headers["If-None-Match"] == '"v1"'
    assert (second.error, second.body, second.status) == (None, first.body, 200)
    assert second.records[0].response_status == 304


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache_Control": "no-store", "ETag": '"x"'},
        {"Cache_Control": "max-age=60", "Vary": "Cookie"},
        {"Cache_Control": "max-age=60", "Set_Cookie": "a=1"},
        {"Cache_Control": "max-age=0"},
        {"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"Expires": "0"},
    ],
)
async def test_what_may_not_be_kept_is_fetched_anew(webhooks, about, customer, headers):
    request = about(document(customer, **headers), method="GET", expects=Expect.TWIML)
    for _ in range(2):
        await webhooks.ask(request)
    assert len(customer.heard) == 2
    assert "If-None-Match" not in customer.heard[1].headers


async def test_posts_and_other_accounts_see_nothing_that_was_kept(webhooks, about, customer):
    url = document(customer, Cache_Control="max-age=60")
    await webhooks.ask(about(url, method="GET"))
    await webhooks.ask(about(url, method="POST"))
    await webhooks.ask(about(url, method="GET", account_sid="AC" + "9" * 32))
    assert len(customer.heard) == 3

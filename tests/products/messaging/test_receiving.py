"""A text on its way in: kept, asked about, and answered with what the customer's TwiML says."""

import pytest

from tests.rest.client import Client
from tests.world.house import HANDSET, World

OURS = "+14155550100"
XML = {"content_type": "text/xml"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001"
    "f61738550000000049454e44ae426082"
)


@pytest.fixture
async def number(world: World) -> dict:
    """The first account's number."""
    return (await world.acme.get("IncomingPhoneNumbers")).json["incoming_phone_numbers"][0]


async def configured(world: World, number: dict, **settings: str) -> None:
    assert (await world.acme.post(f"IncomingPhoneNumbers/{number['sid']}", **settings)).status == 200


async def texts_in(world: World, body: str = "hello", **more: object) -> dict:
    sent = await world.acme.own("POST", f"Handsets/{HANDSET}/Messages", to=OURS, body=body, **more)
    assert sent.status == 201, sent.text
    await world.leap(seconds=2)
    return sent.json


async def alerts(world: World) -> list[tuple[str, str]]:
    found = (await world.acme.get("/monitor/v1/Alerts")).json["alerts"]
    return [(alert["error_code"], alert["log_level"]) for alert in found]


async def received_by_handset(world: World) -> list[str]:
    return [shown["body"] for shown in reversed(await world.screen()) if shown["direction"] == "received"]


async def test_a_text_is_told_with_its_places_and_answered_by_the_twiml(world: World, number):
    reply = "<Response><Message>Thank you</Message></Response>"
    await configured(world, number, SmsUrl=world.customer.says("/sms", reply, **XML))
    sent = await texts_in(world, "hello ü")
    (heard,) = world.customer.heard
    form = heard.form
    assert heard.is_signed_with(world.acme.token)
    assert {form[name] for name in ("MessageSid", "SmsSid", "SmsMessageSid")} == {sent["sid"]}
    assert (form["Body"], form["From"], form["To"], form["SmsStatus"]) == ("hello ü", HANDSET, OURS, "received")
    assert (form["FromCountry"], form["FromState"], form["NumMedia"], form["NumSegments"]) == ("US", "CA", "0", "1")
    assert await received_by_handset(world) == ["Thank you"]
    listed = (await world.acme.get("Messages")).json["messages"]
    assert [(m["direction"], m["status"]) for m in listed] == [("outbound-reply", "delivered"), ("inbound", "received")]


@pytest.mark.parametrize(
    ("body", "content_type", "replies"),
    [
        ("<Response/>", "text/xml", []),
        ("plain words", "text/plain", ["plain words"]),
        ("<Response><Message>1</Message><Message>2</Message></Response>", "application/xml", ["1", "2"]),
        ("<Response><Message><Body>in a Body</Body></Message></Response>", "text/html", ["in a Body"]),
    ],
)
async def test_documents_are_taken_by_their_content_type(world: World, number, body, content_type, replies):
    await configured(world, number, SmsUrl=world.customer.says("/sms", body, content_type=content_type))
    await texts_in(world)
    assert await received_by_handset(world) == replies
    assert await alerts(world) == []


async def test_without_an_url_the_text_is_kept_and_nobody_is_asked(world: World):
    sent = await texts_in(world)
    kept = (await world.acme.get(f"Messages/{sent['sid']}")).json
    assert (kept["direction"], kept["status"], kept["body"]) == ("inbound", "received", "hello")
    assert world.customer.heard == []


async def test_an_application_goes_before_the_numbers_own_url(world: World, number):
    app = (await world.acme.post("Applications", SmsUrl=world.customer.url("/app"))).json["sid"]
    await configured(world, number, SmsUrl=world.customer.url("/own"), SmsApplicationSid=app)
    await texts_in(world)
    assert [heard.path for heard in world.customer.heard] == ["/app"]


async def test_a_server_that_fails_is_told_to_the_debugger_and_the_fallback_answers(world: World, number):
    fallback = world.customer.says("/fallback", "<Response><Message>sorry</Message></Response>", **XML)
    await configured(world, number, SmsUrl=world.customer.says("/sms", "no", 500), SmsFallbackUrl=fallback)
    await texts_in(world)
    told = world.customer.heard[-1].form
    assert (told["ErrorCode"], told["ErrorUrl"]) == ("11200", world.customer.url("/sms"))
    assert await received_by_handset(world) == ["sorry"]
    assert await alerts(world) == [("11200", "error")]


@pytest.mark.parametrize(
    ("document", "content_type", "code"),
    [
        ("<Response><Message>", "text/xml", "12100"),
        ("<Answer/>", "text/xml", "12102"),
        ("<Response><Say>hi</Say></Response>", "text/xml", "14110"),
        ("{}", "application/json", "12300"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><Response/>', "text/xml", "12100"),
    ],
)
async def test_documents_that_cannot_be_run_are_told_with_their_code(
    world: World, number, document, content_type, code
):
    await configured(world, number, SmsUrl=world.customer.says("/sms", document, content_type=content_type))
    await texts_in(world)
    assert code in [told for told, _ in await alerts(world)]
    assert await received_by_handset(world) == []


async def test_a_redirect_and_an_action_are_followed_relative_to_the_document(world: World, number):
    first = '<Response><Message action="told">one</Message><Redirect method="GET">next?x=1</Redirect></Response>'
    await configured(world, number, SmsUrl=world.customer.says("/app/sms", first, **XML))
    world.customer.says("/app/told", "<Response/>", **XML)
    world.customer.says("/app/next", "<Response><Message>two</Message></Response>", **XML)
    await texts_in(world)
    assert [(h.method, h.path) for h in world.customer.heard] == [
        ("POST", "/app/sms"),
        ("POST", "/app/told"),
        ("GET", "/app/next"),
    ]
    assert world.customer.heard[1].form["MessageStatus"] == "queued"
    assert await received_by_handset(world) == ["one", "two"]


async def test_a_conversation_keeps_its_cookies(world: World, number):
    url = world.customer.says("/sms", "<Response/>", content_type="text/xml", headers={"Set-Cookie": "step=2; Path=/"})
    await configured(world, number, SmsUrl=url)
    await texts_in(world)
    await texts_in(world)
    assert [heard.headers.get("Cookie") for heard in world.customer.heard] == [None, "step=2"]


async def test_two_programs_that_answer_each_other_are_stopped(world: World, number):
    await world.script(replies=[{"when": ".", "body": "pong"}], sms={"after_s": 0})
    echo = "<Response><Message>ping</Message></Response>"
    await configured(world, number, SmsUrl=world.customer.says("/sms", echo, **XML))
    await texts_in(world)
    assert len(world.customer.heard) <= 17
    assert "14107" in [code for code, _ in await alerts(world)]


async def test_pictures_come_in_and_are_fetched_by_their_url(world: World, number):
    await configured(world, number, SmsUrl=world.customer.url("/sms"))

    async def picture(_):
        from aiohttp import web

        return web.Response(body=PNG, content_type="image/png")

    url = world.customer.does("/cat.png", picture)
    sent = await texts_in(world, "look", media_urls=[url])
    form = world.customer.heard[-1].form
    assert (form["NumMedia"], form["MediaContentType0"]) == ("1", "image/png")
    path = form["MediaUrl0"].removeprefix("http://127.0.0.1:8080")
    content = await world.acme.get(path)
    assert (content.body, content.headers["content-type"]) == (PNG, "image/png")

    (media,) = (await world.acme.get(f"Messages/{sent['sid']}/Media")).json["media_list"]
    assert (await world.acme.delete(f"Messages/{sent['sid']}/Media/{media['sid']}")).status == 204
    assert (await world.acme.get(path)).status == 404


async def test_pictures_go_out_once_they_are_fetched(world: World):
    async def picture(_):
        from aiohttp import web

        return web.Response(body=PNG, content_type="image/png")

    url = world.customer.does("/cat.png", picture)
    sent = (await world.acme.text(MediaUrl=url)).json
    assert (sent["sid"][:2], sent["num_media"], sent["num_segments"]) == ("MM", "1", "1")
    await world.leap(seconds=1)
    (shown,) = await world.screen()
    content = await world.acme.get(shown["media_urls"][0].removeprefix("http://127.0.0.1:8080"))
    assert content.body == PNG


async def test_a_picture_that_cannot_be_had_fails_the_message(world: World):
    sent = (await world.acme.text(MediaUrl=world.customer.says("/gone", status=404))).json
    await world.leap(minutes=2)
    now = (await world.acme.get(f"Messages/{sent['sid']}")).json
    assert (now["status"], now["error_code"]) == ("failed", 11200)
    assert "11200" in [code for code, _ in await alerts(world)]


async def test_a_text_between_accounts_arrives_as_their_own(world: World):
    other = await world.subaccount()
    await world.buys(other, "+14155551234")
    await world.acme.text(to="+14155551234", body="between us")
    await world.leap(seconds=1)
    (arrived,) = (await other.get("Messages")).json["messages"]
    assert (arrived["direction"], arrived["body"], arrived["from"]) == ("inbound", "between us", OURS)


async def test_handsets_write_to_each_other_without_anybody_paying(world: World):
    await world.acme.own("POST", f"Handsets/{HANDSET}/Messages", to="+14155550124", body="psst")
    await world.leap(seconds=1)
    (shown,) = await world.screen("+14155550124")
    assert (shown["body"], shown["direction"], shown["from"]) == ("psst", "received", HANDSET)
    assert (await world.acme.get("Messages")).json["messages"] == []


async def test_a_scripted_handset_answers_what_it_is_asked(world: World):
    await world.script(replies=[{"when": "confirm", "body": "YES"}])
    await world.acme.text(body="Please confirm")
    await world.leap(seconds=1)
    listed = (await world.acme.get("Messages")).json["messages"]
    assert [(m["direction"], m["body"]) for m in listed] == [("inbound", "YES"), ("outbound-api", "Please confirm")]


async def test_an_account_may_ask_for_credentials_before_its_pictures_are_shown(world: World):
    async def picture(_):
        from aiohttp import web

        return web.Response(body=PNG, content_type="image/png")

    await texts_in(world, media_urls=[world.customer.does("/cat.png", picture)])
    (message,) = (await world.acme.get("Messages")).json["messages"]
    (media,) = (await world.acme.get(f"Messages/{message['sid']}/Media")).json["media_list"]
    path = media["uri"].removesuffix(".json")
    stranger = Client(world.api)
    assert (await stranger.ask("GET", path)).status == 200
    await world.acme.own("POST", f"Accounts/{world.acme.sid}/Settings", http_auth_media=True)
    assert (await stranger.ask("GET", path)).status == 401
    assert (await world.acme.get(path)).body == PNG

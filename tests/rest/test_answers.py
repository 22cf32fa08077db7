"""What goes out: JSON, XML, CSV, pages, headers, errors."""

import csv
import io
import logging
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from ringback.rest.asgi import RestApp, Served
from ringback.rest.limits import Limits
from ringback.transports.clocks import LeapingClock
from tests.rest.client import Client, basic, path_of
from tests.rest.conftest import ACCOUNT, KEY, OTHER, READER, TEST
from tests.rest.notes import BoardService, NoteService

NOTES = f"/2010-04-01/Accounts/{ACCOUNT}/Notes"
TO = {"To": "+14155550123"}


async def _write(client: Client, count: int, clock: LeapingClock | None = None) -> list[str]:
    """The SIDs of `count` notes, newest first."""
    return [(await client.post(NOTES + ".json", TO)).json["sid"] for _ in range(count)][::-1]


async def test_an_answer_has_every_field_in_the_2010_forms(client: Client) -> None:
    note = (await client.post(NOTES + ".json", {**TO, "Price": "1.50", "Due": "2026-02-03"})).json
    assert note["from"] is None
    assert (note["parts"], note["price"], note["due"]) == ("1", "1.50", "2026-02-03")
    assert note["date_created"].endswith(" +0000")
    assert note["uri"] == f"{NOTES}/{note['sid']}.json"
    assert note["subresource_uris"] == {"pictures": f"{NOTES}/{note['sid']}/Picture.json"}
    assert not {"method", "origin", "file"} & set(note)


async def test_v1_has_iso_dates_without_fraction_and_absolute_urls(client: Client) -> None:
    memo = (await client.post("/v1/Memos", TO, host="memos.twilio.com")).json
    assert memo["date_created"][-1] == "Z"
    assert len(memo["date_created"]) == 20
    assert memo["url"] == f"http://memos.twilio.com/v1/Memos/{memo['sid']}"


async def test_nested_shapes_are_written_by_their_own_declaration(client: Client, boards: BoardService) -> None:
    board = (await client.send_json("PUT", "/ringback/v1/Boards/+14155550123", {})).json
    assert [set(piece) for piece in board["pieces"]] == [{"name", "at"}]
    assert board["pieces"][0]["at"].endswith("Z")
    assert board["first"] is None


async def test_an_operation_shows_and_hides_fields_of_its_own(client: Client) -> None:
    sid = (await client.post("/memos/v1/Memos", TO)).json["sid"]
    fetched = (await client.get(f"/memos/v1/Memos/{sid}")).json
    assert fetched["version"] == 0
    assert "uri" not in fetched


async def test_one_of_a_kind_has_no_id(client: Client) -> None:
    at = NOTES.replace("Notes", "Weight")
    assert (await client.get(at + ".json")).json == {"grams": "12.50", "account_sid": ACCOUNT}
    assert (await client.post(at + "/Promote.json")).status == 202


async def test_delete_answers_204_and_nothing(client: Client) -> None:
    (sid,) = await _write(client, 1)
    reply = await client.delete(f"{NOTES}/{sid}.json")
    assert (reply.status, reply.body) == (204, b"")
    assert "content-length" not in reply.headers
    assert (await client.get(f"{NOTES}/{sid}.json")).status == 404


# -- XML and CSV


async def test_xml_of_one(client: Client) -> None:
    body = "<&> \x0b ü"
    note = (await client.post(NOTES + ".json", {**TO, "Body": body, "Label.a": "1"})).json
    root = ET.fromstring((await client.get(f"{NOTES}/{note['sid']}")).body)
    assert (root.tag, root[0].tag) == ("TwilioResponse", "Note")
    assert root.findtext("Note/Body") == "<&> � ü"
    assert root.findtext("Note/SubresourceUris/Pictures") == note["subresource_uris"]["pictures"]
    assert root.findtext("Note/Urgent") == "false"
    assert root.find("Note/From") is not None


async def test_xml_of_a_list_has_its_paging_as_attributes(client: Client) -> None:
    await _write(client, 2)
    root = ET.fromstring((await client.get(NOTES + "?PageSize=1")).body)
    assert root[0].tag == "Notes"
    assert (root[0].get("page"), root[0].get("pagesize"), len(root[0])) == ("0", "1", 1)
    following = await client.get(root[0].get("nextpageuri") or "")
    assert ET.fromstring(following.body)[0].get("page") == "1"


async def test_xml_of_an_error(client: Client) -> None:
    root = ET.fromstring((await client.get(f"{NOTES}/NT{'0' * 32}")).body)
    assert (root.findtext("RestException/Code"), root.findtext("RestException/Status")) == ("20404", "404")


async def test_csv_of_a_list_and_of_nothing_else(client: Client) -> None:
    (sid,) = await _write(client, 1)
    rows = list(csv.DictReader(io.StringIO((await client.get(NOTES + ".csv")).text)))
    assert (rows[0]["Sid"], rows[0]["To"], rows[0]["From"]) == (sid, TO["To"], "")
    assert (await client.get(f"{NOTES}/{sid}.csv")).status == 404


# -- pages


async def test_2010_pages_are_walked_there_and_back(client: Client) -> None:
    sids = await _write(client, 5)
    first = (await client.get(NOTES + ".json?PageSize=2&To=%2B14155550123")).json
    assert [note["sid"] for note in first["notes"]] == sids[:2]
    assert (first["page"], first["start"], first["end"], first["previous_page_uri"]) == (0, 0, 1, None)
    assert first["next_page_uri"].startswith(f"{NOTES}.json?To=%2B14155550123&PageSize=2&Page=1&PageToken=PANT")
    second = (await client.get(first["next_page_uri"])).json
    third = (await client.get(second["next_page_uri"])).json
    assert [note["sid"] for note in third["notes"]] == sids[4:]
    assert (third["start"], third["end"], third["next_page_uri"]) == (4, 4, None)
    back = (await client.get(third["previous_page_uri"])).json
    assert ([note["sid"] for note in back["notes"]], back["page"]) == (sids[2:4], 1)
    assert [k for k, v in first.items() if isinstance(v, list)] == ["notes"]


async def test_a_page_is_not_shifted_by_what_is_written_meanwhile(client: Client) -> None:
    sids = await _write(client, 3)
    first = (await client.get(NOTES + ".json?PageSize=2")).json
    await _write(client, 2)
    assert [note["sid"] for note in (await client.get(first["next_page_uri"])).json["notes"]] == sids[2:]


@pytest.mark.parametrize(
    ("host", "at", "root"),
    [
        ("127.0.0.1:8080", "/memos/v1/Memos", "http://127.0.0.1:8080/memos/v1/Memos"),
        ("memos.twilio.com", "/v1/Memos", "http://memos.twilio.com/v1/Memos"),
    ],
)
async def test_meta_pages_keep_the_requests_host_and_style(client: Client, host: str, at: str, root: str) -> None:
    await _write(client, 2)
    body = (await client.get(f"{at}?PageSize=1", host=host)).json
    assert set(body) == {"notes", "meta"}
    assert body["meta"]["key"] == "notes"
    assert body["meta"]["next_page_url"].startswith(root + "?PageSize=1&Page=1&PageToken=PANT")
    assert body["meta"]["url"] == root + "?PageSize=1&Page=0"
    following = await client.get(path_of(body["meta"]["next_page_url"]), host=host)
    assert following.json["meta"]["page"] == 1


async def test_a_proxy_on_this_machine_may_tell_the_scheme_and_no_other(build: Callable[..., RestApp]) -> None:
    for ip, scheme in (("127.0.0.1", "https"), ("192.0.2.1", "http")):
        client = Client(build(), auth=basic(ACCOUNT, "secret"), ip=ip)
        body = (await client.get("/memos/v1/Memos", headers={"X-Forwarded-Proto": "https"})).json
        assert body["meta"]["url"].startswith(scheme + "://")


async def test_with_a_public_url_links_begin_with_it(build: Callable[..., RestApp]) -> None:
    client = Client(build(public_url="https://sms.example.org/"), auth=basic(ACCOUNT, "secret"))
    body = (await client.get("/v1/Memos", host="memos.twilio.com")).json
    assert body["meta"]["url"].startswith("https://sms.example.org/memos/v1/Memos?")


async def test_our_own_pages_are_items_and_meta(client: Client) -> None:
    body = (await client.get("/ringback/v1/Boards?page_size=2&note=x")).json
    assert len(body["items"]) == 2
    assert body["meta"]["next_page_url"].endswith("?note=x&page_size=2&page=1&page_token=PA%2B14155550101")
    assert (await client.get("/ringback/v1/Boards?PageSize=2")).status == 400


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("PageSize=1001", 20007),
        ("PageSize=0", 20001),
        ("PageSize=-1", 20001),
        ("PageSize=x", 20001),
        ("Page=1", 20001),
        ("PageToken=XX1&Page=1", 20001),
        ("PageToken=PAx&Page=1", 20001),
        ("PageToken=PBNT1", 20001),
        ("pagesize=1", 20001),
        ("PageSize=1&PageSize=2", 20001),
        ("PageSize=٣", 20001),
    ],
)
async def test_a_page_that_cannot_be_is_refused(client: Client, query: str, code: int) -> None:
    reply = await client.get(f"{NOTES}.json?{query.encode().decode('latin-1')}")
    assert (reply.status, reply.code) == (400, code)


async def test_a_list_that_is_not_paged_has_its_records_and_uri_alone(client: Client) -> None:
    at = NOTES.replace("Notes", "NoteKinds")
    body = (await client.get(at + ".json")).json
    assert set(body) == {"kinds", "uri"}
    assert [kind["name"] for kind in body["kinds"]] == ["memo", "minute"]
    assert len((await client.get(at + ".json?PageSize=3")).json["kinds"]) == 3


# -- headers, versions


async def test_every_answer_has_the_platforms_headers(client: Client) -> None:
    for path in (NOTES + ".json", "/nonesuch"):
        headers = (await client.get(path)).headers
        assert headers["twilio-request-id"].startswith("RQ")
        assert float(headers["twilio-request-duration"]) >= 0
        assert headers["twilio-concurrent-requests"] == "1"
        assert headers["access-control-allow-origin"] == "*"
        assert (headers["x-home-region"], headers["x-api-domain"]) == ("us1", "127.0.0.1")


async def test_if_match_holds_an_update_to_the_version_it_saw(client: Client) -> None:
    made = await client.post("/memos/v1/Memos", TO)
    assert made.headers["etag"] == '"0"'
    at = f"/memos/v1/Memos/{made.json['sid']}"
    assert (await client.post(at, {"Body": "a"}, headers={"If-Match": '"0"'})).headers["etag"] == '"1"'
    late = await client.post(at, {"Body": "b"}, headers={"If-Match": '"0"'})
    assert (late.status, late.code) == (412, 20412)
    assert (await client.post(at, {"Body": "c"}, headers={"If-Match": "*"})).status == 200


# -- errors


async def test_an_error_has_the_four_keys_and_no_others(client: Client) -> None:
    body = (await client.get("/memos/v1/Memos/NT" + "0" * 32)).json
    assert set(body) == {"code", "message", "more_info", "status"}
    assert body["more_info"].endswith("/20404")


async def test_a_bug_is_a_500_that_tells_the_request_and_not_the_reason(
    client: Client, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        reply = await client.post("/memos/v1/Memos/Break")
    assert (reply.status, reply.code) == (500, 20500)
    assert reply.headers["twilio-request-id"] in reply.json["message"]
    assert "12345" not in reply.text
    logged = capsys.readouterr().out + caplog.text
    assert "the secret is 12345" in logged
    assert reply.headers["twilio-request-id"] in logged


async def test_what_is_away_is_a_503_to_be_tried_again(client: Client) -> None:
    reply = await client.post("/memos/v1/Memos/Away")
    assert (reply.status, reply.code, reply.headers["retry-after"]) == (503, 20503, "1")
    assert "10.0.0.7" not in reply.text


async def test_more_requests_at_once_than_the_limit_are_a_429(
    build: Callable[..., RestApp], notes: NoteService
) -> None:
    app = build(limits=Limits(at_once=1))
    client, other = Client(app, auth=basic(ACCOUNT, "secret")), Client(app, auth=basic(OTHER, "secret"))
    replies = []

    async def ask_meanwhile() -> None:
        notes.before = None
        replies.append(await client.get(NOTES + ".json"))
        replies.append(await other.get(NOTES.replace(ACCOUNT, OTHER) + ".json"))

    notes.before = ask_meanwhile
    assert (await client.post(NOTES + ".json", TO)).status == 201
    assert [reply.status for reply in replies] == [429, 200]
    assert (replies[0].code, replies[0].headers["retry-after"]) == (20429, "1")
    assert (await client.get(NOTES + ".json")).status == 200


async def test_who_observes_hears_of_every_request(build: Callable[..., RestApp]) -> None:
    heard: list[Served] = []
    client = Client(build(observe=heard.append), auth=basic(ACCOUNT, "secret"))
    await client.get(NOTES + ".json")
    await client.get("/nonesuch")
    assert [(s.operation, s.product, s.account_sid, s.status) for s in heard] == [
        ("ListNote", "api_v2010", ACCOUNT, 200),
        ("", "", "", 404),
    ]


# -- who may


@pytest.mark.parametrize(
    "auth",
    [None, basic(ACCOUNT, "wrong"), "Basic !!!", "Basic " + "YQ==", "Digest x", "Basic", "Bearer wrong", ""],
)
async def test_without_good_credentials_it_is_a_401(build: Callable[..., RestApp], auth: str | None) -> None:
    reply = await Client(build(), auth=auth).get(NOTES + ".json")
    assert (reply.status, reply.code) == (401, 20003)
    assert reply.headers["www-authenticate"] == 'Basic realm="Twilio API"'


async def test_a_page_that_asks_for_itself_is_refused_without_a_password_box(build: Callable[..., RestApp]) -> None:
    reply = await Client(build()).ask("GET", NOTES + ".json", headers={"Sec-Fetch-Mode": "cors"})
    assert (reply.status, reply.code) == (401, 20003)
    assert "www-authenticate" not in reply.headers


@pytest.mark.parametrize("auth", [basic(ACCOUNT, "secret"), basic(KEY, "secret"), "Bearer token"])
async def test_tokens_keys_and_bearers_get_in(build: Callable[..., RestApp], auth: str) -> None:
    assert (await Client(build(), auth=auth).get(NOTES + ".json")).status == 200


async def test_a_foreign_account_in_the_path_is_a_401_and_a_foreign_sid_a_404(build: Callable[..., RestApp]) -> None:
    app = build()
    mine, other = Client(app, auth=basic(ACCOUNT, "secret")), Client(app, auth=basic(OTHER, "secret"))
    (sid,) = await _write(mine, 1)
    assert (await other.get(f"{NOTES}/{sid}.json")).status == 401
    assert (await other.get(f"{NOTES.replace(ACCOUNT, OTHER)}/{sid}.json")).status == 404


async def test_test_credentials_write_notes_and_nothing_else(build: Callable[..., RestApp]) -> None:
    client = Client(build(), auth=basic(TEST, "secret"))
    at = NOTES.replace(ACCOUNT, TEST) + ".json"
    assert (await client.post(at, TO)).status == 201
    reply = await client.get(at)
    assert (reply.status, reply.code) == (403, 20008)


async def test_keys_reach_no_further_than_they_may(build: Callable[..., RestApp]) -> None:
    app = build()
    key, reader = Client(app, auth=basic(KEY, "secret")), Client(app, auth=basic(READER, "secret"))
    assert (await key.get("/memos/v1/Memos")).status == 401
    assert (await reader.get(f"{NOTES}/NT{'0' * 32}.json")).status == 404
    assert "/twilio/notes/notes/create" in (await reader.post(NOTES + ".json", TO)).json["message"]


async def test_the_console_enters_with_its_cookie_and_writes_with_its_token(build: Callable[..., RestApp]) -> None:
    client = Client(build())
    cookie = {"Cookie": "a=b; ringback_session=cookie"}
    assert (await client.get(NOTES + ".json", headers=cookie)).status == 200
    assert (await client.post(NOTES + ".json", TO, headers=cookie)).status == 401
    assert (await client.post(NOTES + ".json", TO, headers={**cookie, "X-CSRF-Token": "csrf"})).status == 201


async def test_some_operations_are_for_anybody_and_some_for_the_operator(build: Callable[..., RestApp]) -> None:
    app = build()
    for auth, name in ((None, "hello"), (basic(ACCOUNT, "wrong"), "hello"), (basic(OTHER, "secret"), f"hello {OTHER}")):
        assert (await Client(app, auth=auth).get("/ringback/v1/Greeting")).json == {"name": name}
    assert (await Client(app).post("/ringback/v1/Boards/Reset")).status == 401
    assert (await Client(app, auth=basic(OTHER, "secret")).post("/ringback/v1/Boards/Reset")).status == 403
    assert (await Client(app, auth=basic(ACCOUNT, "secret")).post("/ringback/v1/Boards/Reset")).status == 204


async def test_a_stranger_is_turned_away_before_the_body_is_read(build: Callable[..., RestApp]) -> None:
    client = Client(build())
    reply = await client.ask("POST", NOTES + ".json", chunks=[b"x"] * 100)
    assert (reply.status, client.taken) == (401, 0)

"""Where a request leads: hosts, paths, methods, suffixes."""

from collections.abc import Callable

import pytest

from ringback.rest.asgi import RestApp
from ringback.rest.hosts import Hosts
from tests.rest.client import Client, basic, path_of
from tests.rest.conftest import ACCOUNT

NOTES = f"/2010-04-01/Accounts/{ACCOUNT}/Notes"


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("127.0.0.1:8080", "/memos/v1/Memos"),
        ("localhost", "/memos/v1/Memos"),
        ("[::1]:8080", "/memos/v1/Memos"),
        ("memos.twilio.com", "/v1/Memos"),
        ("MEMOS.Twilio.com:443", "/v1/Memos"),
        ("memos.dublin.ie1.twilio.com", "/v1/Memos"),
        ("memos.ie1.twilio.com", "/v1/Memos"),
        ("memos.localhost:8080", "/v1/Memos"),
        ("memos.ringback.example", "/v1/Memos"),
        ("ringback.example", "/memos/v1/Memos"),
    ],
)
async def test_the_product_is_named_by_the_host_or_by_the_path(
    build: Callable[..., RestApp], host: str, path: str
) -> None:
    client = Client(build(hosts=Hosts(["api", "memos"], domains=["ringback.example"])), auth=basic(ACCOUNT, "secret"))
    assert (await client.get(path, host=host)).status == 200


@pytest.mark.parametrize("path", [NOTES, "/api" + NOTES])
async def test_the_2010_api_is_found_bare_and_by_its_name(client: Client, path: str) -> None:
    assert (await client.get(path + ".json")).status == 200
    assert (await client.get(NOTES + ".json", host="api.twilio.com")).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "twilio.com.evil.example",
        "10.0.0.8",
        "127.0.0.1:80/x",
        "me@127.0.0.1",
        "",
    ],
)
async def test_a_host_that_is_not_ours_is_misdirected(client: Client, host: str) -> None:
    reply = await client.get("/ringback/v1/Greeting", host=host)
    assert (reply.status, reply.code) == (421, 20421)


async def test_our_own_api_is_on_every_host(client: Client) -> None:
    for host in ("127.0.0.1", "api.twilio.com", "memos.twilio.com"):
        assert (await client.get("/ringback/v1/Greeting", host=host)).status == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/nonesuch", "/memos", "/memos/v1", "/memos/v2/Memos", "/2010-04-01", NOTES + "/a/b/c.json", "//v1/Memos"],
)
async def test_an_unknown_path_is_a_404_that_names_it(client: Client, path: str) -> None:
    reply = await client.get(path, headers={"Accept": "application/json"})
    assert reply.status == 404
    assert "20404" in reply.text
    assert path in reply.text


async def test_a_fixed_word_wins_over_an_id_and_an_id_may_still_be_that_word(client: Client) -> None:
    assert (await client.post("/memos/v1/Memos/Away")).status == 503  # the action, not the update of a memo "Away"
    assert (await client.get("/memos/v1/Memos/Away")).status == 405


async def test_one_slash_at_the_end_is_let_pass(client: Client) -> None:
    assert (await client.get("/memos/v1/Memos/")).status == 200
    assert (await client.get("/memos/v1/Memos//")).status == 404


async def test_a_plus_in_a_path_is_a_plus_however_it_is_written(client: Client) -> None:
    for number in ("+14155550123", "%2B14155550123", "14155550123"):
        reply = await client.send_json("PUT", f"/ringback/v1/Boards/{number}", {})
        assert reply.json["number"] == "+14155550123"


async def test_an_escaped_slash_does_not_split_a_segment(client: Client) -> None:
    assert (await client.get("/memos/v1%2FMemos")).status == 404


async def test_a_path_that_is_not_utf8_is_a_bad_request(client: Client) -> None:
    reply = await client.get("/memos/v1/%ff")
    assert (reply.status, reply.code) == (400, 20001)


async def test_a_wrong_method_is_told_the_right_ones(client: Client) -> None:
    reply = await client.ask("PATCH", NOTES + ".json")
    assert (reply.status, reply.code) == (405, 20004)
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_head_is_get_without_the_body(client: Client) -> None:
    reply = await client.ask("HEAD", NOTES + ".json")
    assert (reply.status, reply.body) == (200, b"")
    assert int(reply.headers["content-length"]) > 100


async def test_options_needs_no_credentials_and_answers_a_browser(build: Callable[..., RestApp]) -> None:
    reply = await Client(build()).ask("OPTIONS", "/memos/v1/Memos")
    assert reply.status == 204
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert "Idempotency-Key" in reply.headers["access-control-allow-headers"]


async def test_our_own_api_is_not_opened_to_other_origins(client: Client) -> None:
    assert "access-control-allow-origin" not in (await client.get("/ringback/v1/Greeting")).headers


async def test_without_a_suffix_2010_is_xml_and_a_bare_operation_is_its_own(client: Client) -> None:
    note = (await client.post(NOTES + ".json", {"To": "+14155550123"})).json
    picture = await client.get(path_of(note["subresource_uris"]["pictures"]).removesuffix(".json"))
    assert (picture.headers["content-type"], picture.body) == ("image/png", b"\x89PNG")
    assert picture.headers["content-security-policy"].startswith("sandbox")
    assert (await client.get(NOTES)).headers["content-type"].startswith("application/xml")
    assert (await client.get(NOTES + ".xml")).headers["content-type"].startswith("application/xml")


async def test_an_answer_may_be_elsewhere(client: Client) -> None:
    note = (await client.post(NOTES + ".json", {"To": "+14155550123"})).json
    reply = await client.get(f"{NOTES}/{note['sid']}/Place.json")
    assert (reply.status, reply.headers["location"]) == (302, f"https://files.example.com/{note['sid']}")


async def test_sids_are_found_in_either_case(client: Client) -> None:
    sid = (await client.post(NOTES + ".json", {"To": "+14155550123"})).json["sid"]
    assert (await client.get(f"{NOTES}/NT{sid[2:].upper()}.json")).json["sid"] == sid


async def test_an_id_of_another_kind_names_nothing(client: Client) -> None:
    for wrong in ("SM" + "1" * 32, "NT123", "NT" + "g" * 32):
        assert (await client.get(f"{NOTES}/{wrong}.json")).status == 404

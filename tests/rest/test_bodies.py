"""Bodies and headers at their limits."""

from collections.abc import Callable

import pytest

from ringback.rest.asgi import RestApp
from ringback.rest.limits import Limits
from tests.rest.client import Client, basic
from tests.rest.conftest import ACCOUNT

NOTES = f"/2010-04-01/Accounts/{ACCOUNT}/Notes.json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_a_body_announced_too_large_is_refused_unread(client: Client) -> None:
    headers = [*FORM.items(), ("Content-Length", "1048577")]
    reply = await client.ask("POST", NOTES, headers=headers, chunks=[b"x"])
    assert (reply.status, reply.code, client.taken) == (413, 20413, 0)


async def test_a_chunked_body_is_read_no_further_than_the_limit(build: Callable[..., RestApp]) -> None:
    client = Client(build(limits=Limits(body_bytes=1000)), auth=basic(ACCOUNT, "secret"))
    reply = await client.ask("POST", NOTES, headers=FORM, chunks=[b"x" * 100] * 1000)
    assert (reply.status, reply.code) == (413, 20413)
    assert client.taken <= 11


async def test_a_chunked_body_within_the_limit_is_put_together(client: Client) -> None:
    reply = await client.ask("POST", NOTES, headers=FORM, chunks=[b"To=%2B1415", b"5550", b"123", b""])
    assert reply.status == 201


async def test_an_upload_has_a_limit_of_its_own(client: Client) -> None:
    at = NOTES.replace(".json", f"/NT{'0' * 32}/Files.json")
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert (await client.ask("POST", at, body=b"x" * 2001, headers=headers)).status == 413


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
async def test_another_content_type_is_refused_with_the_right_one(client: Client, kind: str) -> None:
    reply = await client.ask("POST", NOTES, body=b"To=1", headers={"Content-Type": kind})
    assert (reply.status, reply.code) == (415, 20415)
    assert "application/x-www-form-urlencoded" in reply.json["message"]


async def test_a_form_where_json_is_taken_is_refused(client: Client) -> None:
    reply = await client.ask("PUT", "/ringback/v1/Boards/+14155550123", body=b"note=x", headers=FORM)
    assert reply.status == 415


async def test_a_charset_beside_the_type_is_no_matter(client: Client) -> None:
    headers = {"Content-Type": "Application/X-WWW-Form-Urlencoded; charset=UTF-8"}
    assert (await client.ask("POST", NOTES, body=b"To=%2B14155550123", headers=headers)).status == 201


@pytest.mark.parametrize("body", [b"To=%ff", b"To=\xff", b"%ff=1", b"To=a%00b", b"To=%C3"])
async def test_what_is_not_utf8_text_is_a_400(client: Client, body: bytes) -> None:
    reply = await client.ask("POST", NOTES, body=body, headers=FORM)
    assert (reply.status, reply.code) == (400, 20001)


async def test_a_hundred_thousand_parameters_are_refused(client: Client) -> None:
    reply = await client.ask("POST", NOTES, body=b"&".join([b"a=1"] * 100_000), headers=FORM)
    assert (reply.status, reply.code) == (400, 20001)
    assert "1000" in reply.json["message"]
    assert (await client.get(NOTES + "?" + "&".join(["a=1"] * 2000))).status == 400


async def test_a_flood_of_headers_is_refused(client: Client) -> None:
    many = [(f"X-{i}", "1") for i in range(101)]
    large = [("X-Large", "x" * 70_000)]
    for headers in (many, large):
        reply = await client.ask("GET", NOTES, headers=headers)
        assert (reply.status, reply.code) == (431, 20431)


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b'{"note": "\\ud800"}', b"[" * 100_000, b'{"note":' + b"[" * 500 + b"]" * 500 + b"}"]
)
async def test_broken_or_deep_json_is_a_400(client: Client, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    reply = await client.ask("PUT", "/ringback/v1/Boards/+14155550123", body=body, headers=headers)
    assert (reply.status, reply.code) == (400, 20001)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"--x",
        b"--x\r\n\r\n",
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--",
        b"--x--",
        b"--x\r\n--x--",
    ],
)
async def test_broken_multipart_is_a_400(client: Client, body: bytes) -> None:
    at = NOTES.replace(".json", f"/NT{'0' * 32}/Files.json")
    reply = await client.ask("POST", at, body=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert (reply.status, reply.code) == (400, 20001)


async def test_a_client_that_leaves_in_the_middle_is_not_answered(build: Callable[..., RestApp]) -> None:
    sent: list[object] = []
    client = Client(build(), auth=basic(ACCOUNT, "secret"))
    with pytest.raises(ValueError, match="not enough values"):  # the client found no start of an answer
        await client.ask("POST", NOTES, headers=FORM, chunks=[])
    assert not sent

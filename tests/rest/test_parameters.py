"""What operations take: names, types, lists, maps, ranges, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ringback.rest import Range, Upload
from ringback.rest.fields import OPTIONAL
from tests.rest.client import Client, path_of
from tests.rest.conftest import ACCOUNT
from tests.rest.notes import BoardService, Colour, NoteService, Step

NOTES = f"/2010-04-01/Accounts/{ACCOUNT}/Notes.json"
TO = ("To", "+14155550123")
assert OPTIONAL


async def test_every_kind_of_parameter_arrives_typed(client: Client, notes: NoteService) -> None:
    fields = [
        TO,
        ("From", "(415) 555-0100"),
        ("Body", "a b&c=d é"),
        ("Colour", "dark-blue"),
        ("Urgent", "TRUE"),
        ("Tag", "one"),
        ("Tag", "two"),
        ("Attributes", '{"a": [1, null]}'),
        ("Label.size", "big"),
        ("Label.two.dots", "x"),
        ("Callback", "https://example.com/hook?x=1"),
        ("Method", "GET"),
        ("Due", "2026-02-03"),
        ("Price", "0.050"),
    ]
    assert (await client.post(NOTES, fields, headers={"X-Origin": "desk"})).status == 201
    assert notes.asked == {
        "to": "+14155550123",
        "from_": "+14155550100",
        "body": "a b&c=d é",
        "colour": Colour.DARK_BLUE,
        "urgent": True,
        "tags": ["one", "two"],
        "attributes": {"a": [1, None]},
        "labels": {"size": "big", "two.dots": "x"},
        "callback": "https://example.com/hook?x=1",
        "method": "GET",
        "due": date(2026, 2, 3),
        "price": Decimal("0.050"),
        "origin": "desk",
    }


async def test_a_missing_parameter_is_refused_in_the_fields_own_words(client: Client) -> None:
    for fields in ([], [("To", "")]):
        reply = await client.post(NOTES, fields)
        assert (reply.status, reply.code, reply.json["message"]) == (
            400,
            21604,
            "A note needs someone it is for: give To",
        )


async def test_a_text_too_long_is_refused_with_its_length_and_the_limit(client: Client) -> None:
    reply = await client.post(NOTES, [TO, ("Body", "x" * 21)])
    assert (reply.code, reply.json["message"]) == (21617, "The body has 21 characters; a note holds 20")
    assert (await client.post(NOTES, [TO, ("Body", "x" * 20)])).status == 201


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("To", "hello"),
        ("Colour", "RED"),
        ("Colour", "green"),
        ("Urgent", "yes"),
        ("Attributes", "{"),
        ("Attributes", "[" * 200 + "]" * 200),
        ("Attributes", "[" * 100_000),
        ("Attributes", '"\\u0000"'),
        ("Callback", "ftp://example.com"),
        ("Callback", "/relative"),
        ("Callback", "http://"),
        ("Callback", "https://example.com/a b"),
        ("Callback", "https://example.com:99999/"),
        ("Callback", "https://example.com/" + "a" * 2048),
        ("Method", "PUT"),
        ("Due", "2026-02-30"),
        ("Due", "tomorrow"),
        ("Price", "NaN"),
        ("Price", "1e999999"),
        ("Price", "-1"),
        ("Price", "9" * 1000),
        ("Tag", "longer than ten"),
    ],
)
async def test_a_value_that_does_not_fit_is_a_400_that_names_the_parameter(
    client: Client, name: str, value: str
) -> None:
    reply = await client.post(NOTES, [pair for pair in (TO, (name, value)) if pair[0] != name or pair[1] == value])
    assert (reply.status, reply.code) == (400, 20001)
    assert f"'{name}'" in reply.json["message"]
    assert len(reply.json["message"]) < 500


async def test_the_wrong_case_is_told_the_right_one(client: Client) -> None:
    reply = await client.post(NOTES, [TO, ("body", "x")])
    assert (reply.code, "'Body'" in reply.json["message"]) == (20001, True)


@pytest.mark.parametrize(
    "fields", [[TO, TO], [("To", ""), TO], [TO, ("Body", ""), ("Body", "")], [TO, ("Label.a", "1"), ("Label.a", "2")]]
)
async def test_a_single_value_given_twice_is_refused(client: Client, fields: list[tuple[str, str]]) -> None:
    reply = await client.post(NOTES, fields)
    assert (reply.status, reply.code) == (400, 20001)
    assert "more than once" in reply.json["message"]


async def test_unknown_parameters_are_ignored_on_2010_and_refused_elsewhere(client: Client) -> None:
    assert (await client.post(NOTES, [TO, ("Nonesuch", "1")])).status == 201
    reply = await client.post("/memos/v1/Memos", [TO, ("Nonesuch", "1")])
    assert (reply.status, reply.code) == (400, 20001)
    assert "To" in reply.json["message"]


async def test_an_empty_value_clears_what_may_be_empty(client: Client, notes: NoteService) -> None:
    sid = (await client.post(NOTES, [TO])).json["sid"]
    at = NOTES.replace(".json", f"/{sid}.json")
    await client.post(at, [("Body", ""), ("Callback", "")])
    assert notes.asked == {"body": "", "callback": None, "if_match": None}
    await client.post(at, [])
    assert notes.asked == {"body": None, "callback": "kept", "if_match": None}


DAY = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("DateSent=2026-01-02", Range(DAY, DAY + timedelta(days=1))),
        ("DateSent%3E=2026-01-02", Range(DAY, None)),
        ("DateSent>=2026-01-02", Range(DAY, None)),
        ("DateSent%3C=2026-01-02", Range(None, DAY + timedelta(days=1))),
        ("DateSent<=2026-01-02T03:04:05Z", Range(None, datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC))),
        ("DateSent%3E=2026-01-01&DateSent%3C=2026-01-02", Range(DAY - timedelta(days=1), DAY + timedelta(days=1))),
        ("DateSent%3E=2026-01-02&DateSent=2026-01-02", Range(DAY, DAY + timedelta(days=1))),
        ("DateSent%3E=2026-01-02T00:00:00%2B02:00", Range(DAY - timedelta(hours=2), None)),
        ("DateSent=", None),
    ],
)
async def test_date_filters_become_half_open_ranges(
    client: Client, notes: NoteService, query: str, wanted: Any
) -> None:
    assert (await client.get(f"{NOTES}?{query}")).status == 200
    assert notes.asked["date_sent"] == wanted


async def test_a_filter_on_days_is_in_days_and_lists_may_repeat(client: Client, notes: NoteService) -> None:
    await client.get(f"{NOTES}?Due=2026-01-02&Colour=red&Colour=dark-blue")
    assert notes.asked["due"] == Range(date(2026, 1, 2), date(2026, 1, 3))
    assert notes.asked["colour"] == [Colour.RED, Colour.DARK_BLUE]


@pytest.mark.parametrize(
    "query",
    [
        "DateSent=soon",
        "DateSent%3E=9999-12-31T23:59:59Z",
        "DateSent<=9999-12-31",
        "Due=1",
        "DateSent=2026-01-02&DateSent=2026-01-03",
    ],
)
async def test_a_date_that_is_none_or_beyond_the_calendar_is_a_400(client: Client, query: str) -> None:
    reply = await client.get(f"{NOTES}?{query}")
    assert (reply.status, reply.code) == (400, 20001)


async def test_json_bodies_arrive_typed_and_null_is_not_absence(client: Client, boards: BoardService) -> None:
    at = "/ringback/v1/Boards/+14155550123"
    await client.send_json("PUT", at, {"note": None, "seconds": 2, "steps": [{"wait_s": 1}]})
    assert boards.asked == {"note": None, "seconds": 2.0, "steps": [Step(1.0)]}
    await client.send_json("PUT", at, {})
    assert boards.asked == {"note": "untouched", "seconds": 0.0, "steps": None}


@pytest.mark.parametrize(
    "body",
    [
        {"note": 1},
        {"seconds": "1"},
        {"seconds": True},
        {"seconds": -1},
        {"steps": [{"sit": 1}]},
        {"steps": {}},
        {"Note": "x"},
        {"nonesuch": 1},
        [],
        "x",
    ],
)
async def test_json_of_another_shape_is_refused(client: Client, body: Any) -> None:
    reply = await client.send_json("PUT", "/ringback/v1/Boards/+14155550123", body)
    assert (reply.status, reply.code) == (400, 20001)


async def test_files_come_as_multipart(client: Client, notes: NoteService) -> None:
    sid = (await client.post(NOTES, [TO])).json["sid"]
    body = (
        b'--x\r\nContent-Disposition: form-data; name="Title"\r\n\r\na house\r\n'
        b'--x\r\nContent-Disposition: form-data; name="File"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
        b"\x89PNG\r\n\x00\r\n--x--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    reply = await client.ask("POST", NOTES.replace(".json", f"/{sid}/Files.json"), body=body, headers=headers)
    assert reply.status == 201
    assert notes.asked == {"file": Upload("a.png", "image/png", b"\x89PNG\r\n\x00"), "title": "a house"}


async def test_the_query_of_a_post_is_read_along(client: Client, notes: NoteService) -> None:
    assert (await client.post(NOTES + "?Body=hi", [TO])).status == 201
    assert notes.asked["body"] == "hi"
    assert path_of("http://x/a?b") == "/a?b"

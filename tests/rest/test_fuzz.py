"""Whatever comes in, an answer goes out, and parsers keep their promises."""

import contextlib
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringback.kernel import Refused, SidSource
from ringback.rest.asgi import RestApp
from ringback.rest.convert import read_json
from ringback.rest.dispatch import Node, split_path
from ringback.rest.forms import parse_multipart, parse_pairs
from ringback.rest.hosts import Hosts
from ringback.transports.chance import SeededEntropy
from ringback.transports.clocks import LeapingClock
from tests.rest.client import Client, basic
from tests.rest.conftest import ACCOUNT, SmallGate
from tests.rest.notes import RESOURCES, BoardService, NoteService

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
WORD = st.text("abcxyz+.-_~{}", min_size=1, max_size=6)


def client() -> Client:
    clock, sids = LeapingClock(), SidSource(SeededEntropy(1))
    services = [NoteService(clock, sids), BoardService(clock)]
    return Client(RestApp(RESOURCES, services, gate=SmallGate(), clock=clock, sids=sids), auth=basic(ACCOUNT, "secret"))


def outcome(read: Callable[[], Any]) -> tuple[Any, int]:
    """What was read, and 0; or None, and the status it was refused with."""
    try:
        return read(), 0
    except Refused as refused:
        return None, refused.status


@given(st.lists(st.tuples(TEXT, TEXT)))
def test_forms_come_back_as_they_were_written(pairs: list[tuple[str, str]]) -> None:
    wanted = [pair for pair in pairs if pair != ("", "")]
    read = parse_pairs(urlencode(pairs).encode())
    assert [pair for pair in read if pair != ("", "")] == wanted


@given(st.binary(max_size=300))
def test_forms_are_read_or_refused(data: bytes) -> None:
    read, refused = outcome(lambda: parse_pairs(data))
    assert refused in (0, 400)
    assert all(isinstance(part, str) and "\x00" not in part for pair in read or () for part in pair)


@given(st.lists(st.sampled_from([b"--x", b"\r\n", b"--", b"Content-Disposition: form-data; name=", b'"a"', b"\xff"])))
def test_multipart_is_read_or_refused(pieces: list[bytes]) -> None:
    assert outcome(lambda: parse_multipart(b"".join(pieces), "multipart/form-data; boundary=x"))[1] in (0, 400)


@given(st.binary(max_size=200))
def test_json_is_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ValueError):  # and nothing else
        read_json(data)


@given(st.lists(st.lists(st.one_of(WORD, st.just("{id}")), min_size=1, max_size=4), max_size=8), st.data())
def test_the_walk_finds_what_a_search_through_all_paths_finds(paths: list[list[str]], data: st.DataObject) -> None:
    paths = [[part if part == "{id}" else part.replace("{", "") or "a" for part in path] for path in paths]
    tree: Node[str] = Node()
    for path in paths:
        tree.grow("/".join(path)).methods["GET"] = "/".join(path)
    words = sorted({part for path in paths for part in path if part != "{id}"}) or ["a"]
    asked = data.draw(st.lists(st.sampled_from([*words, "other"]), min_size=1, max_size=4))
    found = tree.find(asked)
    fitting = [
        p for p in paths if len(p) == len(asked) and all(a in ("{id}", b) for a, b in zip(p, asked, strict=True))
    ]
    best = min(fitting, key=lambda p: [part == "{id}" for part in p], default=None)
    assert (found[0].methods["GET"] if found else None) == ("/".join(best) if best else None)
    if found and best:
        assert found[1] == [b for a, b in zip(best, asked, strict=True) if a == "{id}"]


@given(st.lists(TEXT.filter(bool), min_size=1, max_size=5))
def test_paths_come_back_as_they_were_written(segments: list[str]) -> None:
    assert split_path(("/" + "/".join(quote(part, safe="") for part in segments)).encode()) == segments


@given(st.binary(max_size=60))
def test_a_host_is_ours_or_refused(host: bytes) -> None:
    product, refused = outcome(lambda: Hosts(["api"]).product_of(host))
    assert refused in (0, 421)
    assert product is None or product in host.decode("latin-1").lower()


SEGMENTS = [
    *("2010-04-01", "Accounts", ACCOUNT, "Notes", "Notes.json", "memos", "v1", "Memos", "ringback", "Boards", "%ff"),
    *("+1415", "%2B14155550123", "", ".json", "NT" + "1" * 32, "..", "NoteKinds.csv", "Weight.xml", "%00"),
]
NAMES = ["To", "Page", "PageSize", "DateSent>", "page", "x", "Tag"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "FOO"]),
    path=st.lists(st.sampled_from(SEGMENTS), max_size=7),
    query=st.lists(st.tuples(st.sampled_from(NAMES), TEXT), max_size=3),
    body=st.binary(max_size=50),
    kind=st.sampled_from(["application/x-www-form-urlencoded", "application/json", "multipart/form-data", ""]),
)
async def test_no_request_makes_the_server_fail(
    method: str, path: list[str], query: list[tuple[str, str]], body: bytes, kind: str
) -> None:
    reply = await client().ask(
        method, f"/{'/'.join(path)}?{urlencode(query)}", body=body, headers={"Content-Type": kind}
    )
    assert 200 <= reply.status < 500


@pytest.mark.parametrize("path", [b"/" + b"a/" * 10_000, b"/" + b"a" * 100_000])
def test_long_paths_cost_little(path: bytes) -> None:
    assert len(split_path(path)) <= 33

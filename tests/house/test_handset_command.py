"""`ringback handset` and `ringback jobs`: what they ask a running server, and what they show of its answers."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp import web

from ringback.app.command import main
from ringback.app.ready import READY_FILE, Ready, write_ready

TEXT = {"sid": "SM1", "direction": "sent", "from": "+14155550123", "to": "+14155550100", "body": "hi [b]\x1b[2J"}
TEXT |= {"media_urls": ["http://x/cat.png"], "parts": 1, "encoding": "GSM-7", "at": "2026-01-01T00:00:00Z"}


class Platform:
    """Answers as a server's own API does, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, object]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        logged_in = aiohttp.BasicAuth.decode(request.headers["Authorization"]).login
        self.asked.append((request.method, request.raw_path, logged_in, json.loads(body) if body else None))
        if request.path.endswith("/Live"):
            return await self.live(request)
        if request.path.endswith("/Jobs"):
            return web.json_response({"items": [{"sid": "JB1", "kind": "webhooks.call", "attempts": 9}], "meta": {}})
        if request.path.endswith("/Handsets/+19"):
            return web.json_response({"code": 20404, "message": "No such handset.", "status": 404}, status=404)
        return web.json_response(TEXT if request.path.endswith("/Messages") else {"number": "+1", "script": {}})

    async def live(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "message", "message": TEXT})
        await socket.close()
        return socket


@pytest.fixture
async def platform(tmp_path, monkeypatch):
    """A server that runs with its data in ./ringback-data."""
    monkeypatch.chdir(tmp_path)
    platform, app = Platform(), web.Application()
    app.router.add_route("*", "/ringback/v1/{tail:.*}", platform.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    write_ready(tmp_path / "ringback-data" / READY_FILE, Ready(http=url, account_sid="AC1", auth_token="t"))
    yield platform
    await runner.cleanup()


async def ringback(line: list[str]) -> int:
    return await asyncio.to_thread(main, line)


async def test_a_handset_sends_a_text_and_shows_it_as_it_went(platform, capsys):
    line = ["handset", "send", "+14155550123", "+14155550100", "hi", "--media", "http://x/cat.png"]
    assert await ringback(line) == 0
    content = {"to": "+14155550100", "body": "hi", "media_urls": ["http://x/cat.png"]}
    assert platform.asked == [("POST", "/ringback/v1/Handsets/%2B14155550123/Messages", "AC1", content)]
    shown = " ".join(capsys.readouterr().out.split())
    assert "+14155550123 → +14155550100" in shown
    assert "hi [b]" in shown


async def test_a_script_is_put_from_a_file_and_shown(platform, tmp_path, capsys):
    (tmp_path / "script.json").write_text('{"replies": [{"when": ".", "body": "YES"}]}')
    assert await ringback(["handset", "script", "+14155550123", "script.json"]) == 0
    assert await ringback(["handset", "script", "+14155550123", '{"sms": {"outcome": "silent"}}']) == 0
    assert await ringback(["handset", "script", "+14155550123"]) == 0
    told = [(method, content) for method, _, _, content in platform.asked]
    replies, sms = {"replies": [{"when": ".", "body": "YES"}]}, {"sms": {"outcome": "silent"}}
    assert told == [("PUT", replies), ("PUT", sms), ("GET", None)]
    assert '"number"' in capsys.readouterr().out


@pytest.mark.parametrize("script", ["absent.json", "{", "[1]"])
async def test_a_script_that_is_none_is_told_before_the_server_is_asked(platform, tmp_path, script):
    (tmp_path / "[1]").write_text("[1]")
    assert await ringback(["handset", "script", "+14155550123", script]) == 2
    assert platform.asked == []


async def test_watching_shows_each_text_as_it_comes(platform, capsys):
    assert await ringback(["handset", "watch", "+14155550123", "--limit", "1"]) == 0
    assert platform.asked[0][:3] == ("GET", "/ringback/v1/Handsets/%2B14155550123/Live", "AC1")
    assert r"hi [b]\x1b[2J [http://x/cat.png]" in capsys.readouterr().out


async def test_the_servers_own_sentence_is_shown_with_its_code(platform, capsys):
    assert await ringback(["handset", "script", "+19"]) == 1
    assert "No such handset. (error 20404, HTTP 404)" in capsys.readouterr().err


async def test_jobs_that_were_given_up_on_are_listed_and_tried_again(platform, capsys):
    assert await ringback(["jobs", "list"]) == 0
    assert "webhooks.call" in capsys.readouterr().out
    assert await ringback(["jobs", "replay", "--all"]) == 0
    assert platform.asked[-1][:2] == ("POST", "/ringback/v1/Jobs/JB1/Replay")

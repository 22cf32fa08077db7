"""A customer's server that hangs, sends us round in circles, or is being asked when we are killed."""

import asyncio

from aiohttp import web

from ringback.testing.server import ServerProcess
from tests.faults.conftest import Caller, calling, until


async def test_a_server_that_hangs_slows_nobody_elses_callbacks(process, customer, others):
    let_go = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        await let_go.wait()
        return web.Response()

    hanging, quick = customer.does("/status", hang), others.url("/status")
    async with calling(process) as caller:
        async with asyncio.timeout(60):
            for n in range(40):
                await caller.text(f"hang {n}", StatusCallback=hanging)
                await caller.text(f"quick {n}", StatusCallback=quick)

        async def all_told() -> bool:
            return len(others.heard) == 80 and len(customer.heard) > 0

        await until(all_told, "both callbacks of each text to the server that answers", within_s=12)
        assert await caller.is_well()
        let_go.set()


async def test_redirects_in_a_circle_are_an_alert_and_the_text_arrives_all_the_same(world):
    first, second = world.customer.url("/first"), world.customer.url("/second")
    world.customer.redirects("/first", second)
    world.customer.redirects("/second", first)
    sent = (await world.acme.text(StatusCallback=first)).json
    await world.leap(seconds=30)
    alerts = (await world.acme.get("/monitor/v1/Alerts")).json["alerts"]
    assert {(alert["error_code"], alert["resource_sid"]) for alert in alerts} == {("11215", sent["sid"])}
    assert (await world.acme.get(f"Messages/{sent['sid']}")).json["status"] == "delivered"
    assert len(world.customer.heard) < 50


async def test_a_callback_that_was_under_way_at_a_kill_is_made_again_and_says_so(process: ServerProcess, customer):
    arrived, let_go = asyncio.Event(), asyncio.Event()

    async def hold(_: web.Request) -> web.Response:
        arrived.set()
        await let_go.wait()
        return web.Response()

    url = customer.does("/status", hold)
    async with calling(process) as caller:
        sid = (await caller.text(StatusCallback=url)).json["sid"]
        await asyncio.wait_for(arrived.wait(), 30)
    process.kill()
    let_go.set()
    seen_before = len(customer.heard)
    await asyncio.to_thread(process.start)
    async with calling(process) as caller:

        async def told_to_the_end() -> bool:
            return [heard.form["MessageStatus"] for heard in customer.heard][-1:] == ["delivered"]

        await until(told_to_the_end, "the last callback, after the restart")
        assert await caller.status(sid) == "delivered"
        assert await is_on_the_handset_once(caller, sid)
    first, again = customer.heard[0], customer.heard[seen_before]
    assert first.form["MessageStatus"] == again.form["MessageStatus"] == "sent"
    assert first.headers["I-Twilio-Idempotency-Token"] == again.headers["I-Twilio-Idempotency-Token"]
    assert [heard.form["MessageStatus"] for heard in customer.heard[seen_before:]] == ["sent", "delivered"]


async def is_on_the_handset_once(caller: Caller, sid: str) -> bool:
    found = (await caller.ask("GET", "/ringback/v1/Handsets/%2B14155550123/Messages")).json["items"]
    return [text["sid"] for text in found] == [sid]

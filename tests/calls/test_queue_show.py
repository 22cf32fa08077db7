"""Twenty scripted callers, three scripted agents: the right order, and waits that are true."""

import asyncio
from datetime import datetime

from aiohttp import web

from tests.calls.conftest import Line

CALLERS = [f"+1415555{number:04}" for number in range(200, 220)]
AGENTS = [f"+1415555{number:04}" for number in range(300, 303)]
TRUE_WITHIN_MS = 100


class Clocks:
    """When the customer's server was asked about each call: on entering the queue, and on being taken out of it."""

    def __init__(self, line: Line) -> None:
        self.at: dict[str, dict[str, float]] = {"/entered": {}, "/taken": {}}
        for path in self.at:
            line.customer.does(path, self._note)

    async def _note(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.at[request.path].setdefault(str(form["CallSid"]), asyncio.get_running_loop().time())
        verbs = "<Pause length='120'/>" if request.path == "/entered" else ""
        return web.Response(text=f"<Response>{verbs}</Response>", content_type="text/xml")

    def waited_ms(self, call_sid: str) -> float:
        return 1000 * (self.at["/taken"][call_sid] - self.at["/entered"][call_sid])


async def test_twenty_callers_are_served_by_three_agents_in_their_order_and_the_waits_are_true(line: Line):
    clocks = Clocks(line)
    serve = (
        f'<Dial timeout="1" hangupOnStar="true" action="{line.customer.url("/served")}">'
        f'<Queue url="{line.customer.url("/taken")}">support</Queue></Dial>'
    )
    line.says("/served", serve)
    for number in CALLERS:
        await line.phone(number, {"wait_s": 120})
    for number in AGENTS:
        await line.phone(number, *[{"wait_s": 0.35}, {"press": "*"}] * 60)
    entered = []
    for number in CALLERS:
        sid = await line.call(number, f'<Enqueue waitUrl="{line.customer.url("/entered")}">support</Enqueue>')
        await line.until(lambda sid=sid: asked(clocks, "/entered", sid))
        entered.append(sid)
    agents = await asyncio.gather(*(line.call(number, serve) for number in AGENTS))
    await line.until(lambda: asked(clocks, "/taken", entered[-1]))

    async def all_over() -> list[dict]:
        found = (await line.acme.own("GET", "QueueWaits?page_size=100")).json["items"]
        return found if len(found) == 20 and all(one["status"] == "over" for one in found) else []

    waits = {one["call_sid"]: one for one in await line.until(all_over)}
    assert list(clocks.at["/taken"]) == entered
    assert {one["agent_call_sid"] for one in waits.values()} == set(agents)
    assert all(one["result"] == "bridged" for one in waits.values())
    wrong = {sid: (waits[sid]["wait_ms"], clocks.waited_ms(sid)) for sid in entered}
    assert all(abs(told - true) < TRUE_WITHIN_MS for told, true in wrong.values()), wrong
    began = [datetime.fromisoformat(waits[sid]["enqueued_at"]) for sid in entered]
    assert began == sorted(began)


async def asked(clocks: Clocks, path: str, sid: str) -> bool:
    return sid in clocks.at[path]

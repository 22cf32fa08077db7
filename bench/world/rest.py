"""The API as benches of calls use it."""

import asyncio
from typing import Any

import aiohttp

from ringback.app.ready import Ready

CALLEE = "+1212736"  # and four digits


class Rest:
    """Requests of the first account."""

    def __init__(self, ready: Ready) -> None:
        self.sip = str(ready.sip)
        self._ready = ready
        self._api = f"{ready.http}/2010-04-01/Accounts/{ready.account_sid}"

    async def _ask(self, method: str, url: str, **what: Any) -> Any:
        auth = aiohttp.BasicAuth(self._ready.account_sid, self._ready.auth_token)
        async with aiohttp.ClientSession(auth=auth) as session, session.request(method, url, **what) as answer:
            if answer.status >= 300:
                raise RuntimeError(f"{method} {url}: {answer.status} {await answer.text()}")
            return await answer.json() if answer.status != 204 else None

    async def number(self, voice_url: str, status_callback: str | None) -> None:
        """What the first number runs."""
        listed = await self._ask("GET", f"{self._api}/IncomingPhoneNumbers.json")
        sid = listed["incoming_phone_numbers"][0]["sid"]
        form = {"VoiceUrl": voice_url, "StatusCallback": status_callback or ""}
        await self._ask("POST", f"{self._api}/IncomingPhoneNumbers/{sid}.json", data=form)

    async def network(self, port: int) -> None:
        """A carrier at this port of loopback takes the callee's numbers."""
        networks = f"{self._ready.http}/ringback/v1/Networks"
        for one in (await self._ask("GET", networks))["items"]:
            if one["kind"] != "simulated":
                await self._ask("DELETE", f"{networks}/{one['sid']}")
        body = {"friendly_name": "bench", "host": "127.0.0.1", "port": port, "prefixes": [{"prefix": CALLEE}]}
        await self._ask("POST", networks, json=body)

    async def calls(self, count: int, twiml: str, *, rate: float = 50) -> None:
        """POST /Calls so many times, at so many a second, over a few connections that stay."""
        auth = aiohttp.BasicAuth(self._ready.account_sid, self._ready.auth_token)
        form = {"From": str(self._ready.number), "Twiml": twiml}
        loop = asyncio.get_running_loop()
        async with aiohttp.ClientSession(auth=auth, connector=aiohttp.TCPConnector(limit=8)) as session:
            began, waiting = loop.time(), []
            for n in range(count):
                await asyncio.sleep(max(0.0, began + n / rate - loop.time()))
                given = {**form, "To": f"{CALLEE}{n % 10_000:04d}"}
                waiting.append(asyncio.create_task(self._call(session, given)))
            await asyncio.gather(*waiting)

    async def _call(self, session: aiohttp.ClientSession, form: dict[str, str]) -> None:
        async with session.post(f"{self._api}/Calls.json", data=form) as answer:
            if answer.status != 201:
                raise RuntimeError(f"POST /Calls: {answer.status} {await answer.text()}")
            await answer.read()

"""Messages sent while the server is killed again and again, and what must be true of them afterwards."""

import argparse
import asyncio
import json
import random
import urllib.request
from collections import Counter
from typing import Any

from bench.world.house import House
from bench.world.load import Connection, Requests, connections

CLIENTS = 32
FINAL = ("delivered", "undelivered", "failed")
LONG = 5  # every fifth message has two parts
DRAINED_WITHIN_S = 120


class Crashes:
    """One run: `accepts` messages from 32 clients, `kills` SIGKILLs at random moments among them and after them."""

    def __init__(self, house: House, listener: str, *, accepts: int, kills: int, seed: int) -> None:
        self._house, self._listener = house, listener
        self._accepts, self._dice = accepts, random.Random(seed)
        # the last kill comes when everything was accepted and much is still on its way
        self._moments = [*sorted(self._dice.randrange(accepts) for _ in range(kills - 1)), accepts]
        self.answered: list[str] = []
        self.cut_off = 0
        self.kills = 0
        self._numbers = iter(range(10**9))

    def run(self) -> None:
        """Sends, kills, starts again; returns when every message that was answered has come to its end."""
        self._requests()
        while self._moments:
            asyncio.run(self._send_until(self._moments.pop(0)))
            self._house.server.kill()
            self.kills += 1
            self._requests()
        self._house.wait_until_drained(DRAINED_WITHIN_S)

    def _requests(self) -> None:
        ready = self._house.start()
        self._ready = ready
        self._made = Requests(
            argparse.Namespace(
                url=ready.http,
                account=ready.account_sid,
                token=ready.auth_token,
                sender=ready.number,
                callback=f"{self._listener}/status",
            )
        )

    async def _send_until(self, moment: int) -> None:
        """Until so many were answered, and a few milliseconds more: the kill comes in the middle of anything."""
        clients = await connections(self._ready.http, CLIENTS)
        self._moment, self._came = moment, asyncio.Event()
        sending = [asyncio.create_task(self._send(client)) for client in clients]
        if len(self.answered) < moment:
            await self._came.wait()
        await asyncio.sleep(self._dice.uniform(0, 0.05))
        self._house.server.kill()
        await asyncio.gather(*sending)

    async def _send(self, client: Connection) -> None:
        while len(self.answered) < self._accepts:
            number = next(self._numbers)
            try:
                status, body = await client.ask(self._made.long(number) if number % LONG == 0 else self._made[number])
            except ConnectionError:
                self.cut_off += 1
                return
            if status == 201:
                self._note(json.loads(body)["sid"])
            elif status != 503:  # at the moment of a stop; no promise was made
                raise AssertionError(f"{status}: {body[:300]!r}\nThe log ends:\n{self._house.server.tail()}")

    def _note(self, sid: str) -> None:
        self.answered.append(sid)
        if len(self.answered) >= self._moment:
            self._came.set()

    # -- what must be true

    def findings(self) -> list[tuple[str, int, int | None]]:
        """What was counted, how many, and how many there may be (None: it is only told)."""
        messages = {
            sid: (status, parts) for sid, status, parts in self._select("sid, status, num_segments", "messages")
        }
        told = self._told()
        orders = [told.get(sid, []) for sid in messages]
        parts = Counter(sid for (sid,) in self._select("message_sid", "simulated_parts"))
        screens = Counter(sid for (sid,) in self._select("sid", "handset_messages"))
        events = Counter(self._select("subject_sid, type", f"events WHERE type IN {ONCE}"))
        return [
            ("kills", self.kills, None),
            ("answered 201", len(self.answered), None),
            ("cut off before an answer", self.cut_off, None),
            ("of these, accepted all the same", len(messages.keys() - set(self.answered)), None),
            ("answered and not there", len(set(self.answered) - messages.keys()), 0),
            ("without a final status", sum(status not in FINAL for status, _ in messages.values()), 0),
            ("not delivered", sum(status != "delivered" for status, _ in messages.values()), 0),
            ("parts that the carrier has", parts.total(), None),
            ("messages with more or fewer parts there", sum(parts[sid] != n for sid, (_, n) in messages.items()), 0),
            ("second submits of a part", self._second_submits(), 0),
            ("texts not once on a handset", sum(screens[sid] != 1 for sid in messages), 0),
            ("steps not once in the event log", sum(events[(sid, step)] != 1 for sid in messages for step in ONCE), 0),
            ("callbacks", sum(map(len, orders)), None),
            ("callbacks told again after a crash", sum(len(order) - len(set(order)) for order in orders), None),
            ("messages not told of each step in order", sum(dedupe(order) != STEPS for order in orders), 0),
            ("callbacks without a signature", self._unsigned, 0),
            ("jobs given up", self._select("count(*)", "jobs WHERE status = 'dead'")[0][0], 0),
        ]

    def _select(self, what: str, where: str) -> list[tuple[Any, ...]]:
        return self._house.select(f"SELECT {what} FROM {where}")

    def _told(self) -> dict[str, list[str]]:
        with urllib.request.urlopen(f"{self._listener}/told") as answer:
            told = json.load(answer)
        self._unsigned = sum(not is_signed for _, _, is_signed in told)
        orders: dict[str, list[str]] = {}
        for sid, status, _ in told:
            orders.setdefault(sid, []).append(status)
        return orders

    def _second_submits(self) -> int:
        """The carrier's key refuses a second one; the runner logs the refusal."""
        return self._house.server.log.read_text(errors="replace").count("Duplicate: simulated_parts")


STEPS = ["sent", "delivered"]
ONCE = ("messaging.message.accepted", "messaging.message.sent", "messaging.message.delivered")


def dedupe(order: list[str]) -> list[str]:
    """Each step where it was told first: at least once, in order."""
    return list(dict.fromkeys(order))

"""Messages through an SMPP carrier while our server is killed again and again; the carrier itself lives on."""

import argparse
import asyncio
import json
import random
import time
from collections import Counter
from typing import Any

from bench.world.carrier import Carrier, connect, own, wait_for_binds
from bench.world.house import House
from bench.world.load import Connection, Requests, connections
from ringback.protocols.sms import alphabet

CLIENTS, BINDS, WINDOW = 32, 4, 20
DRAINED_WITHIN_S = 240
HOURS = 11  # beyond the validity of ten
LOOK_EVERY_S, SETTLED_S = 0.3, 4.0
FINAL = ("delivered", "undelivered", "failed")
Finding = tuple[str, int, int | None]


class CarrierCrashes:
    """One run under one policy (`hold` or `resend`): every accepted message has a text of its own."""

    def __init__(self, house: House, carrier: Carrier, policy: str, *, accepts: int, kills: int, seed: int) -> None:
        self._house, self._carrier, self._policy = house, carrier, policy
        self._accepts, self._dice = accepts, random.Random(seed)
        self._moments = [*sorted(self._dice.randrange(accepts) for _ in range(kills - 1)), accepts]
        self.answered: dict[str, int] = {}
        self.kills = 0
        self._numbers = iter(range(10**9))

    def run(self) -> None:
        """Sends, kills, starts again; at last lets the validity of what is still held come to its end."""
        self._start()
        connect(self._ready, self._carrier, binds=BINDS, window=WINDOW, when_unknown=self._policy, response_s=5)
        while self._moments:
            asyncio.run(self._send_until(self._moments.pop(0)))
            self._house.server.kill()
            self.kills += 1
            self._start()
            wait_for_binds(self._carrier, BINDS)
        self.is_drained = self._drained()
        self.held = self._count("messages WHERE status = 'sending'")
        if self.held:
            self._let_validity_end()

    def _drained(self) -> bool:
        """Whether all but receipts of ids that nobody knows is done in time: those are looked for over days."""
        deadline = time.monotonic() + DRAINED_WITHIN_S
        soon = int(1000 * (time.time() + DRAINED_WITHIN_S))
        waiting = f"jobs WHERE status = 'waiting' AND kind <> 'smpp.match' AND due_at < {soon}"
        while self._count(waiting):
            if time.monotonic() > deadline:
                return False
            time.sleep(LOOK_EVERY_S)  # the server is another process
        time.sleep(SETTLED_S)  # receipts that came before their message was known are matched
        return True

    def _let_validity_end(self) -> None:
        self._house.stop()
        ready = self._house.start("--clock", "test")
        for _ in range(HOURS):
            own(ready, "POST", "Clock", leap_s=3600)

    def _start(self) -> None:
        self._ready = ready = self._house.start()
        self._made = Requests(
            argparse.Namespace(
                url=ready.http, account=ready.account_sid, token=ready.auth_token, sender=ready.number, callback=None
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
                status, body = await client.ask(self._made[number])
            except ConnectionError:
                return
            if status == 201:
                self.answered[json.loads(body)["sid"]] = number
                if len(self.answered) >= self._moment:
                    self._came.set()
            elif status != 503:  # at the moment of a stop; no promise was made
                raise AssertionError(f"{status}: {body[:300]!r}\nThe log ends:\n{self._house.server.tail()}")

    # -- what must be true

    def findings(self) -> list[Finding]:
        """What was counted, how many, and how many there may be (None: it is only told)."""
        messages = {sid: (body, status) for sid, body, status in self._select("sid, body, status", "messages")}
        given = self._given()
        times = {sid: given[body] for sid, (body, _) in messages.items()}
        told_unknown = {sid for (sid,) in self._select("subject_sid", f"events WHERE type = '{UNKNOWN}'")}
        resent = {sid for (sid,) in self._select("message_sid", "smpp_parts WHERE attempt > 1")}
        marked = told_unknown | resent
        lost = {sid for sid, count in times.items() if not count}
        doubled = {sid for sid, count in times.items() if count > 1}
        holds = self._policy == "hold"
        return [
            ("kills", self.kills, None),
            ("answered 201", len(self.answered), None),
            ("answered and not there", len(self.answered.keys() - messages.keys()), 0),
            ("submit_sm that the carrier took", sum(given.values()), None),
            ("never at the carrier", len(lost), None if holds else 0),
            ("of these, not marked submit_unknown", len(lost - marked), 0),
            ("at the carrier twice", len(doubled), 0 if holds else None),
            ("of these, not marked as sent again", len(doubled - resent), 0),
            ("submit_unknown: killed inside the answer window", len(marked), None),
            ("held at the end, before their validity ended", self.held, None),
            ("work not done in time", int(not self.is_drained), 0),
            ("without a final status at last", sum(status not in FINAL for _, status in messages.values()), 0),
            ("delivered", sum(status == "delivered" for _, status in messages.values()), None),
            ("not delivered, and not marked", self._undelivered(messages, marked), 0),
            ("delivered, and never at the carrier", sum(messages[sid][1] == "delivered" for sid in lost), 0),
            ("jobs given up", self._count("jobs WHERE status = 'dead'"), 0),
        ]  # fmt: skip

    def _given(self) -> Counter[str]:
        """How often the carrier was given each text."""
        given: Counter[str] = Counter()
        for _, octets, names in self._carrier.ask("taken"):
            given[alphabet.decode(bytes.fromhex(octets))] += len(names)
        return given

    def _undelivered(self, messages: dict[str, tuple[str, str]], marked: set[str]) -> int:
        return sum(status != "delivered" and sid not in marked for sid, (_, status) in messages.items())

    def _count(self, where: str) -> int:
        return self._select("count(*)", where)[0][0]

    def _select(self, what: str, where: str) -> list[tuple[Any, ...]]:
        return self._house.select(f"SELECT {what} FROM {where}")


UNKNOWN = "messaging.submit.unknown"

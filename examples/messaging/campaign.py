"""A campaign of 10,000 through a Messaging Service: who hears from which number, who waits, who leaves.

    python examples/messaging/campaign.py --people 10000

A server of its own runs on a clock that can leap, with the simulated carrier's phones all over the United States. It is
morning in New York and still night in California when the first wave is sent, so quiet hours move some of it; every
twentieth phone answers STOP; a second wave follows two days later. One report shows what became of both.
"""

import argparse
import base64
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from ringback.testing.server import ServerProcess

AREAS = {"415": "Los Angeles", "312": "Chicago", "212": "New York"}
POOL = ("+14155550111", "+13125550111", "+12125550111", "+14155550112")
STOPS_EVERY = 20
CLOCK, BUSY = "/ringback/v1/Clock", 503
WAVES = ("Spring is here: 10 % off all kites.", "Last day: 20 % off all kites.")


class Api:
    """One connection to a server, kept open."""

    def __init__(self, http: str, sid: str, token: str) -> None:
        self.sid = sid
        self._connection = HTTPConnection(urlsplit(http).netloc, timeout=60)
        self._auth = "Basic " + base64.b64encode(f"{sid}:{token}".encode()).decode()

    def post(self, path: str, **form: Any) -> dict[str, Any]:
        kind = "application/x-www-form-urlencoded"
        return self._ask("POST", self._at(path), urlencode(form, True).encode(), kind)

    def get(self, path: str, **filters: Any) -> dict[str, Any]:
        return self._ask("GET", self._at(path) + "?" + urlencode(filters))

    def own(self, method: str, path: str, **fields: Any) -> dict[str, Any]:
        """Ringback's own API."""
        return self._ask(method, f"/ringback/v1/{path}", json.dumps(fields).encode(), "application/json")

    def messages(self) -> Iterator[dict[str, Any]]:
        path = self._at("Messages") + "?PageSize=1000"
        while path:
            page = self._ask("GET", path)
            yield from page["messages"]
            path = page["next_page_uri"]

    def _at(self, path: str) -> str:
        return path if path.startswith("/") else f"/2010-04-01/Accounts/{self.sid}/{path}.json"

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> dict[str, Any]:
        headers = {"Authorization": self._auth} | ({"Content-Type": kind} if body is not None else {})
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status == BUSY and path == CLOCK:
            return {}
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text.decode()[:300]}")
        return json.loads(text) if text else {}


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--people", type=int, default=10_000)
    people = asked.parse_args(words).people
    with tempfile.TemporaryDirectory() as folder:
        server = ServerProcess(Path(folder), flags=["--clock", "test"])
        ready = server.start()
        try:
            report(run(Api(ready.http, ready.account_sid, ready.auth_token), people))
        finally:
            server.stop()
    return 0


def run(api: Api, people: int) -> dict[str, Any]:
    """Both waves, and everything that came of them."""
    service = pool(api)
    api.own("PUT", f"ConsentPolicies/{service}", quiet_from="21:00", quiet_until="08:00")
    numbers = [f"+1{list(AREAS)[n % 3]}{2_000_000 + n:07}" for n in range(people)]
    for number in numbers[::STOPS_EVERY]:
        api.own("PUT", f"Handsets/{number}", replies=[{"when": "Spring", "body": "STOP"}])
    leap_to(api, hour=13)
    trial = Counter(line["outcome"] for line in tried(api, service, numbers))
    began = now(api)
    for number in numbers:
        api.post("Messages", To=number, MessagingServiceSid=service, Body=WAVES[0])
    leap(api, 600)
    at_once = Counter(message["status"] for message in api.messages() if message["body"] == WAVES[0])
    leap(api, 2 * 86_400 + 7 * 3600)  # three in the afternoon in New York, in winter
    for number in numbers:
        api.post("Messages", To=number, MessagingServiceSid=service, Body=WAVES[1])
    leap(api, 3600)
    sent = [message for message in api.messages() if message["direction"] == "outbound-api"]
    return {"people": people, "trial": trial, "at_once": at_once, "began": began, "sent": sent}


def pool(api: Api) -> str:
    """A service with four numbers that the account buys."""
    service = api.post("/messaging/v1/Services", FriendlyName="Kites", Usecase="marketing")["sid"]
    for number in POOL:
        bought = api.post("IncomingPhoneNumbers", PhoneNumber=number)["sid"]
        api.post(f"/messaging/v1/Services/{service}/PhoneNumbers", PhoneNumberSid=bought)
    return service


def tried(api: Api, service: str, numbers: list[str]) -> list[dict[str, Any]]:
    """What would become of each, before anything is sent."""
    return api.own("POST", "ConsentTrials", to=numbers, messaging_service_sid=service, purpose="marketing")["items"]


def now(api: Api) -> datetime:
    return datetime.fromisoformat(api.own("GET", "Clock")["now"])


def leap(api: Api, seconds: float) -> None:
    """The clock leaps once; ten thousand messages that fall due may take longer than one answer waits for."""
    while not api.own("POST", "Clock", leap_s=seconds):
        seconds = 0


def leap_to(api: Api, *, hour: int) -> None:
    """The next time it is that hour, UTC."""
    moment = now(api)
    ahead = (hour * 3600 - moment.hour * 3600 - moment.minute * 60 - moment.second) % 86_400
    leap(api, ahead)


def report(found: dict[str, Any]) -> None:
    print(f"{found['people']} people, two waves; four numbers in the pool\n")
    print("before sending, the trial said:      " + shown(found["trial"]))
    print("ten minutes after the first wave:    " + shown(found["at_once"]))
    for wave in WAVES:
        messages = [message for message in found["sent"] if message["body"] == wave]
        outcomes = Counter(f"{m['status']}{' ' + str(m['error_code']) if m['error_code'] else ''}" for m in messages)
        moved = sum(hours_late(message) > 0.5 for message in messages)
        print(f"\n{wave}\n  {shown(outcomes)}\n  moved by quiet hours: {moved}")
        by_area: dict[str, list[float]] = defaultdict(list)
        for message in messages:
            by_area[AREAS[message["to"][2:5]]].append(hours_late(message))
        print("  hours until it left, at most: " + ", ".join(f"{a} {max(h):.1f}" for a, h in sorted(by_area.items())))
        print("  by sender: " + shown(Counter(message["from"] for message in messages if message["from"])))
    known = defaultdict(set)
    for message in found["sent"]:
        if message["status"] == "delivered":
            known[message["to"]].add(message["from"])
    twice = sum(len(senders) > 1 for senders in known.values())
    print(f"\npeople who heard from more than one number: {twice}")


def hours_late(message: dict[str, Any]) -> float:
    """From its acceptance until it left."""
    if message["date_sent"] is None:
        return 0.0
    form = "%a, %d %b %Y %H:%M:%S %z"
    span = datetime.strptime(message["date_sent"], form) - datetime.strptime(message["date_created"], form)
    return span.total_seconds() / 3600


def shown(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

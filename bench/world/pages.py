"""How long a page of messages takes at the head of the list, and at its end."""

import base64
import http.client
import json
import statistics
import time
from urllib.parse import urlsplit

from bench.world.fill import sid_of
from ringback.app.ready import Ready

TIMES = 30
NEAR_THE_END = 100  # `fill` numbers messages from the oldest, lists begin with the newest


def page_times(ready: Ready, stored: int) -> tuple[float, float]:
    """Median milliseconds of the first page, and of a page below `stored` messages."""
    return _median(ready, ""), _median(ready, f"&Page={stored // 50}&PageToken=PA{sid_of(NEAR_THE_END)}")


def _median(ready: Ready, query: str) -> float:
    parts = urlsplit(ready.http)
    connection = http.client.HTTPConnection(parts.netloc)
    pair = base64.b64encode(f"{ready.account_sid}:{ready.auth_token}".encode()).decode()
    path = f"/2010-04-01/Accounts/{ready.account_sid}/Messages.json?PageSize=50{query}"
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Authorization": f"Basic {pair}"})
        answer = connection.getresponse()
        page = json.loads(answer.read())
        times.append(1e3 * (time.perf_counter() - began))
        assert len(page.get("messages", ())) == 50, f"{path}: {page}"
    return statistics.median(times)

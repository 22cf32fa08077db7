"""How long a page of messages takes at the head of the list, and at its end."""

import base64
import http.client
import json
import time
from urllib.parse import urlsplit

from bench.world.fill import sid_of
from ringback.app.ready import Ready

TIMES = 50
NEAR_THE_END = 100  # `fill` numbers messages from the oldest, lists begin with the newest


def page_times(ready: Ready, stored: int) -> tuple[float, float]:
    """Milliseconds of the first page and of a page below `stored` messages, asked in turn.

    The lower quartile of each: what lies above it is mostly the machine's other work.
    """
    connection = http.client.HTTPConnection(urlsplit(ready.http).netloc)
    deep = f"&Page={stored // 50}&PageToken=PA{sid_of(NEAR_THE_END)}"
    times = [(_page(connection, ready, ""), _page(connection, ready, deep)) for _ in range(TIMES)]
    first, last = (sorted(column)[TIMES // 4] for column in zip(*times, strict=True))
    return first, last


def _page(connection: http.client.HTTPConnection, ready: Ready, query: str) -> float:
    pair = base64.b64encode(f"{ready.account_sid}:{ready.auth_token}".encode()).decode()
    path = f"/2010-04-01/Accounts/{ready.account_sid}/Messages.json?PageSize=50{query}"
    began = time.perf_counter()
    connection.request("GET", path, headers={"Authorization": f"Basic {pair}"})
    page = json.loads(connection.getresponse().read())
    took = 1e3 * (time.perf_counter() - began)
    assert len(page.get("messages", ())) == 50, f"{path}: {page}"
    return took

"""Schemathesis against the descriptions that the server itself gives, where paths lead to things that are there.

Every answer must be one that the description names, in its type and shape, and none may be a failure of ours.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from ringback.app.http.listener import Server, listen
from ringback.app.server import front_of
from ringback.app.settings import Address
from tests.isolation.belongings import Belongings, furnish
from tests.rest.client import Client, basic

PRODUCTS = ("api_v2010", "ringback_v1", "accounts_v1", "messaging_v1", "monitor_v1", "iam_v1", "pricing_v1")
PRODUCTS += ("pricing_v2",)
SECONDS = int(os.environ.get("RINGBACK_FUZZ_S", "10"))  # for each product: a minute in all
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# These would end the run for all others: they change the token, or the time by years.
LEFT_OUT = {"UpdateAuthTokenPromotion", "LeapClock"}
pytestmark = pytest.mark.timeout(SECONDS * 4 + 100)


@pytest.fixture
def database_url() -> None:
    """SQLite: what is tested is what the API answers."""
    return


@pytest.fixture
async def own(world) -> Belongings:
    """The first account with one of everything. Nobody does its jobs from here on: made-up addresses are not called."""
    own = await furnish(world, world.acme)
    own.has("AccountResource", sid=(await world.subaccount()).sid)
    own.has("HandsetResource", number="+14155550123")
    own.has("HandsetMessageResource", number="+14155550123")
    await world.house.runner.stop()
    return own


@pytest.fixture
async def url(world, own) -> AsyncIterator[str]:
    """The world behind a real socket."""
    started = asyncio.Event()

    async def ready() -> None:
        started.set()

    server, bound = Server(front_of(world.house), ready), listen(Address("127.0.0.1", 0))
    serving = asyncio.create_task(server._serve([bound]))
    await asyncio.wait_for(started.wait(), 10)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    await serving


def led_to(document: dict[str, Any], resources: dict[str, str], own: Belongings) -> dict[str, Any]:
    """The description with its paths' places filled: the owner's own things, where there are any."""
    for path, item in list(document["paths"].items()):
        for method, operation in list(item.items()):
            if operation["operationId"] in LEFT_OUT:
                del item[method]
                continue
            places = {"account_sid": own.account.sid, "country_code": "US"}
            places |= own.things.get(resources[operation["operationId"]], {})
            for parameter in operation["parameters"]:
                if parameter["in"] == "path" and parameter["name"] in places:
                    parameter["schema"] = {"type": "string", "enum": [places[parameter["name"]]]}
        if not item:
            del document["paths"][path]
    return document


@pytest.mark.parametrize("product", PRODUCTS)
async def test_every_answer_is_as_described(world, own, url, tmp_path: Path, product: str):
    described = await Client(front_of(world.house)).get(f"/ringback/v1/openapi/{product}.json")
    mine = [e for e in world.api.endpoints if e.product == product]
    document = led_to(described.json, {e.name: e.resource.__name__ for e in mine}, own)
    (tmp_path / "openapi.json").write_text(json.dumps(document))
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("schemathesis")),
        *("run", "openapi.json", "--url", url + document["servers"][0]["url"].rstrip("/"), "--checks", CHECKS),
        *("--header", f"Authorization: {basic(own.account.sid, own.account.token)}", "--phases", "coverage,fuzzing"),
        *("--max-time", str(SECONDS), "--max-examples", "50", "--seed", "1", "--no-color"),
        *("--generation-database", "none", "--suppress-health-check", "all"),
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()[-8000:]


async def test_every_product_with_a_description_is_tried(world):
    index = (await Client(front_of(world.house)).get("/ringback/v1/openapi")).json
    assert {product["name"] for product in index["products"]} == set(PRODUCTS)

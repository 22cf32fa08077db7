"""The pytest plugin: `ringback`, an account of its own for each test, on one server for the whole run.

Until a test asks for it, nothing but this file is imported.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ringback.testing.server import ServerProcess
    from ringback.testing.world import Ringback


@pytest.fixture(scope="session")
def ringback_settings() -> dict[str, object]:
    """The server's settings by their names in ringback.toml; override it: `return {"profile": "twilio"}`."""
    return {}


@pytest.fixture(scope="session")
def ringback_server(
    ringback_settings: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[ServerProcess]":
    """The server of this test run (or xdist worker): free ports, an empty data folder, a clock that leaps."""
    from ringback.testing.server import ServerProcess

    server = ServerProcess(tmp_path_factory.mktemp("ringback"), ringback_settings, ["--clock", "test"])
    server.start()
    yield server
    server.stop()


@pytest.fixture
def ringback(ringback_server: "ServerProcess") -> "Iterator[Ringback]":
    """A private Ringback: `.client()`, `.number`, `.handset("+1…")`, `.listener`, `.webhooks`, `.carrier`, `.clock`."""
    from ringback.testing.world import Ringback

    world = Ringback(ringback_server)
    yield world
    world.leave()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Shows, below a failure, what the server logged and which webhooks went wrong during the test."""
    report = yield
    world: Any = getattr(item, "funcargs", {}).get("ringback")
    if report.failed and call.when == "call" and hasattr(world, "failed_webhooks"):
        report.sections += [(title, text) for title, text in _told(world) if text]
    return report


def _told(world: "Ringback") -> list[tuple[str, str]]:
    from ringback.testing.api import RingbackError

    try:
        failed = world.failed_webhooks()
    except RingbackError as problem:
        failed = str(problem)
    return [("ringback: webhooks that failed", failed), ("ringback: the server's log", world.log())]

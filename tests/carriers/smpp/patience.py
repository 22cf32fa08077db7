"""Waiting for what another connection does in its own time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

DEADLINE_S = 10.0


async def until(holds: Callable[[], Any], what: str) -> Any:
    """What `holds` gives (awaited where need be) once it is something."""
    try:
        async with asyncio.timeout(DEADLINE_S):
            while True:
                found = holds()
                if isinstance(found, Awaitable):
                    found = await found
                if found:
                    return found
                await asyncio.sleep(0.005)  # a socket tells nobody that nothing came
    except TimeoutError:
        raise AssertionError(f"{what}: not within {DEADLINE_S:g} s") from None

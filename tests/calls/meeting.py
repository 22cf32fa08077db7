"""What a test asks of a conference: through the API, and by what its handsets hear."""

from typing import Any

from tests.calls.conftest import Line
from tests.media.signal import stretch, tone_dbfs

HEARD_DBFS, NOT_HEARD_DBFS = -32.0, -45.0  # of a tone played at -20


class Meeting:
    """The conference of this name, of the first account."""

    def __init__(self, line: Line, name: str = "room") -> None:
        self.line, self.name = line, name
        self.sid = ""

    async def on(self, status: str | None = None, *, count: int | None = None) -> dict[str, Any]:
        """The conference, once it is there (in this state, with so many in it)."""

        async def look() -> dict[str, Any] | None:
            found = (await self.line.acme.get("Conferences", FriendlyName=self.name)).json["conferences"]
            if not found or (status is not None and found[0]["status"] != status):
                return None
            self.sid = found[0]["sid"]
            if count is not None and len(await self.participants()) != count:
                return None
            return found[0]

        return await self.line.until(look)

    async def participants(self, **filters: str) -> list[dict[str, Any]]:
        found = await self.line.acme.get(f"Conferences/{self.sid}/Participants", **filters)
        return found.json["participants"]

    async def call_of(self, number: str) -> str:
        """The SID of the call with this handset."""
        found = [one for one in await self.line.calls() if number in (one["from"], one["to"])]
        return found[0]["sid"]

    async def change(self, call_sid: str, **changes: Any) -> dict[str, Any]:
        changed = await self.line.acme.post(f"Conferences/{self.sid}/Participants/{call_sid}", **changes)
        assert changed.status == 200, changed.text
        return changed.json

    async def kick(self, call_sid: str) -> None:
        assert (await self.line.acme.delete(f"Conferences/{self.sid}/Participants/{call_sid}")).status == 204

    async def update(self, **changes: Any) -> dict[str, Any]:
        changed = await self.line.acme.post(f"Conferences/{self.sid}", **changes)
        assert changed.status == 200, changed.text
        return changed.json

    async def invite(self, number: str, **wished: Any) -> dict[str, Any]:
        given = {"To": number, "From": "+14155550100", **wished}
        made = await self.line.acme.post(f"Conferences/{self.sid or self.name}/Participants", **given)
        assert made.status == 201, made.text
        self.sid = made.json["conference_sid"]
        return made.json


def hears(pcm: bytes, hz: float, start_s: float = 0.0, end_s: float | None = None) -> bool:
    """Whether this tone is heard in the stretch; a level in between proves nothing and fails."""
    level = tone_dbfs(stretch(pcm, start_s, end_s), hz)
    assert level > HEARD_DBFS or level < NOT_HEARD_DBFS, f"{hz} Hz at {level:.0f} dBFS"
    return level > HEARD_DBFS

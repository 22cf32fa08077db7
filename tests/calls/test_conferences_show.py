"""The show: five scripted handsets in one room, each with a tone of its own, say who hears whom."""

from typing import Any

from tests.calls.conftest import Line
from tests.calls.meeting import Meeting
from tests.media.signal import duration_s, stretch, tone_dbfs, tracks

TONES = {
    "+14155550123": 400,
    "+14155550124": 550,
    "+14155550125": 700,
    "+14155550126": 900,
    "+14155550127": 1150,
}
ANN, BEN, CAT, DAN, EVE = TONES
HOLD_HZ = 1500
QUIET = 'beep="false" waitUrl="" record="record-from-start" trim="do-not-trim"'
ROOM = f"<Dial><Conference {QUIET}>room</Conference></Dial>"
HEARD_DBFS, HALF_S, ACT_S = -36.0, 0.5, 0.8


class Stage:
    """The five of them, and what each hears now."""

    def __init__(self, line: Line, room: Meeting) -> None:
        self.line, self.room = line, room

    async def hears(self, **expected: set[str]) -> None:
        """Until each of those named hears these and nobody else; an act lasts long enough to be heard on the tape."""
        names = {"ann": ANN, "ben": BEN, "cat": CAT, "dan": DAN, "eve": EVE}

        since = {name: duration_s(await self.so_far(names[name])) for name in expected}

        async def look() -> bool:
            heard = {name: await self.so_far(names[name]) for name in expected}
            is_long = all(duration_s(pcm) > since[name] + ACT_S for name, pcm in heard.items())
            return is_long and {name: heard_in(last(pcm)) for name, pcm in heard.items()} == expected

        await self.line.until(look)

    async def so_far(self, number: str) -> bytes:
        (call, *_) = (await self.line.acme.own("GET", f"Handsets/{number}/Calls")).json["items"]
        return (await self.line.acme.get(call["heard"]["audio_url"].partition("8080")[2])).body[44:]


def last(pcm: bytes) -> bytes:
    return stretch(pcm, duration_s(pcm) - HALF_S)


def heard_in(pcm: bytes) -> set[str]:
    """Whose tones are in it; "hold" is the music's."""
    found = {number for number, hz in TONES.items() if tone_dbfs(pcm, hz) > HEARD_DBFS}
    return found | ({"hold"} if tone_dbfs(pcm, HOLD_HZ) > HEARD_DBFS else set())


async def on_stage(line: Line) -> Stage:
    await line.number(ROOM)
    for number, hz in TONES.items():
        await line.rings(number, {"play": line.sounds(f"/{hz}", float(hz), 50.0)}, {"wait_s": 60})
    room = Meeting(line)
    await room.on("in-progress", count=5)
    return Stage(line, room)


def all_but(*numbers: str) -> set[str]:
    return set(TONES) - set(numbers)


async def test_five_handsets_tell_by_their_tones_who_hears_whom(line: Line):
    stage = await on_stage(line)
    room, call_of = stage.room, stage.room.call_of
    await stage.hears(ann=all_but(ANN), ben=all_but(BEN), cat=all_but(CAT), dan=all_but(DAN), eve=all_but(EVE))

    await room.change(await call_of(ANN), Muted="true")
    await stage.hears(ann=all_but(ANN), ben=all_but(ANN, BEN), eve=all_but(ANN, EVE))

    await room.change(await call_of(BEN), Coaching="true", CallSidToCoach=await call_of(CAT))
    await stage.hears(cat=all_but(ANN, CAT), dan=all_but(ANN, BEN, DAN), ben=all_but(ANN, BEN))

    hold = line.sounds("/hold", float(HOLD_HZ), 50.0)
    await room.change(await call_of(DAN), Hold="true", HoldUrl=hold, HoldMethod="GET")
    await stage.hears(dan={"hold"}, eve={CAT}, cat={BEN, EVE})

    await room.change(await call_of(DAN), Hold="false")
    await room.change(await call_of(ANN), Muted="false")
    await stage.hears(ann={CAT, DAN, EVE}, eve={ANN, CAT, DAN}, cat={ANN, BEN, DAN, EVE})

    await room.update(Status="completed")
    mix = await recorded(line)
    phases = [heard_in(stretch(mix, at / 5, at / 5 + 0.2)) for at in range(int(duration_s(mix) * 5))]
    acts = [set(TONES), all_but(ANN), all_but(ANN, BEN), {CAT, EVE}, all_but(BEN)]
    assert in_order(acts, phases), [sorted(n[-3:] for n in phase) for phase in phases]
    assert not any("hold" in phase for phase in phases)


def in_order(acts: list[set[str]], phases: list[set[str]]) -> bool:
    """Whether every act comes, one after the other."""
    coming = iter(phases)
    return all(act in coming for act in acts)


async def recorded(line: Line) -> bytes:
    async def look() -> dict[str, Any] | None:
        found = (await line.acme.get("Recordings")).json["recordings"]
        return found[0] if found and found[0]["status"] == "completed" else None

    recording = await line.until(look)
    path = f"/2010-04-01/Accounts/{line.acme.sid}/Recordings/{recording['sid']}.wav"
    (mix,) = tracks((await line.acme.get(path)).body)
    return mix

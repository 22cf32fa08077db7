"""What SMPP does at this process, both sides of it, for whoever shows figures."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from ringback.carriers.smpp.carriers import SmppCarriers
from ringback.carriers.smpp.server import SmppServer
from ringback.protocols.smpp.counts import Counts


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """One carrier's binds, or all applications'. `name` is the carrier's SID, empty for applications.

    `window` is how many of our requests may be under way and `out` how many are; `waiting` are theirs that we have
    not answered yet. `counts` only ever grow, but begin anew when a carrier is set up anew.
    """

    side: str
    name: str
    binds: dict[str, int]
    window: int
    out: int
    waiting: int
    counts: Sequence[Counts]


def of_carriers(carriers: SmppCarriers) -> Iterable[Figures]:
    for carrier in carriers:
        lines = list(carrier.lines)
        sessions = [line.wire.session for line in lines if line.is_bound]
        yield Figures(
            side="carrier",
            name=carrier.name,
            binds=dict.fromkeys({line.role.value for line in lines}, 0)
            | Counter(line.role.value for line in lines if line.is_bound),
            window=sum(session.timers.window for session in sessions),
            out=sum(session.under_way for session in sessions),
            waiting=sum(session.unanswered for session in sessions),
            counts=[line.counts for line in lines],
        )


def of_server(server: SmppServer) -> Figures:
    sessions = [one.session for one in server.connections() if one.session.is_bound]
    return Figures(
        side="application",
        name="",
        binds=dict(Counter(str(session.role) for session in sessions)),
        window=sum(session.timers.window for session in sessions),
        out=sum(session.under_way for session in sessions),
        waiting=sum(session.unanswered for session in sessions),
        counts=[server.counts],
    )

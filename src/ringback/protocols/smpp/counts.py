"""What sessions have seen, for figures. One may be shared by many sessions: it only ever grows."""

from collections import Counter

BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Counts:
    """Our requests and the peers' answers, theirs and ours. enquire_link, binds and unbinds are not counted.

    `slow[n]` are answers that took BOUNDS_S[n - 1] to BOUNDS_S[n]; the last, longer ones.
    """

    __slots__ = ("answered", "answers", "requests", "round_trip_s", "slow", "unanswered")

    def __init__(self) -> None:
        self.requests = 0  # ours
        self.answered: Counter[int] = Counter()  # theirs to us, by command_status
        self.unanswered = 0  # given up, or gone with the connection
        self.answers: Counter[int] = Counter()  # ours to them, by command_status
        self.round_trip_s = 0.0
        self.slow = [0] * (len(BOUNDS_S) + 1)

    def heard(self, status: int, took_s: float) -> None:
        self.answered[status] += 1
        self.round_trip_s += took_s
        self.slow[_place(took_s)] += 1


def _place(took_s: float) -> int:
    for place, bound in enumerate(BOUNDS_S):
        if took_s <= bound:
            return place
    return len(BOUNDS_S)

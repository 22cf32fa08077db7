"""SMPP's figures as Prometheus reads them: binds, windows, answers by their status, round trips."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from ringback.carriers.smpp.figures import Figures
from ringback.protocols.smpp.counts import BOUNDS_S
from ringback.protocols.smpp.status import name

WHOSE = ["side", "carrier"]


class SmppFigures(Collector):
    """`read` is handed down by `app/`. Nothing is counted here: what is asked for is read when it is asked for."""

    def __init__(self) -> None:
        self.read: Callable[[], Iterable[Figures]] = list

    def collect(self) -> Iterator[Metric]:
        found = list(self.read())
        yield from _now(found)
        yield from _since_the_start(found)


def _now(found: list[Figures]) -> Iterator[Metric]:
    binds = GaugeMetricFamily("ringback_smpp_binds", "SMPP binds that stand", labels=[*WHOSE, "role"])
    window = GaugeMetricFamily("ringback_smpp_window", "Our requests that may be under way", labels=WHOSE)
    out = GaugeMetricFamily("ringback_smpp_in_flight", "Our requests without an answer yet", labels=WHOSE)
    waiting = GaugeMetricFamily("ringback_smpp_unanswered_by_us", "Theirs without an answer yet", labels=WHOSE)
    for one in found:
        whose = [one.side, one.name]
        for role, count in one.binds.items():
            binds.add_metric([*whose, role], count)
        window.add_metric(whose, one.window)
        out.add_metric(whose, one.out)
        waiting.add_metric(whose, one.waiting)
    yield from (binds, window, out, waiting)


def _since_the_start(found: list[Figures]) -> Iterator[Metric]:
    requests = CounterMetricFamily("ringback_smpp_requests", "Our SMPP requests", labels=WHOSE)
    answers = CounterMetricFamily("ringback_smpp_answers", "SMPP answers by status", labels=[*WHOSE, "by", "status"])
    lost = CounterMetricFamily("ringback_smpp_unanswered", "Our requests whose answer never came", labels=WHOSE)
    took = HistogramMetricFamily("ringback_smpp_round_trip_seconds", "From our request to its answer", labels=WHOSE)
    for one in found:
        whose = [one.side, one.name]
        requests.add_metric(whose, sum(counts.requests for counts in one.counts))
        lost.add_metric(whose, sum(counts.unanswered for counts in one.counts))
        for by, statuses in (("them", "answered"), ("us", "answers")):
            total: Counter[int] = sum((getattr(counts, statuses) for counts in one.counts), Counter())
            for status, count in total.items():
                answers.add_metric([*whose, by, name(status)], count)
        took.add_metric(whose, _up_to(one), sum(counts.round_trip_s for counts in one.counts))
    yield from (requests, answers, lost, took)


def _up_to(one: Figures) -> list[tuple[str, float]]:
    """Buckets as they are told: each with all below it."""
    sums, total = [], 0
    for place, bound in enumerate((*map(str, BOUNDS_S), "+Inf")):
        total += sum(counts.slow[place] for counts in one.counts)
        sums.append((bound, float(total)))
    return sums

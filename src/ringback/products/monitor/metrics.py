"""Figures of this process for Prometheus, and the short word on its health."""

import asyncio
from collections.abc import Callable, Mapping

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

from ringback.jobs import Runner
from ringback.jobs.tables import jobs
from ringback.kernel import Unavailable
from ringback.products.monitor.lag import LoopLag
from ringback.products.monitor.requests import BOUNDS_S, Requests
from ringback.products.monitor.smpp import SmppFigures
from ringback.products.monitor.stalls import Stalls
from ringback.rest.asgi import Served
from ringback.store import Store

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


class Metrics:
    """`served` is for the kit's `observe`; `text` answers /metrics, `health` is what /healthz may show.

    `live` counts what calls hold at the moment; `app/` hands it down where this process has calls, and `smpp.read`.
    """

    def __init__(self, store: Store, runner: Runner) -> None:
        self._store, self._runner = store, runner
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._requests = Requests()
        self.registry.register(self._requests)
        self._lag_seconds = Histogram(
            "ringback_loop_lag_seconds", "How late the event loop was", buckets=BOUNDS_S, registry=self.registry
        )
        self._lag_worst = self._gauge("ringback_loop_lag_worst_seconds", "The worst of the last minute")
        self._commits = self._gauge("ringback_commits", "Units of work committed since the start")
        self._held = self._gauge("ringback_jobs_held", "Jobs in memory, due soon or running")
        self._done = self._gauge("ringback_jobs_done", "Jobs run since the start, attempts included")
        self._by_status = Gauge("ringback_jobs", "Jobs in the table", ["status"], registry=self.registry)
        self._webhooks = Counter(
            "ringback_webhooks", "Requests to customers' servers", ["kind", "outcome"], registry=self.registry
        )
        self._live = Gauge("ringback_live", "What live calls hold", ["what"], registry=self.registry)
        self._tasks = self._gauge("ringback_tasks", "Tasks of the event loop")
        self.smpp = SmppFigures()
        self.registry.register(self.smpp)
        self.live: Callable[[], Mapping[str, int]] = dict
        self.lag, self.stalls = LoopLag(self._lag_seconds.observe), Stalls()

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, registry=self.registry)

    def start(self) -> None:
        self.lag.start()
        self.stalls.start()

    def stop(self) -> None:
        self.lag.stop()
        self.stalls.stop()

    def served(self, served: Served) -> None:
        self._requests.add(served.product, served.operation, served.status, served.seconds)

    def webhook(self, kind: str, outcome: str) -> None:
        """One request to a customer's server came to its end: `ok` or `failed`. The reader of the log tells."""
        self._webhooks.labels(kind, outcome).inc()

    async def text(self) -> bytes:
        """The figures as Prometheus reads them. What the database would have to tell is left out while it is gone."""
        self._held.set(self._runner.held)
        self._done.set(self._runner.done)
        self._commits.set(self._store.commits)
        self._lag_worst.set(self.lag.worst_s)
        self._tasks.set(len(asyncio.all_tasks()))
        for what, count in self.live().items():
            self._live.labels(what).set(count)
        try:
            for status, count in (await self._jobs()).items():
                self._by_status.labels(status).set(count)
        except Unavailable:
            self._by_status.clear()
        return generate_latest(self.registry)

    async def health(self) -> dict[str, object]:
        """What an operator looks at first. Raises Unavailable when the database does not answer."""
        counts = await self._jobs()
        return {
            "engine": self._store.engine.name,
            "loop_lag_ms": round(self.lag.last_s * 1000, 1),
            "loop_lag_worst_ms": round(self.lag.worst_s * 1000, 1),
            "loop_stalls": self.stalls.count,
            "jobs_held": self._runner.held,
            "jobs_waiting": counts["waiting"],
            "jobs_dead": counts["dead"],
            "commits": self._store.commits,
            "tasks": len(asyncio.all_tasks()),
            **self.live(),
        }

    async def _jobs(self) -> dict[str, int]:
        by_status = sa.select(jobs.c.status).add_columns(sa.func.count()).group_by(jobs.c.status)
        rows = await self._store.select(by_status)
        return {"waiting": 0, "dead": 0} | {str(status): int(count) for status, count in rows}

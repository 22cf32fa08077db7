"""Figures for /metrics."""

from ringback.jobs import Runner
from ringback.rest.asgi import Served
from ringback.store import Store


class Metrics:
    def __init__(self, store: Store, runner: Runner) -> None:
        self._store, self._runner = store, runner
        self._served = 0

    def served(self, served: Served) -> None:
        self._served += 1

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def text(self) -> bytes:
        return f"ringback_requests_total {self._served}\nringback_jobs_held {self._runner.held}\n".encode()

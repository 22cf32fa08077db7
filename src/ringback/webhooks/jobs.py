"""Status callbacks as durable work: those of one subject in order, those to one host no more than so many at a time."""

from __future__ import annotations

from uuid import UUID

from ringback.jobs import work
from ringback.kernel import Job, Unavailable
from ringback.store import Unit
from ringback.transports.http_client_faults import Fault
from ringback.webhooks.encoding import Params, pairs_of
from ringback.webhooks.model import Expect, Request
from ringback.webhooks.recording import host_of
from ringback.webhooks.service import Webhooks

CALLBACK = "webhooks.callback"
PER_HOST = 32  # below the client's own limit for a host, so that TwiML is still fetched while callbacks pile up


def callback_job(
    *,
    account_sid: str,
    subject_sid: str,
    kind: str,
    url: str,
    params: Params,
    method: str = "POST",
    token: str | None = None,
) -> Job:
    """The job that tells `url` of something. Return it from a reaction: callbacks of one subject keep their order."""
    args = {"url": url, "method": method, "params": pairs_of(params), "kind": kind, "token": token}
    return Job(kind=CALLBACK, key=subject_sid, account_sid=account_sid, lane=subject_sid, args=args)


def _host(job: Job) -> str:
    return host_of(job.args["url"])


class WebhookJobs:
    """Handlers of the work in this room."""

    def __init__(self, webhooks: Webhooks) -> None:
        self._webhooks = webhooks

    @work(CALLBACK, attempts=10, group=_host, per_group=PER_HOST, patient=True)
    async def callback(self, job: Job) -> Unit:
        """Told once, with the URL's own retries; a server that will not hear it has its failure on record.

        Raises Unavailable when our queue to that host is full: nothing was sent, so it is tried again.
        """
        answer = await self._webhooks.ask(_request(job))
        if answer.error is not None and answer.error.fault is Fault.BUSY:
            raise Unavailable(answer.error.message)
        return answer.unit()


def _request(job: Job) -> Request:
    args = job.args
    return Request(
        account_sid=job.account_sid,
        subject_sid=job.key,
        kind=args["kind"],
        url=args["url"],
        method=args.get("method", "POST"),
        params=[(name, value) for name, value in args["params"]],
        idempotency_token=args.get("token") or _token(job.sid),
        expects=Expect.NOTHING,
    )


def _token(job_sid: str) -> str:
    """Made of the job's own name: the same when the job is run again after a crash."""
    return str(UUID(hex=job_sid[2:]))

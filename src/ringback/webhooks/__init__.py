"""Asking customers' servers: signed requests, TwiML fetches, status callbacks, and the record of each exchange."""

from ringback.webhooks.jobs import WebhookJobs, callback_job
from ringback.webhooks.model import Answer, Expect, Failure, Outcome, Request, WebhookRecord
from ringback.webhooks.service import Webhooks

__all__ = [
    "Answer",
    "Expect",
    "Failure",
    "Outcome",
    "Request",
    "WebhookJobs",
    "WebhookRecord",
    "Webhooks",
    "callback_job",
]

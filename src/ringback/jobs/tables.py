"""The jobs table."""

from ringback.kernel import Job
from ringback.store import record_table

jobs = record_table(
    "jobs",
    Job,
    key="sid",
    without=("fresh",),
    indexes=[("status", "due_at", "sid")],
    partial=[(("lane", "sid"), "lane IS NOT NULL")],
)

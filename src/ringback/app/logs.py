"""Structured logs on standard error: for people on a terminal, JSON lines elsewhere."""

import logging
import sys

import structlog


def set_up_logs() -> None:
    """One line an event, with the SIDs that were bound on the way. Bodies and tokens are never logged."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    is_terminal = sys.stderr.isatty()
    plain = structlog.dev.plain_traceback  # the fancy one prints local variables: customers' texts and tokens
    shown = (
        structlog.dev.ConsoleRenderer(exception_formatter=plain) if is_terminal else structlog.processors.JSONRenderer()
    )
    exceptions = [] if is_terminal else [structlog.processors.format_exc_info]
    structlog.configure(
        processors=[*shared, *exceptions, shown],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")

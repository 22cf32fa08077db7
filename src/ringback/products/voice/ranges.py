"""Parts of a file, as players ask for them to skip: RFC 9110 §14."""

import re

# From the console's own origin: nobody's page may frame it or run anything in it.
_KEPT_APART = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
_ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII).fullmatch
_NONE = (1, 0)


def served(asked_range: str | None, size: int) -> tuple[int, int, int, dict[str, str]]:
    """First and last byte, status and headers: all of it, or the one range that was asked for: RFC 9110 §14.2.

    Players need ranges to skip.
    """
    headers = {**_KEPT_APART, "Accept-Ranges": "bytes"}
    span = _span(asked_range, size)
    if span is None:
        return 0, size - 1, 200, headers
    first, last = span
    if first > last:
        return 1, 0, 416, {**headers, "Content-Range": f"bytes */{size}"}
    return first, last, 206, {**headers, "Content-Range": f"bytes {first}-{last}/{size}"}


def _span(text: str | None, size: int) -> tuple[int, int] | None:
    """First and last byte; first beyond last where there are none; None where no (single) range was asked for."""
    asked = _ONE_RANGE(text or "")
    if asked is None or asked[0] == "bytes=-":
        return None
    start, end = asked.groups()
    if not start:
        return (max(size - int(end), 0), size - 1) if int(end) else _NONE
    first, last = int(start), int(end) if end else size - 1
    return _NONE if first >= size or last < first else (first, min(last, size - 1))

"""URLs and methods as TwiML gives them."""

from urllib.parse import urljoin, urlsplit

METHODS = ("GET", "POST")


def resolve(base: str | None, url: str) -> str | None:
    """An absolute http(s) URL, relative ones resolved against the current document's. None where there is none.

    An empty `url` is the current document. `base` is None for inline TwiML: only absolute URLs resolve then.
    """
    try:
        absolute = urljoin(base or "", url.strip())
        parts = urlsplit(absolute)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a broken IPv6 address, a port that is no number
        return None
    return absolute if is_usable else None


def method_of(given: str | None) -> str | None:
    """GET or POST, in whichever case; POST where nothing is given, None where it is neither."""
    method = (given or "POST").strip().upper()
    return method if method in METHODS else None

"""How a customer's server knows that a request is ours: `X-Twilio-Signature`, as the official SDKs check it."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterable


def sign(token: str, url: str, params: Iterable[tuple[str, str]] = ()) -> str:
    """HMAC-SHA1 over the URL as requested and the form's parameters; a GET or a JSON body signs the URL alone.

    Names go in byte order, the different values of one name in theirs, each as name and value without anything between.
    """
    ordered = sorted(set(params))
    text = url if not ordered else url + "".join([name + value for name, value in ordered])
    mac = hmac.digest(token.encode(), text.encode("utf-8", "replace"), "sha1")
    return b64encode(mac).decode()


def with_body_hash(url: str, body: bytes) -> str:
    """The URL of a JSON request: it carries the body's SHA-256, so that signing the URL covers the body too."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}bodySHA256={hashlib.sha256(body).hexdigest()}"

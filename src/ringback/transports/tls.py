"""The server's side of TLS."""

import ssl
from pathlib import Path


def server_context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """TLS 1.2 or later with this chain of certificates (PEM); the key may be in the same file.

    Raises OSError where a file cannot be read, or the two do not belong together.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key, password=lambda: "")  # one that wants a password fails: nobody is there
    return context

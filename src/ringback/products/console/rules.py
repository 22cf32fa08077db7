"""What a session's cookie looks like on the wire, both ways."""


def cookie_in(header: str | None, name: str) -> str | None:
    """The value of one cookie of a Cookie header (RFC 6265 §4.2.1)."""
    for part in (header or "").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name and value:
            return value
    return None


def cookie_out(name: str, value: str, *, lasts_s: int, is_secure: bool) -> str:
    """A Set-Cookie header that no script reads and no other site sends (RFC 6265 §4.1, SameSite)."""
    secure = "; Secure" if is_secure else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={lasts_s}{secure}"

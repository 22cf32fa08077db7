"""UCS-2 as networks send it: UTF-16 big endian, surrogate pairs and all (3GPP TS 23.038 §6.2.3)."""


def encode(text: str) -> bytes:
    """Two octets a UTF-16 unit. Half a surrogate pair goes out as it is: two of them in a row are one character."""
    return text.encode("utf-16-be", "surrogatepass")


def decode(octets: bytes) -> str:
    """Never raises: half a surrogate pair or an odd last octet is read as U+FFFD."""
    return octets.decode("utf-16-be", "replace")


def units(text: str) -> int:
    """How many UTF-16 code units the text has: what the 1600 of a message body counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

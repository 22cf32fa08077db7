"""Content types: what a server's answer is to be taken for."""

import enum

WRONG_CONTENT_TYPE = 12300


class Kind(enum.StrEnum):
    TWIML = "twiml"
    TEXT = "text"
    AUDIO = "audio"  # calls play it; messages cannot use it


_AUDIO = "mpeg mp3 wav wave x-wav aiff x-aifc x-aiff x-gsm gsm ulaw"
_KINDS = {
    **dict.fromkeys(("text/xml", "application/xml", "text/html"), Kind.TWIML),
    "text/plain": Kind.TEXT,
    **dict.fromkeys((f"audio/{name}" for name in _AUDIO.split()), Kind.AUDIO),
}


def kind_of(content_type: str | None) -> Kind | None:
    """None where the header is missing or names a type that no document may have (error 12300)."""
    return _KINDS.get((content_type or "").partition(";")[0].strip().lower())


def charset_of(content_type: str | None) -> str | None:
    """The header's charset parameter, unquoted, as it stands there."""
    for parameter in (content_type or "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None

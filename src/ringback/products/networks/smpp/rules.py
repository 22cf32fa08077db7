"""What may be said of an SMPP carrier, pure."""

from collections.abc import Mapping
from typing import Any

from ringback.carriers.smpp import SmppNetwork
from ringback.products.networks.rules import checked_prefix
from ringback.products.networks.smpp.errors import InvalidCarrier

MOST_CARRIERS, MOST_BINDS, MOST_PREFIXES, NAME_MOST = 500, 64, 2000, 64
# Octets that fit the fields of a bind: SMPP 3.4 §5.2.1 to §5.2.3; a few carriers give longer passwords than 8.
_FIT = {"system_id": 15, "password": 8, "system_type": 12}
AUDITED = tuple(
    name for name in SmppNetwork.__struct_fields__ if name not in ("sid", "password", "date_updated", "version")
)


def checked(given: Mapping[str, Any], before: SmppNetwork | None = None) -> dict[str, Any]:
    """What was said of a carrier, ready for the record. Raises InvalidCarrier."""
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    _check_texts(said)
    for prefix in said.get("prefixes", ()):
        checked_prefix("prefixes", prefix)
    count = len(said.get("prefixes", ()))
    if count > MOST_PREFIXES:
        raise InvalidCarrier(name="prefixes", reason=f"has {count} entries; {MOST_PREFIXES} are allowed")
    binds = _binds(said, before)
    if binds > MOST_BINDS:
        raise InvalidCarrier(name="transceivers", reason=f"and the others make {binds} binds; {MOST_BINDS} are allowed")
    return said


def _binds(said: Mapping[str, Any], before: SmppNetwork | None) -> int:
    known = (before.transceivers, before.transmitters, before.receivers) if before else (1, 0, 0)
    names = ("transceivers", "transmitters", "receivers")
    return sum(int(said.get(name, value)) for name, value in zip(names, known, strict=True))


def _check_texts(said: Mapping[str, Any]) -> None:
    name = said.get("friendly_name")
    if name is not None and not 1 <= len(name) <= NAME_MOST:
        raise InvalidCarrier(name="friendly_name", reason=f"has {len(name)} characters; it takes 1 to {NAME_MOST}")
    host = said.get("host")
    if host is not None and not (1 <= len(host) <= 253 and host.isascii() and host.isprintable() and " " not in host):
        raise InvalidCarrier(name="host", reason=f"'{host[:60]}' is no host name or address")
    for field, most in _FIT.items():
        text = said.get(field)
        if text is not None and not (len(text) <= most and text.isascii() and text.isprintable()):
            raise InvalidCarrier(name=field, reason=f"takes up to {most} printable ASCII characters, as SMPP does")
    code = said.get("country_code")
    if code and not (code.isascii() and code.isdigit() and len(code) <= 3):
        raise InvalidCarrier(name="country_code", reason=f"'{code[:10]}' is not 1 to 3 digits, such as 44")

"""The limits of one request, each with its reason."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """`at_once`: requests of one account that may be served at the same time; None: as many as come."""

    body_bytes: int = 1_048_576  # the largest documented parameter, a flow's definition, is below 1 MB
    headers: int = 100  # browsers send 20, proxies add 10
    header_bytes: int = 65_536  # what listeners commonly take
    at_once: int | None = None

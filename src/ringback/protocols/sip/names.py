"""Branches, tags and Call-IDs, from chance that is handed in. RFC 3261 §8.1.1.7, §19.3."""

from ringback.kernel import Entropy
from ringback.protocols.sip.headers import COOKIE


class Names:
    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy

    def branch(self) -> str:
        return COOKIE + self._entropy.bytes(10).hex()

    def tag(self) -> str:
        return self._entropy.bytes(8).hex()

    def call_id(self) -> str:
        return self._entropy.bytes(16).hex()

    def fraction(self) -> float:
        """Evenly spread in [0, 1)."""
        return int.from_bytes(self._entropy.bytes(4), "big") / 2**32

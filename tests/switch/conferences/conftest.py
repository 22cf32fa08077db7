"""The world of calls, for rooms without phones."""

from tests.calls.conftest import line

__all__ = ["line"]

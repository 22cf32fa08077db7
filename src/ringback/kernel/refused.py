"""The two ways a verb says no. Anything else that is raised is our own bug, and a 500."""

from typing import ClassVar


class Refused(Exception):
    """The customer's mistake: a five-digit code, an HTTP status, a sentence with the value and the limit in it.

    Subclasses fix `code`, `status` and `sentence`, a format string filled from the keyword arguments:
    `class BodyTooLong(Refused): code, status, sentence = 21617, 400, "Body has {length} characters; …"`.
    """

    code: ClassVar[int] = 20001
    status: ClassVar[int] = 400
    sentence: ClassVar[str] = "{reason}"
    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.sentence.format(**values))

    @property
    def message(self) -> str:
        return str(self)


class NotFound(Refused):
    code, status, sentence = 20404, 404, "The requested resource {what} was not found"


class NotAuthenticated(Refused):
    code, status, sentence = 20003, 401, "Authenticate"


class NotPermitted(Refused):
    code, status, sentence = 20003, 401, "{reason}"


class TestCredentials(Refused):
    code, status = 20008, 403
    sentence = "{what} cannot be used with test credentials; use the account's live SID and token"


class TooManyRequests(Refused):
    code, status, sentence = 20429, 429, "Too many requests: {reason}"


class Unavailable(Exception):
    """The world's fault (a carrier, a database, a customer's server): jobs try again, REST answers 503."""

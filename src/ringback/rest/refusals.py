"""What the kit itself refuses, before a verb is reached. Sentences name the value, the limit and the way out."""

from ringback.kernel.refused import NotFound, Refused


class UnknownPath(NotFound):
    sentence = "The requested resource {what} was not found"


class WrongMethod(Refused):
    code, status = 20004, 405
    sentence = "{method} is not one of the methods {what} answers to: {allowed}"

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self.headers = {"Allow": str(values["allowed"])}  # type: ignore[misc]


class UnknownHost(Refused):
    code, status = 20421, 421
    sentence = (
        "This server does not answer for the host '{host}'. Use its own address, a product's host under twilio.com, "
        "or set RINGBACK_PUBLIC_URL to the name it is known by"
    )


class MissingParameter(Refused):
    sentence = "Parameter '{name}' is required and was not given"


class InvalidParameter(Refused):
    sentence = "Parameter '{name}' {reason}"


class RepeatedParameter(Refused):
    sentence = "Parameter '{name}' was given more than once, and takes one value"


class MisspeltParameter(Refused):
    sentence = "Parameter '{given}' is not known here; names are case-sensitive, and this one is spelt '{name}'"


class UnknownParameter(Refused):
    sentence = "Parameter '{name}' is not known here. Known are: {known}"


class TooManyFields(Refused):
    sentence = "The request has more than {limit} parameters. Send fewer"


class BadEncoding(Refused):
    sentence = "The {part} is not valid UTF-8 text: {reason}"


class BadBody(Refused):
    sentence = "The body cannot be read as {kind}: {reason}"


class BodyTooLarge(Refused):
    code, status = 20413, 413
    sentence = "The body is larger than the {limit} bytes that are taken here"


class UnknownMediaType(Refused):
    code, status = 20415, 415
    sentence = "Content-Type '{given}' is not taken here. Send {wanted}"


class TooManyHeaders(Refused):
    code, status = 20431, 431
    sentence = "The request has {count} headers of {size} bytes; at most {most} headers and {limit} bytes are read"


class PageSizeTooLarge(Refused):
    code, status = 20007, 400
    sentence = "PageSize {value} is above the most that a page holds, {limit}"


class InvalidPage(Refused):
    sentence = "{name} '{value}' {reason}"


class PreconditionFailed(Refused):
    """For verbs that take `if_match`: the resource has moved on."""

    code, status = 20412, 412
    sentence = "The resource is at revision {revision}, and If-Match asked for {if_match}. Fetch it and try again"


class KeyUsedAgain(Refused):
    code, status = 20409, 409
    sentence = (
        "Idempotency-Key '{key}' was used in the last 24 hours for another request. "
        "Send the same request, or take a new key"
    )


class KeyInFlight(Refused):
    code, status = 20409, 409
    headers = {"Retry-After": "1"}
    sentence = "The first request with Idempotency-Key '{key}' has no answer yet. Ask again in a second"


class BadIdempotencyKey(Refused):
    sentence = "An Idempotency-Key has 1 to {limit} printable ASCII characters, and this one has {length} or others"


class TooManyAtOnce(Refused):
    code, status = 20429, 429
    headers = {"Retry-After": "1"}
    sentence = "{count} requests of this account are being served, and {limit} may be at once. Wait for an answer first"


class OperatorsOnly(Refused):
    code, status, sentence = 20403, 403, "{what} is for whoever runs this installation"

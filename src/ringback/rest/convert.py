"""From text on the wire to typed values. A converter takes text (or a JSON value) and raises ValueError with the
rest of a sentence that begins "Parameter 'Name' …"."""

import enum
import re
import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

import msgspec

from ringback.kernel import phone
from ringback.kernel.phone import PhoneNumber
from ringback.kernel.sid import Sid, is_sid
from ringback.rest.values import Upload, Url

MOST_URL_CHARACTERS = 2048  # beyond this proxies and browsers begin to cut
MOST_NUMBER_CHARACTERS = 40  # Decimal would take megabytes of digits, at quadratic cost
DEEPEST_JSON = 64  # far beyond any document a person writes, far below the interpreter's stack
Reader = Callable[[Any], Any]

_TRUE, _FALSE = frozenset(("true", "1")), frozenset(("false", "0"))
_INTEGER = re.compile(r"-?[0-9]{1,18}\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def optional_of(annotation: Any) -> tuple[Any, bool]:
    """`(X, True)` for `X | None`, else `(annotation, False)`."""
    if typing.get_origin(annotation) not in (typing.Union, types.UnionType):
        return annotation, False
    rest = [arg for arg in typing.get_args(annotation) if arg not in (types.NoneType, msgspec.UnsetType)]
    has_none = types.NoneType in typing.get_args(annotation)
    if len(rest) == 1:
        return rest[0], has_none
    return (str if str in rest else Any), has_none


def element_of(annotation: Any) -> Any | None:
    """`X` for `list[X]` or `tuple[X, ...]`, else None."""
    if typing.get_origin(annotation) in (list, tuple):
        return typing.get_args(annotation)[0]
    return None


def text_reader(annotation: Any) -> Reader:
    """The converter of one form value to a type that is not optional."""
    if annotation in _TEXT:
        return _TEXT[annotation]
    if isinstance(annotation, type):
        if issubclass(annotation, enum.Enum):
            return _enum_reader(annotation)
        if issubclass(annotation, Sid):
            return _sid_reader(annotation)
        if hasattr(annotation, "parse"):
            return annotation.parse  # type: ignore[attr-defined]
        if issubclass(annotation, str):
            return annotation
    return _json_text_reader(annotation)


def json_reader(annotation: Any) -> Reader:
    """The converter of one value of a JSON body."""
    bare, is_optional = optional_of(annotation)
    read = _json_value_reader(bare)
    if not is_optional:
        return read
    return lambda value: None if value is None else read(value)


def is_scalar(annotation: Any) -> bool:
    """Whether a form value of this type is plain text, not JSON text."""
    return annotation in _TEXT or (
        isinstance(annotation, type) and (issubclass(annotation, (enum.Enum, str)) or hasattr(annotation, "parse"))
    )


def read_json(data: bytes | str) -> Any:
    """Any JSON value, at most `DEEPEST_JSON` deep."""
    try:
        value = msgspec.json.decode(data)
    except RecursionError:
        raise ValueError(f"nests deeper than {DEEPEST_JSON} levels") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"is not JSON: {error}") from None
    _check_depth(value, DEEPEST_JSON)
    return value


def _check_depth(value: Any, left: int) -> None:
    if left == 0:
        raise ValueError(f"nests deeper than {DEEPEST_JSON} levels")
    if type(value) is dict:
        for key, item in value.items():
            _check_text(key)
            _check_depth(item, left - 1)
    elif type(value) is list:
        for item in value:
            _check_depth(item, left - 1)
    elif type(value) is str:
        _check_text(value)


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise ValueError("holds a NUL character, which no text may")


def _bool(text: str) -> bool:
    folded = text.lower()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise ValueError(f"is '{text}'; it must be true or false")


def _int(text: str) -> int:
    if not _INTEGER.match(text):
        raise ValueError(f"is '{text[:40]}'; it must be a whole number")
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text) if len(text) <= MOST_NUMBER_CHARACTERS else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or "_" in text or abs(number.adjusted()) > MOST_NUMBER_CHARACTERS:
        raise ValueError(f"is '{text[:40]}'; it must be a number")
    return number


def _float(text: str) -> float:
    number = float(_decimal(text))
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"is '{text[:40]}'; it is beyond what a number may be")
    return number


def _datetime(text: str) -> datetime:
    try:
        if len(text) > MOST_NUMBER_CHARACTERS or not _DAY.match(text[:10]):
            raise ValueError
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"is '{text[:40]}'; a moment is written YYYY-MM-DDThh:mm:ssZ, a day YYYY-MM-DD") from None


def _date(text: str) -> date:
    try:
        if not _DAY.match(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"is '{text[:40]}'; a day is written YYYY-MM-DD") from None


def _url(text: str) -> str:
    if len(text) > MOST_URL_CHARACTERS:
        raise ValueError(f"has {len(text)} characters; a URL may have {MOST_URL_CHARACTERS}")
    if any(c <= " " or c == "\x7f" for c in text):
        raise ValueError("holds a space or control character; write it percent-encoded")
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"is '{text[:200]}'; it must be an absolute http or https URL")
    return text


def _phone_number(text: str) -> str:
    number = phone.parse(text)
    if number is None:
        raise ValueError(f"is '{text[:40]}'; it must be a telephone number in E.164, as in +14155550123")
    return number


_TEXT: dict[Any, Reader] = {
    str: str,
    bool: _bool,
    int: _int,
    float: _float,
    Decimal: _decimal,
    datetime: _datetime,
    date: _date,
    PhoneNumber: _phone_number,
    Url: _url,
}


def _enum_reader(kind: type[enum.Enum]) -> Reader:
    members = {str(member.value): member for member in kind}
    known = ", ".join(members)

    def read(text: str) -> enum.Enum:
        member = members.get(text)
        if member is None:
            raise ValueError(f"is '{text[:80]}'; it must be one of {known}")
        return member

    return read


def _sid_reader(kind: type[Sid]) -> Reader:
    prefixes = kind.prefixes
    wanted = " or ".join(prefixes) or "two letters"

    def read(text: str) -> str:
        if not is_sid(text, *prefixes):
            raise ValueError(f"is '{text[:80]}'; it must be a SID: {wanted} and 32 hexadecimal digits")
        return lower_sid(text)

    return read


def lower_sid(text: str) -> str:
    """SIDs are compared in lower case, and clients may write them in any."""
    return text[:2] + text[2:].lower()


def _json_text_reader(annotation: Any) -> Reader:
    read = _json_value_reader(annotation)
    return lambda text: read(read_json(text))


def _json_value_reader(annotation: Any) -> Reader:
    if annotation is Any or annotation is object:
        return lambda value: value
    if annotation is Upload:
        return _no_upload
    if annotation is float:
        return _json_number
    if annotation is Decimal:
        return lambda value: _decimal(str(value)) if not isinstance(value, bool) else _decimal("bool")
    element = element_of(annotation)
    if element is not None and is_scalar(element):
        return _json_list_reader(_json_value_reader(element))
    if annotation in (bool, int):
        return _exactly(annotation)
    if is_scalar(annotation):
        return _json_string_reader(text_reader(annotation))
    return _struct_reader(annotation)


def _no_upload(value: Any) -> Any:
    raise ValueError("is a file; send it as multipart/form-data")


def _json_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"must be a number, not {_kind(value)}")
    return float(value)


def _exactly(kind: type) -> Reader:
    wanted = "true or false" if kind is bool else "a whole number"

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"must be {wanted}, not {_kind(value)}")
        if kind is int and not -(1 << 63) <= value < 1 << 63:
            raise ValueError("is beyond 64 bits")
        return value

    return read


def _json_string_reader(read: Reader) -> Reader:
    def read_string(value: Any) -> Any:
        if not isinstance(value, str):
            raise ValueError(f"must be text, not {_kind(value)}")
        return read(value)

    return read_string


def _json_list_reader(read: Reader) -> Reader:
    def read_list(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise ValueError(f"must be a list, not {_kind(value)}")
        return [read(item) for item in value]

    return read_list


def _struct_reader(annotation: Any) -> Reader:
    def read(value: Any) -> Any:
        try:
            return msgspec.convert(value, annotation)
        except msgspec.ValidationError as error:
            raise ValueError(f"has another shape than it should: {error}") from None

    return read


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")

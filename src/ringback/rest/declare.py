"""`Resource`: a definition from which routes, parameters, answers, pages, descriptions and types are made.

    class MessageResource(Resource, host="api", at="2010-04-01/Accounts/{account_sid}/Messages", one="{sid}"):
        \"\"\"A text or picture message, inbound or outbound.\"\"\"

        sid: MessageSid = field("Names this message for ever.")
        to: PhoneNumber = field("Who receives it.", create=REQUIRED, filter=EXACT, missing=NoRecipient)

        operations = [Create(MessagingService.send, refuses=[InvalidTo]), Fetch(MessagingService.get)]

Placeholders in `at` and `one` are handed to the verbs as keyword arguments, but for `{account_sid}` on a path, which
the gate checks and turns into `caller.account_sid`. A module that declares resources must not import annotations
from `__future__`: the kit reads them.
"""

import enum
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, get_type_hints

import msgspec

from ringback.rest.fields import Field
from ringback.rest.operations import Access, Body, Operation


class Style(enum.Enum):
    """The conventions a resource's answers keep."""

    CORE = "2010"  # XML or JSON, RFC 2822 dates, relative next_page_uri
    META = "meta"  # JSON, ISO dates, `meta` with absolute URLs
    OWN = "own"  # Ringback's: JSON both ways, snake_case, {"items", "meta"}


class Declaration(msgspec.Struct, kw_only=True, frozen=True):
    """What a resource class said in its head."""

    name: str
    host: str
    at: str
    one: str
    home: str
    key: str
    product: str
    style: Style
    elements: tuple[str, str]
    body: Body
    strict: bool
    access: Access
    main_only: bool
    permission: str
    etag: str | None


class DeclarationError(Exception):
    """A resource contradicts itself or the service it stands for. Raised while the program starts."""


class Resource:
    """Base of all declared resources. Never instantiated. Without `host` and `at` it is a shape, for nesting.

    - `host`: the first label of the product's host (`api`, `messaging`, …; `ringback` for our own API).
    - `at`: the path of the collection; `one`: the rest of the path of one, `""` for a thing there is one of.
    - `key`: the array in lists; by default the last word of `at` in snake_case.
    - `name`: the word in operation ids and XML; by default the class name without `Resource`.
    - `home`: the path of one for links, where it differs from `at`/`one` (numbers under `/Local`).
    - `elements`: XML names of one and many. `product`: as the contract names it, by default host and version.
    - `body`: JSON where bodies are JSON. `strict`: unknown parameters are refused (default: except on 2010).
    - `access`, `main_only`, `permission`: as for operations. `etag`: the field that versions it; verbs that take
      `if_match: str | None` are given the If-Match header, unquoted.
    """

    operations: ClassVar[Sequence[Operation]] = ()
    declared: ClassVar[Declaration | None] = None
    fields: ClassVar[Mapping[str, Field]] = {}

    def __init_subclass__(
        cls,
        *,
        host: str | None = None,
        at: str | None = None,
        one: str | None = None,
        key: str | None = None,
        name: str | None = None,
        home: str | None = None,
        product: str | None = None,
        style: Style | None = None,
        elements: tuple[str, str] | None = None,
        body: Body | None = None,
        strict: bool | None = None,
        access: Access = Access.ACCOUNT,
        main_only: bool = False,
        permission: str | None = None,
        etag: str | None = None,
        **unknown: Any,
    ) -> None:
        if unknown:
            raise DeclarationError(f"{cls.__name__} says {', '.join(unknown)}, which no resource can say")
        cls.fields = _read_fields(cls)
        if at is None:
            cls.declared = None
            return
        if host is None:
            raise DeclarationError(f"{cls.__name__} has a path but no host")
        name = name or cls.__name__.removesuffix("Resource")
        one = "{sid}" if one is None else one
        style = style or _style_of(host, at)
        key = key or snake(next(part for part in reversed(at.split("/")) if "{" not in part))
        cls.declared = Declaration(
            name=name,
            host=host,
            at=at.strip("/"),
            one=one.strip("/"),
            home=(home or f"{at}/{one}").strip("/"),
            key=key,
            product=product or product_of(host, at),
            style=style,
            elements=elements or (name, camel(key)),
            body=body or (Body.JSON if style is Style.OWN else Body.FORM),
            strict=style is not Style.CORE if strict is None else strict,
            access=access,
            main_only=main_only,
            permission=permission or f"/twilio/{host}/{key.replace('_', '-')}",
            etag=etag,
        )


def product_of(host: str, at: str) -> str:
    """The contract's name for the product a path belongs to: `api_v2010`, `messaging_v1`, `flex_v2`."""
    version = at.strip("/").split("/")[0]
    return f"{host.removesuffix('-api')}_{'v2010' if version == '2010-04-01' else version}"


def camel(name: str) -> str:
    """`from_` → `From`, `media_url` → `MediaUrl`."""
    return "".join(word[:1].upper() + word[1:] for word in name.rstrip("_").split("_"))


def snake(name: str) -> str:
    """`IncomingPhoneNumbers` → `incoming_phone_numbers`, `AWS` → `aws`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _style_of(host: str, at: str) -> Style:
    if host == "ringback":
        return Style.OWN
    return Style.CORE if at.startswith("2010-04-01") else Style.META


def _read_fields(cls: type) -> dict[str, Field]:
    hints = get_type_hints(cls)
    found: dict[str, Field] = {}
    for parent in reversed(cls.__mro__):
        for name, value in vars(parent).items():
            if isinstance(value, Field):
                if name not in hints:
                    raise DeclarationError(f"{cls.__name__}.{name} has no type: annotate it")
                found[name] = msgspec.structs.replace(value, name=name, annotation=hints[name])
    return found

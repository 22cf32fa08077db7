"""What can be done to a resource. Each operation names the service verb that does it."""

import enum
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from ringback.kernel.refused import Refused
from ringback.rest.fields import Filter, Need

if TYPE_CHECKING:
    from ringback.rest.declare import Resource


class Access(enum.Enum):
    """Who may call an operation."""

    ACCOUNT = "account"  # an account's credentials, or its owner's console session
    OPEN = "open"  # anybody; the verb's caller is None where nobody is known by good credentials
    OPERATOR = "operator"  # whoever runs this installation


ACCOUNT, OPEN, OPERATOR = Access.ACCOUNT, Access.OPEN, Access.OPERATOR


class Body(enum.Enum):
    """What an operation is sent."""

    FORM = "application/x-www-form-urlencoded"
    JSON = "application/json"
    MULTIPART = "multipart/form-data"  # fields of type Upload; forms are taken too


FORM, JSON, MULTIPART = Body.FORM, Body.JSON, Body.MULTIPART


class Operation(msgspec.Struct, kw_only=True, frozen=True):
    """One operation as declared; made by `Create`, `Fetch`, `List`, `Update`, `Delete` and `Action`."""

    verb: Callable[..., Any]
    deed: str  # create, fetch, list, update, delete or action: which marks of the fields apply
    method: str
    at: str | None = None
    name: str | None = None
    status: int = 200
    refuses: Sequence[type[Refused]] = ()
    takes: Mapping[str, Need | Filter | None] = {}
    given: Mapping[str, Any] = {}
    shows: Sequence[str] = ()
    hides: Sequence[str] = ()
    unasked: Sequence[str] = ()
    answer: "type[Resource] | None" = None
    key: str | None = None
    order: str = "-date_created"
    paged: bool = True
    limit: int | None = None
    token: str | Callable[[Any], str] | None = None
    body: Body | None = None
    limit_bytes: int | None = None
    bare: bool = False
    access: Access | None = None
    test: bool = False
    main_only: bool | None = None
    permission: str | None = None
    doc: str | None = None


def Create(verb: Callable[..., Any], *, status: int = 201, **said: Any) -> Operation:
    """POST on the collection; the verb returns the new record. For what else can be said see `Action`."""
    return Operation(verb=verb, deed="create", method=said.pop("method", "POST"), status=status, **said)


def Fetch(verb: Callable[..., Any], **said: Any) -> Operation:
    """GET of one; the verb returns the record, or raises NotFound."""
    return Operation(verb=verb, deed="fetch", method="GET", **said)


def List(verb: Callable[..., Any], **said: Any) -> Operation:
    """GET of the collection. The verb takes `page: PageRequest` and the filters, and returns a `Page`.

    `order` is how it is sorted (for the docs; the store sorts). `token` names the attribute (or is a function of the
    record) that the next page starts after; by default the field in the resource's `one`. `paged=False`: the verb
    takes no page and returns a list; with `limit=30` it takes `limit: int` from PageSize, 30 when absent.
    """
    return Operation(verb=verb, deed="list", method="GET", **said)


def Update(verb: Callable[..., Any], **said: Any) -> Operation:
    """POST on one (or another `method`); the verb returns the record as it is now."""
    return Operation(verb=verb, deed="update", method=said.pop("method", "POST"), **said)


def Delete(verb: Callable[..., Any], *, status: int = 204, **said: Any) -> Operation:
    """DELETE of one: 204 and no body."""
    return Operation(verb=verb, deed="delete", method="DELETE", status=status, **said)


def Action(verb: Callable[..., Any], *, name: str, at: str, method: str = "POST", **said: Any) -> Operation:
    """Anything else: `Action(Webhooks.replay, name="ReplayWebhook", at="{sid}/Replay", takes={"url": OPTIONAL})`.

    All operations can say:
    - `at`: the path under the resource's `at` (a leading `/`: from the host's root); `name`: its operationId.
    - `status`; `refuses`: the refusals it documents; `doc`: a sentence in place of the verb's docstring.
    - `takes`: fields with REQUIRED, OPTIONAL or a filter for this operation alone (None: not taken after all).
    - `given`: fixed keyword arguments for the verb; `unasked`: arguments of the verb that no request fills.
    - `shows` / `hides`: fields shown or hidden by this operation alone; `answer`: another resource's shape.
    - `body`: FORM, JSON or MULTIPART with `limit_bytes`; `bare`: it owns the 2010 path without `.json`.
    - `access`: ACCOUNT, OPEN or OPERATOR; `test=True`: test credentials may use it; `main_only=True`: API keys may
      not; `permission`: what a restricted key must hold, by default `/twilio/{product}/{resources}/{read…}`.

    A verb may return `Content` or `Redirect` in place of a record, or None for 204.
    """
    return Operation(verb=verb, deed="action", name=name, at=at, method=method, **said)

"""What a resource says about one of its fields. Four colleagues in five only need `field`, `self_link` and `links`."""

import enum
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from ringback.kernel.refused import Refused


class Need(enum.Enum):
    """Whether an operation must be given a field."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class Filter(enum.Enum):
    """How a list is narrowed by a field."""

    EXACT = "exact"  # the verb gets the value
    MANY = "many"  # the parameter may be repeated; the verb gets a list
    RANGE = "range"  # `Name=`, `Name>=`, `Name<=`; the verb gets a Range


REQUIRED, OPTIONAL = Need.REQUIRED, Need.OPTIONAL
EXACT, MANY, RANGE = Filter.EXACT, Filter.MANY, Filter.RANGE

Source = str | Callable[[Any], Any]


class Field(msgspec.Struct, kw_only=True):
    """One field of a resource, as declared. `name` and `annotation` are filled in when the class is made."""

    doc: str
    name: str = ""
    annotation: Any = None
    create: Need | None = None
    update: Need | None = None
    fetch: Need | None = None
    delete: Need | None = None
    filter: Filter | Need | None = None
    json: Callable[[Any], Any] | None = None
    missing: type[Refused] | None = None
    refused: type[Refused] | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    default: Any = msgspec.UNSET
    shown: bool = True
    of: Source | None = None
    param: str | None = None
    json_name: str | None = None
    header: str | None = None
    prefix: bool = False
    example: Any = None
    secret: bool = False
    template: str | None = None
    templates: Mapping[str, str] = {}

    @property
    def bare_name(self) -> str:
        """The name without the underscore that keeps it off Python's keywords."""
        return self.name.rstrip("_")

    @property
    def shown_name(self) -> str:
        """The key in JSON answers."""
        return self.json_name or self.bare_name


def field(
    doc: str,
    *,
    create: Need | None = None,
    update: Need | None = None,
    fetch: Need | None = None,
    delete: Need | None = None,
    filter: Filter | Need | None = None,
    json: Callable[[Any], Any] | None = None,
    missing: type[Refused] | None = None,
    refused: type[Refused] | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
    choices: tuple[str, ...] = (),
    default: Any = msgspec.UNSET,
    shown: bool = True,
    of: Source | None = None,
    param: str | None = None,
    json_name: str | None = None,
    header: str | None = None,
    prefix: bool = False,
    example: Any = None,
    secret: bool = False,
) -> Any:
    """One field of a resource; its annotation is the type the verb gets and the record has.

    - `create`, `update`, `fetch`, `delete`: REQUIRED or OPTIONAL as a parameter of those operations. An absent
      parameter is not passed: the verb's own default stands (so give it `UNSET` where None means "clear it"). An
      empty one is "" for `str`, None for any other `X | None`, and counts as absent else.
    - `filter`: EXACT, MANY or RANGE on lists (REQUIRED: exact, and the list needs it).
    - `json`: how the value is written (`quoted`, `rfc2822`, …); by default as its type asks on that API.
    - `missing` / `refused`: the Refused raised when it is not given / not valid, made with `name`, `value`, `length`,
      `limit`, `reason` and the field's own name as values for its sentence.
    - `shown=False`: only a parameter (or shown by operations that name it in `shows`).
    - `of`: another attribute of the record, or a function of the record, where the value comes from.
    - `param` / `json_name`: the names on the wire where they are not CamelCase / the field's own name.
    - `header`: it comes in this request header and not in the body.
    - `prefix=True` on a `dict[str, str]`: given as `Name.Key=value` parameters.
    - `default`: passed when absent. `choices`: allowed words where the type is no enum. `example`: for the docs.
    - `secret`: never kept with an idempotency key; the same answer again has null there.
    """
    return Field(**locals())


def self_link(doc: str = "Where this resource is found.", *, template: str | None = None) -> Any:
    """`uri` (2010: a path with `.json`) or `url` (elsewhere: absolute), computed from the resource's home."""
    return Field(doc=doc, template=template or "{home}")


def links(doc: str = "Where what belongs to it is found.", /, **templates: str) -> Any:
    """A map of links, each a path under the resource: `links(media="{sid}/Media")`; `/…` is from the host's root."""
    return Field(doc=doc, templates=templates)

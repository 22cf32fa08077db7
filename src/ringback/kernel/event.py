"""What happened, typed. A change of state and the event that tells of it are written in one transaction."""

from datetime import datetime
from typing import Any, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True)  # what subclasses inherit, said for the type checker
class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """Base of all events. A subclass names itself with `tag="product.thing.happened"` and adds what its readers need.

    Events hold no message bodies and no secrets: redaction must not have to chase the log.
    """

    account_sid: str
    subject_sid: str
    at: datetime

    @property
    def type(self) -> str:
        return type_of(type(self))


EventClass = type[Event]
_TAGS: dict[type, str] = {}


def type_of(event_class: type) -> str:
    """The tag an event class goes by in the log."""
    tag = _TAGS.get(event_class)
    if tag is None:
        tag = _TAGS[event_class] = str(event_class.__struct_config__.tag)  # type: ignore[attr-defined]
    return tag


class Recorded(msgspec.Struct, frozen=True):
    """An event as it stands in the log. `position` orders it: an opaque, rising pair."""

    position: tuple[int, int]
    type: str
    account_sid: str
    subject_sid: str
    at: datetime
    data: bytes

    def as_dict(self) -> dict[str, Any]:
        return msgspec.json.decode(self.data)

    def decode(self, event_class: EventClass) -> Any:
        return msgspec.json.decode(self.data, type=event_class)

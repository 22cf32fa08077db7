"""What carriers say of a message: the text of delivery receipts in its many spellings, and the TLVs. SMPP 3.4 App. B.

The standard calls the format its vendors' affair and shows one as an example:

    id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E Text: ...

Peers leave fields out, reorder them, write `done_date`, `STAT = `, seconds, four-digit years, commas or newlines
between fields, or only the TLVs. Ids come in hex where the answer said decimal, or the other way, with zeros lost or
added.
"""

import re
from datetime import UTC, datetime

import msgspec

from ringback.protocols.smpp import content, tlvs
from ringback.protocols.smpp.codings import Default
from ringback.protocols.smpp.pdus import DataSm, DeliverSm
from ringback.protocols.smpp.values import INTERMEDIATE, TYPE_MASK, MessageState, is_receipt

_KEYS = {
    "id": "id", "messageid": "id", "msgid": "id", "sub": "sub", "dlvrd": "dlvrd", "submitdate": "submitted",
    "submit": "submitted", "donedate": "done", "done": "done", "stat": "stat", "status": "stat", "state": "stat",
    "err": "err", "error": "err", "errcode": "err", "errorcode": "err", "text": "text", "txt": "text",
}  # fmt: skip
_KEY = re.compile(
    r"(?:^|(?<=[\s,;|&\"'{}\0]))"
    r"(id|message[ _-]?id|msg[ _-]?id|sub|dlvrd|submit(?:[ _-]?date)?|done(?:[ _-]?date)?"
    r"|stat(?:us|e)?|err(?:or)?(?:[ _-]?code)?|te?xt)[\"']?[ \t]*[:=]",
    re.IGNORECASE,
)
_STATES = {
    "DELIV": MessageState.DELIVERED, "DLVRD": MessageState.DELIVERED, "READ": MessageState.DELIVERED,
    "EXPI": MessageState.EXPIRED, "DELE": MessageState.DELETED, "CANCEL": MessageState.DELETED,
    "UNDEL": MessageState.UNDELIVERABLE, "UNDLV": MessageState.UNDELIVERABLE, "FAIL": MessageState.UNDELIVERABLE,
    "NOTDEL": MessageState.UNDELIVERABLE, "ACCEP": MessageState.ACCEPTED, "ACK": MessageState.ACCEPTED,
    "BUFF": MessageState.ENROUTE, "ENRO": MessageState.ENROUTE, "SENT": MessageState.ENROUTE,
    "UNKN": MessageState.UNKNOWN, "REJ": MessageState.REJECTED,
}  # fmt: skip
_WORDS = {
    MessageState.ENROUTE: "ENROUTE", MessageState.DELIVERED: "DELIVRD", MessageState.EXPIRED: "EXPIRED",
    MessageState.DELETED: "DELETED", MessageState.UNDELIVERABLE: "UNDELIV", MessageState.ACCEPTED: "ACCEPTD",
    MessageState.UNKNOWN: "UNKNOWN", MessageState.REJECTED: "REJECTD",
}  # fmt: skip
_SEPARATORS = " \t\r\n\0,;|&\"'{}"
_MOST_READ = 1024  # characters looked at: a receipt has some 150


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt as far as it could be read. Times are wall time at the SMSC, without a zone.

    `error` is as the peer writes it, "000" mostly for none; `network_error` is (network type, code) from the TLV.
    """

    message_id: str | None = None
    state: MessageState | None = None
    submitted: datetime | None = None
    done: datetime | None = None
    sub: int | None = None
    dlvrd: int | None = None
    error: str | None = None
    network_error: tuple[int, int] | None = None
    text: str | None = None
    is_intermediate: bool = False


def read(pdu: DeliverSm | DataSm, default: Default = Default.GSM) -> Receipt | None:
    """None where it is no receipt. TLVs go before the text; some peers mark receipts by their TLVs alone."""
    name = tlvs.RECEIPTED_MESSAGE_ID.of(pdu.tlvs)
    if not is_receipt(pdu.esm_class) and name is None:
        return None
    found = parse(content.read(pdu, default).text)
    number = tlvs.MESSAGE_STATE.of(pdu.tlvs)
    error = tlvs.NETWORK_ERROR_CODE.of(pdu.tlvs)
    return msgspec.structs.replace(
        found,
        message_id=(name or "").strip() or found.message_id,
        state=_state_of(number) or found.state,
        network_error=(error[0], int.from_bytes(error[1:3], "big")) if error and len(error) == 3 else None,
        is_intermediate=pdu.esm_class & TYPE_MASK == INTERMEDIATE,
    )


def _state_of(number: int | None) -> MessageState | None:
    return MessageState(number) if number in MessageState.__members__.values() else None


def parse(text: str) -> Receipt:
    """The text of a receipt in any known form; what is not there stays None. Never raises."""
    fields = _fields(text[:_MOST_READ])
    return Receipt(
        message_id=fields.get("id") or None,
        state=state(fields.get("stat", "")),
        submitted=moment(fields.get("submitted", "")),
        done=moment(fields.get("done", "")),
        sub=_count(fields.get("sub")),
        dlvrd=_count(fields.get("dlvrd")),
        error=fields.get("err") or None,
        text=fields.get("text"),
    )


def _fields(text: str) -> dict[str, str]:
    """The first of each key counts, and nothing after `text:`, which may hold anything."""
    found: dict[str, str] = {}
    keys = list(_KEY.finditer(text))
    ends = [*(key.start() for key in keys[1:]), len(text)]
    for here, end in zip(keys, ends, strict=False):
        key = _KEYS[re.sub("[ _-]", "", here[1].lower())]
        if key == "text":
            found[key] = text[here.end() :].strip(_SEPARATORS)
            break
        value = text[here.end() : end].strip(_SEPARATORS)
        is_word = value and key not in ("submitted", "done")  # ISO dates have a space within
        found.setdefault(key, value.split()[0].rstrip(_SEPARATORS) if is_word else value)
    return found


def _count(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def state(word: str) -> MessageState | None:
    """By its first letters: DELIVRD, DELIVERED and Delivered are one. A bare number is message_state's."""
    plain = re.sub(r"[^A-Z0-9]", "", word.upper())
    if plain.isdigit() and len(plain) < 3:
        return _state_of(int(plain))
    return next((found for start, found in _STATES.items() if plain.startswith(start)), None)


def moment(text: str) -> datetime | None:
    """YYMMDDhhmm, with seconds, with four digits of year, or ISO 8601 in the loose forms that peers write."""
    digits = re.sub(r"[^0-9]", "", text.split("+")[0])[:14]
    if len(digits) in (10, 12) and not (len(digits) == 12 and digits.startswith("20") and _is_long(digits)):
        digits = "20" + digits
    if len(digits) not in (12, 14):
        return None
    numbers = [int(digits[:4]), *(int(digits[at : at + 2]) for at in range(4, len(digits), 2))]
    try:
        return datetime(*numbers)  # type: ignore[arg-type]
    except ValueError:
        return None


def _is_long(digits: str) -> bool:
    """20YYMMDDhhmm rather than YYMMDDhhmmss of the year 2020: there the month would be the year's last two digits."""
    return 1 <= int(digits[4:6]) <= 12 and not 1 <= int(digits[2:4]) <= 12


# -- ids


def canonical(message_id: str) -> str:
    """One spelling of an id for comparing: no leading zeros, lower case."""
    plain = message_id.strip().lower().removeprefix("0x")
    return plain.lstrip("0") or plain[:1]


def other_forms(message_id: str) -> tuple[str, ...]:
    """Canonical ids that the same message may have in the answer: hex for decimal, and decimal for hex.

    Try them only where the id itself is unknown: any number is somebody's hex.
    """
    plain = canonical(message_id)
    found = []
    if plain.isascii() and plain.isdigit() and len(plain) <= 20:
        found.append(f"{int(plain):x}")
    if re.fullmatch("[0-9a-f]{1,16}", plain):
        found.append(str(int(plain, 16)))
    return tuple(one for one in found if one != plain)


# -- writing


def write(
    message_id: str,
    state: MessageState,
    *,
    submitted: datetime,
    done: datetime,
    error: int = 0,
    text: str = "",
    parts: int = 1,
) -> bytes:
    """The standard's example form, in octets of the GSM alphabet; `text` is cut to 20 characters, as there."""
    delivered = parts if state is MessageState.DELIVERED else 0
    shown = "".join(letter if " " <= letter <= "~" else "?" for letter in text[:20])
    line = (
        f"id:{message_id} sub:{parts:03} dlvrd:{delivered:03} submit date:{_stamp(submitted)}"
        f" done date:{_stamp(done)} stat:{_WORDS[state]} err:{error % 1000:03} text:{shown}"
    )
    return line.encode("ascii", "replace")


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%y%m%d%H%M}"


def optional(message_id: str, state: MessageState, *, error: tuple[int, int] | None = None) -> tlvs.Tlvs:
    """The same in TLVs, for peers that bound with 3.4."""
    pairs = (tlvs.RECEIPTED_MESSAGE_ID(message_id), tlvs.MESSAGE_STATE(state))
    if error is None:
        return pairs
    return (*pairs, tlvs.NETWORK_ERROR_CODE(bytes([error[0]]) + error[1].to_bytes(2, "big")))

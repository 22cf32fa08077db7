"""PDUs made to do harm."""

import time

from ringback.protocols.smpp import receipts
from ringback.protocols.smpp.errors import PeerError
from ringback.protocols.smpp.parse import MOST_PDU_BYTES, Reader, parse
from tests.protocols.smpp import fuzz, wire


def test_damaged_pdus_do_no_harm():  # `python -m tests.protocols.smpp.fuzz` takes as long as it is given
    tried, whole = fuzz.run(1.5, seed=1)
    assert tried > 500 and whole > 100


def test_the_largest_pdu_costs_no_more_than_its_length():
    room = MOST_PDU_BYTES - 16
    stuffed = [
        wire.pdu(0x103, bytes(10) + b"\x14\0\0\0" * (room // 4 - 3)),
        wire.pdu(0x04, b"x" * room),
        wire.pdu(0x21, bytes(4) + b"\xfe" + b"\x01\0\0\0" * (room // 4 - 3)),
        wire.pdu(0x80000021, b"\0\xff" + bytes(room - 2)),
        wire.pdu(0x05, b"\0" * room),
    ]
    start = time.process_time()
    for data in stuffed * 10:
        parse(data)
    assert time.process_time() - start < 0.5


def test_an_octet_at_a_time_is_bounded_work():
    data = wire.pdu(0x103, bytes(10) + b"\x04\x24\x40\0" + b"x" * 0x4000)
    reader, start, found = Reader(), time.process_time(), []
    for at in range(len(data)):
        found += reader.feed(data[at : at + 1])
    assert len(found) == 1 and not isinstance(found[0], PeerError)
    assert time.process_time() - start < 1.0


def test_a_receipt_stuffed_with_keys_is_read_in_no_time():
    start = time.process_time()
    for text in ("id:" * 300, "submit date " * 100, "stat" * 300, 'id:"' * 250, " \0" * 500, "id:" + "9" * 1000):
        receipts.parse(text * 60)
    assert time.process_time() - start < 0.2

"""CPU microseconds of SMPP alone: PDUs, receipts, and both ends of a session; no socket, no database.

python -m bench.smpp [--count 20000] [--json FILE]
"""

import argparse
import json
import pathlib
import time
from collections.abc import Callable

from ringback.protocols.smpp import content, receipts
from ringback.protocols.smpp.esme import EsmeSession
from ringback.protocols.smpp.parse import parse
from ringback.protocols.smpp.pdus import BindTransceiver, DeliverSm, SubmitSm
from ringback.protocols.smpp.session import Asked, Timers
from ringback.protocols.smpp.smsc import SmscSession

SUBMIT = SubmitSm(
    source_addr_ton=1, source_addr_npi=1, source_addr="14155550100", dest_addr_ton=1, dest_addr_npi=1,
    destination_addr="14155550123", registered_delivery=1, short_message=b"Seventy-seven characters of text " * 2,
)  # fmt: skip
LINE = "id:0123456789 sub:001 dlvrd:001 submit date:2611240310 done date:2611240311 stat:DELIVRD err:000 text:Ahoy"
RECEIPT = DeliverSm(source_addr="14155550123", destination_addr="14155550100", esm_class=4, short_message=LINE.encode())


def pair() -> tuple[EsmeSession, SmscSession]:
    """Both ends of one bind."""
    timers = Timers(window=100)
    esme, smsc = EsmeSession(0.0, timers), SmscSession(0.0, timers)
    esme.bind(BindTransceiver(system_id="bench"), 0.0)
    smsc.receive(esme.take(), 0.0)
    smsc.accept("RINGBACK", 0.0)
    esme.receive(smsc.take(), 0.0)
    return esme, smsc


def measures() -> dict[str, Callable[[], object]]:
    esme, smsc = pair()
    submit, receipt = bytes(SUBMIT), bytes(RECEIPT)

    def exchange() -> None:
        """submit_sm there, its answer back."""
        esme.send(SUBMIT, 0.0)
        for event in smsc.receive(esme.take(), 0.0):
            assert isinstance(event, Asked)
            smsc.answer(event.request, message_id="SM01a20bd04536731e37fbfcde9a756e94")
        esme.receive(smsc.take(), 0.0)

    return {
        "read submit_sm": lambda: parse(submit),
        "write submit_sm": lambda: bytes(SUBMIT),
        "read its text": lambda: content.read(SUBMIT),
        "read deliver_sm and its receipt": lambda: receipts.read(parse(receipt)),  # type: ignore[arg-type]
        "submit_sm and its answer, both ends": exchange,
    }


def microseconds(work: Callable[[], object], count: int) -> float:
    """The best of five rounds."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for _ in range(count // 5):
            work()
        best = min(best, (time.process_time() - start) / (count // 5))
    return round(best * 1e6, 2)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument("--json", type=pathlib.Path, help="also write the figures to this file")
    asked = options.parse_args()
    figures = {name: microseconds(work, asked.count) for name, work in measures().items()}
    for name, figure in figures.items():
        print(f"{name:40} {figure:8.2f} µs")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()

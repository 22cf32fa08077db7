"""SMPP 3.4 without sockets: PDUs, what short messages hold, receipts, and both ends of a session.

`pdus` names every PDU and field as the standard does; `parse` reads, `bytes(pdu)` writes. `content` turns texts into
short messages and back, `receipts` reads what carriers report. `esme` is the client's session, `smsc` the server's.
"""

"""RTP without sockets or clocks: packets and reports (RFC 3550), keys (RFC 4733), G.711, and how a call sounded.

`packet.parse` and `rtcp.parse` read a datagram and give a value or a `PeerError`; `bytes(...)` writes one. `reception`
counts what arrives and makes report blocks, `ntp` measures the way there and back, `quality` rates it all as a MOS.
`telephone_event` hears each key press once and sends presses. `g711` holds the two companding laws as tables: the
media engines are tested against them.
"""

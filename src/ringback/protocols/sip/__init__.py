"""SIP without sockets or clocks: messages, transactions, dialogs, digest, registrations (RFC 3261 and its kin).

A message comes in through `parse` (a datagram) or `parse.Stream`, is held against `screening.fault_of`, and a request
is marked by `routing.stamped`. `layer.Transactions` finds its transaction and tells what it means; `screening.refusal`
and `digest.DigestServer` say whether it is taken. A call is an `inviting.Inviting` or an `invited.Invited`, then a
`dialog.Dialog` with a `renegotiation.Renegotiation` and a `session_timer.SessionTimer`; `refer`, `info`, `registrar`
and `registering` do what their names say. A `PeerError` becomes an answer by `message.refused`.
"""

"""SIP without sockets or clocks: messages, transactions, dialogs, digest, registrations (RFC 3261 and its kin)."""

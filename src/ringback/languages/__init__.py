"""Sans-IO interpreters of what customers write: effects go out, outcomes come in; no sockets, no clock."""

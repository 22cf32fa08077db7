"""Sans-IO protocols: bytes, time and chance come as arguments, effects go out as values; no sockets here."""

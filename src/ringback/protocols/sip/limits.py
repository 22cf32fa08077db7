"""What a peer may make us hold. Each is far above what honest peers send, and below what would hurt."""

DATAGRAM_BYTES = 65_535  # what UDP can carry
HEAD_BYTES = 32_768  # start line and header fields; a chain of 70 proxies stays below
BODY_BYTES = 65_536  # session descriptions are 1 KB; WebRTC's reach 10
FIELDS = 256  # header field lines of a message
VALUES = 128  # comma-separated values of one field: Via is bounded by Max-Forwards 70
PARAMETERS = 64  # parameters of one value
LINE_CHARACTERS = 8_192  # one field, unfolded

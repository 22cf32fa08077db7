"""How large sound may be."""

RATE_HZ = 8000
MOST_BYTES_IN = 40 << 20  # a file fetched: 40 MB hold over 5 hours of MP3 at 16 kbit/s
MOST_S = 4 * 3600  # of sound out of one file: 230 MB of PCM
MOST_WAV_BYTES = (2 << 30) - 1  # many readers take the sizes in a WAV as signed
MOST_CHANNELS = 32
LEAST_RATE_HZ, MOST_RATE_HZ = 1000, 768_000

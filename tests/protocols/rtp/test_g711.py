"""The tables of ITU-T G.711, against fixed points of the law and, where Python still has it, another implementation."""

import struct
import warnings

import pytest

from ringback.protocols.rtp import g711

LAWS = {
    "u": (g711.ulaw_octet, g711.ULAW_TO_PCM),
    "a": (g711.alaw_octet, g711.ALAW_TO_PCM),
}


@pytest.mark.parametrize("law", LAWS)
def test_every_octet_decodes_to_a_sample_that_encodes_to_it(law):
    encode, decoded = LAWS[law]
    twice = [octet for octet in range(256) if encode(decoded[octet]) != octet]
    assert twice == ([0x7F] if law == "u" else [])  # mu-law has a negative zero


@pytest.mark.parametrize("law", LAWS)
def test_no_sample_moves_by_more_than_half_its_step(law):
    encode, decoded = LAWS[law]
    loudest = max(decoded)
    for sample in range(-32768, 32768):
        allowed = max(8, abs(sample) / 32 + 8)
        assert abs(decoded[encode(sample)] - max(-loudest, min(sample, loudest))) <= allowed, sample


def test_the_loudest_and_the_softest():
    assert g711.ULAW_TO_PCM[0x80] == 32124 and g711.ULAW_TO_PCM[0x00] == -32124
    assert g711.ALAW_TO_PCM[0xAA] == 32256 and g711.ALAW_TO_PCM[0x2A] == -32256
    assert g711.ulaw_octet(0) == g711.ULAW_SILENCE and g711.alaw_octet(0) == g711.ALAW_SILENCE


def test_tables_are_as_long_as_the_bits_they_keep():
    assert (len(g711.PCM_TO_ULAW), len(g711.PCM_TO_ALAW)) == (16_384, 8_192)


@pytest.mark.parametrize("law", LAWS)
def test_another_implementation_agrees_on_every_sample(law):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        audioop = pytest.importorskip("audioop", reason="Python 3.13 and later have no audioop to compare with")
    encode, decoded = LAWS[law]
    samples = struct.pack("<65536h", *range(-32768, 32768))
    theirs = getattr(audioop, f"lin2{law}law")(samples, 2)
    assert bytes(map(encode, range(-32768, 32768))) == theirs
    assert struct.pack("<256h", *decoded) == getattr(audioop, f"{law}law2lin")(bytes(range(256)), 2)

"""Septets packed into octets, as a phone's radio and modems carry them: 3GPP TS 23.038 §6.1.2.1."""


def fill_bits(header_octets: int) -> int:
    """Zero bits after a user data header, so that the text begins on a septet: TS 23.040 §9.2.3.24."""
    return -8 * header_octets % 7


def pack(septets: bytes, *, header_octets: int = 0) -> bytes:
    """Octets after the header, fill bits included. `septets` has one an octet; raises ValueError above 0x7F."""
    if septets and max(septets) > 0x7F:
        raise ValueError(f"octet {max(septets):#x} is no septet; give values up to 0x7f, as alphabet.encode makes them")
    held, bits, packed = 0, fill_bits(header_octets), bytearray()
    for septet in septets:
        held |= septet << bits
        bits += 7
        while bits >= 8:
            packed.append(held & 0xFF)
            held, bits = held >> 8, bits - 8
    if bits and septets:
        packed.append(held)
    return bytes(packed)


def unpack(octets: bytes, count: int, *, header_octets: int = 0) -> bytes:
    """`count` septets, one an octet. The count must be told: seven spare bits look like one more "@".

    Raises ValueError where the octets hold fewer.
    """
    fill = fill_bits(header_octets)
    held = (8 * len(octets) - fill) // 7
    if not 0 <= count <= max(held, 0):
        raise ValueError(f"{len(octets)} octets hold {max(held, 0)} septets, not {count}; check the user data length")
    value = int.from_bytes(octets, "little") >> fill
    return bytes((value >> 7 * i) & 0x7F for i in range(count))

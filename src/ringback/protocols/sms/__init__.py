"""What a text becomes on its way to a phone: alphabets, segments, smart encoding, user data headers, reassembly."""

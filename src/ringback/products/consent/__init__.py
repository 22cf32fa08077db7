"""Who may be written to: what people have said, with the proof of it."""

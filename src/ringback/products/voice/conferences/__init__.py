"""Conferences over REST: rooms, who is in them, what was recorded of them. What lives is the switch's."""

"""Decisions about numbers, all pure: the stock for sale, what may be bought, how it may be set up, addresses."""

"""Carriers as the operator sets them up: where calls go, where they come from, and how far an account may call."""

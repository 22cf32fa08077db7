"""Queues: callers who wait, and whoever takes the next of them."""

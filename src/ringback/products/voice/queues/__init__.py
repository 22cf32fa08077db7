"""Queues and their members over REST."""

"""Decisions about who may be written to, and when. Pure."""

"""Ringback: an open communications platform that speaks Twilio's API on the wire."""

__version__ = "0.1.0"

"""Engines: each turns an utterance into words. One is on this machine; others may be asked over HTTP one day."""

from ringback.speech.recognition.engines.interface import Engine

__all__ = ["Engine"]

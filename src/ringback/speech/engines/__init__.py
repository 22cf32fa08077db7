"""Engines: each turns a phrase into telephone audio. One is on this machine, others are asked over HTTP."""

from ringback.speech.engines.interface import Engine

__all__ = ["Engine"]

"""Durable later work: what a commit wrote down to be done, done, retried, or kept as a dead letter."""

from ringback.jobs.declare import Later, Reactions, Work, Written, reaction, work
from ringback.jobs.runner import Runner
from ringback.jobs.shelf import DeadLetters

__all__ = ["DeadLetters", "Later", "Reactions", "Runner", "Work", "Written", "reaction", "work"]

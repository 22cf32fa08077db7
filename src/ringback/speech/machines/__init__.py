"""Who or what answered a call: a person, a machine that speaks a greeting, or a fax. Rules on sound; nothing else."""

from ringback.speech.machines.ear import MachineEar
from ringback.speech.machines.model import MachineOptions, Verdict

__all__ = ["MachineEar", "MachineOptions", "Verdict"]

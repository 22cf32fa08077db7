"""How monitor says no."""

from ringback.kernel.refused import Refused


class InvalidMoment(Refused):
    sentence = "{name} '{value}' is no moment; write YYYY-MM-DDThh:mm:ssZ, or a day as YYYY-MM-DD"


class JobIsWaiting(Refused):
    code, status = 20409, 409
    sentence = "Job {sid} has not been given up: it runs at {due_at}. Only dead jobs are replayed"

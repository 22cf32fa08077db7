"""What conferences refuse."""

from ringback.kernel import Refused
from ringback.switch.conferences import verbs
from ringback.switch.conferences.verbs import ConferenceRefused


class NothingToChange(Refused):
    code, sentence = 20001, "Pass Status=completed or AnnounceUrl: nothing else of a conference can change"


class Over(Refused):
    code, sentence = verbs.GONE, "Conference {sid} is {state}: nothing of it can change now"


class Full(Refused):
    code, sentence = verbs.FULL, "{reason}"


class TooMany(Refused):
    code, sentence = verbs.TOO_MANY, "{reason}"


class Gone(Refused):
    code, sentence = verbs.GONE, "{reason}"


class InvalidLabel(Refused):
    code = verbs.BAD_LABEL
    sentence = "Label is '{value}'; it takes at most {limit} characters and must not look like the SID of a call"


class LabelTaken(Refused):
    code, sentence = verbs.LABEL_TAKEN, "{reason}"


class CoachedOnHold(Refused):
    code, sentence = verbs.COACHED_ON_HOLD, "{reason}"


class CoachedAbsent(Refused):
    code, sentence = verbs.COACHED_ABSENT, "{reason}"


class NobodyToCoach(Refused):
    code, sentence = 20001, "Coaching is true and CallSidToCoach is missing: pass the SID of the call that is coached"


class InvalidName(Refused):
    code, sentence = 20001, "The conference's name has {length} characters; 1 to {limit} are taken"


class InvalidConferenceEvent(Refused):
    code = 21626
    sentence = (
        "'{value}' is no event of a conference; there are start, end, join, leave, mute, hold, modify, speaker and "
        "announcement"
    )


class NobodyHears(Refused):
    code, sentence = 20001, "Nobody is in conference {sid} yet who could hear it; announce once somebody has joined"


class NotInRoom(Refused):
    code, sentence = 21220, "Participant {sid} is {state}: only one who is in the conference can be changed"


_BY_CODE: dict[int, type[Refused]] = {
    refusal.code: refusal for refusal in (Full, TooMany, Gone, LabelTaken, CoachedOnHold, CoachedAbsent)
}


class Impossible(Refused):
    code, sentence = 20001, "{reason}"


def refused(problem: ConferenceRefused) -> Refused:
    """The switch's word as the API's."""
    return _BY_CODE.get(problem.code, Impossible)(reason=problem.message)

"""What queues and their members refuse."""

from ringback.kernel import Refused
from ringback.switch.queues.model import LARGEST_SIZE, LONGEST_NAME


class NoName(Refused):
    code, sentence = 20001, f"FriendlyName is missing: pass the queue's name, 1 to {LONGEST_NAME} characters"


class BadName(Refused):
    code, sentence = 20001, f"FriendlyName has {{length}} characters; it takes 1 to {LONGEST_NAME}"


class BadSize(Refused):
    code, sentence = 20001, f"MaxSize is '{{value}}'; it is 1 to {LARGEST_SIZE} callers"


class NameTaken(Refused):
    code, sentence = 22003, "A queue called '{name}' is there already; choose another name, or use that one"


class NotEmpty(Refused):
    code, sentence = 22001, "Queue {sid} is not empty, callers waiting: {count}; it can be deleted once nobody waits"


class InvalidUrl(Refused):
    code, sentence = 21205, "Url is '{value}'; it must be an absolute http or https address"


class InvalidMethod(Refused):
    code, sentence = 21403, "Method is '{value}'; it is GET or POST"

"""How usage says no."""

from ringback.kernel.refused import Refused


class InvalidUsageDate(Refused):
    sentence = "{name} '{value}' is no day; write YYYY-MM-DD, or days from today as in -30days"


class DatesCrossed(Refused):
    sentence = "StartDate {start} is after EndDate {end}; exchange them"


class UnknownCategory(Refused):
    sentence = "{name} '{value}' is no usage category; list Usage/Records without Category to see all there are"


class InvalidUsagePage(Refused):
    sentence = "PageToken '{value}' is no token of this list; take it from a page's links"


class InvalidTriggerValue(Refused):
    sentence = (
        "TriggerValue '{value}' must be a number above 0 with at most six decimals, or + and such a number "
        "to count from the current value"
    )


class TriggerNameTooLong(Refused):
    code, status = 20002, 400
    sentence = "FriendlyName has {length} characters; at most {limit} are kept, so give it a shorter one"


class TooManyTriggers(Refused):
    sentence = "There are {count} usage triggers and {limit} are allowed; delete one first"

"""Whether a text may go to somebody now."""

from datetime import datetime

import msgspec

from ringback.products.consent.errors import IN_QUIET_HOURS, LISTED, NO_OPT_IN, OPTED_OUT, TOO_OFTEN
from ringback.products.consent.model import Outcome, Policy, QuietAction, Verdict
from ringback.products.consent.rules import hours


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a text that is about to go. `sent_lately` counts those of the policy's span."""

    at: datetime
    purpose: str
    zones: tuple[str, ...]
    policy: Policy | None = None
    is_out: bool = False
    is_listed: bool = False
    has_opted_in: bool = False
    sent_lately: int = 0


SEND = Verdict(Outcome.SEND)


def decide(facts: Facts) -> Verdict:
    """What somebody said goes before any list, that before what is usual."""
    if facts.is_out:
        return _skip(OPTED_OUT, "has opted out")
    if facts.is_listed:
        return _skip(LISTED, "is on a do-not-call list")
    policy = facts.policy
    if policy is None or (policy.purposes and facts.purpose not in policy.purposes):
        return SEND
    if policy.requires_opt_in and not facts.has_opted_in:
        return _skip(NO_OPT_IN, "has not asked for it, and the policy wants that")
    if policy.frequency_most is not None and facts.sent_lately >= policy.frequency_most:
        span = f"{policy.frequency_most} in {policy.frequency_hours} h"
        return _skip(TOO_OFTEN, f"has had {facts.sent_lately} messages lately; the policy allows {span}")
    return _by_hour(facts, policy)


def _by_hour(facts: Facts, policy: Policy) -> Verdict:
    start, end = policy.quiet_from, policy.quiet_until
    if start is None or end is None or not hours.is_quiet(facts.at, facts.zones, start, end):
        return SEND
    span = f"{hours.clock_of(start)} to {hours.clock_of(end)} in {_shown(facts.zones)}"
    if policy.quiet_action is QuietAction.BLOCK:
        return _skip(IN_QUIET_HOURS, f"is in quiet hours, {span}")
    until = hours.loud_again(facts.at, facts.zones, start, end)
    if until is None:
        return _skip(IN_QUIET_HOURS, f"has no hour that is quiet nowhere, {span}")
    return Verdict(Outcome.WAIT, f"is in quiet hours, {span}", None, until)


def _skip(code: int, why: str) -> Verdict:
    return Verdict(Outcome.SKIP, why, code)


def _shown(zones: tuple[str, ...]) -> str:
    return ", ".join(zones[:3]) + (f" and {len(zones) - 3} more" if len(zones) > 3 else "") or "UTC"

"""A line of callers and agents: first come, first served, whatever happens meanwhile."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from ringback.switch.queues.average import Average, mean_ms
from ringback.switch.queues.line import Agent, Line, Place, State
from ringback.switch.queues.model import Queue, Wait

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUEUE = Queue(sid="QU1", account_sid="AC1", friendly_name="support", date_created=NOW, date_updated=NOW)


def caller(number: int) -> Place:
    wait = Wait(
        sid=f"QW{number:04}",
        account_sid="AC1",
        queue_sid=QUEUE.sid,
        queue_name="support",
        asked_name="support",
        call_sid=f"CA{number:04}",
        from_="+14155550123",
        date_created=NOW,
        date_updated=NOW,
    )
    return Place(wait)


def joined(line: Line, count: int) -> list[Place]:
    places = [caller(number) for number in range(count)]
    for place in places:
        line.join(place)
    return places


def test_who_came_first_is_taken_first():
    line = Line(QUEUE)
    first, second, third = joined(line, 3)
    agents = [Agent("CA9"), Agent("CA8")]
    for agent in agents:
        line.ask(agent)
    assert [agent.place for agent in agents] == [first, second]
    assert line.front is third and line.position(third) == 1 and line.position(first) == 0


def test_agents_who_wait_are_served_in_their_order_too():
    line = Line(QUEUE)
    early, late = Agent("CA8"), Agent("CA9")
    line.ask(early)
    line.ask(late)
    (place,) = joined(line, 1)
    assert early.place is place and late.place is None


def test_a_caller_whose_agent_vanishes_stands_where_it_stood():
    line = Line(QUEUE)
    first, second = joined(line, 2)
    agent = Agent("CA9")
    line.ask(agent)
    assert first.state is State.CALLED
    line.withdraw(agent)
    assert line.waiting == [first, second] and first.agent is None
    other = Agent("CA8")
    line.ask(other)
    assert other.place is first


def test_an_agent_whose_caller_vanishes_takes_the_next_before_all_others():
    line = Line(QUEUE)
    (gone,) = joined(line, 1)
    agent, other = Agent("CA8"), Agent("CA9")
    line.ask(agent)
    line.ask(other)
    line.leave(gone)
    assert agent.place is None and gone.state is State.OVER
    (late,) = joined(line, 1)
    assert agent.place is late and other.place is None


def test_an_agent_that_has_hung_up_is_passed_over():
    line = Line(QUEUE)
    line.ask(Agent("CA8", is_gone=lambda: True))
    there = Agent("CA9")
    line.ask(there)
    (place,) = joined(line, 1)
    assert there.place is place


def test_who_talks_is_left_to_the_other_when_one_goes():
    line = Line(QUEUE)
    (place,) = joined(line, 1)
    agent = Agent("CA9")
    line.ask(agent)
    line.ready(place)
    line.talk(place)
    line.withdraw(agent)
    assert place.state is State.OVER and line.is_idle


class Traffic(RuleBasedStateMachine):
    """Anything in any order."""

    places, agents = Bundle("places"), Bundle("agents")

    def __init__(self) -> None:
        super().__init__()
        self.line, self.all, self.serving = Line(QUEUE), [], []

    @rule(target=places)
    def comes(self) -> Place:
        place = caller(len(self.all))
        self.all.append(place)
        self.line.join(place)
        return place

    @rule(target=agents)
    def dials(self) -> Agent:
        agent = Agent(f"CB{len(self.serving):04}")
        self.serving.append(agent)
        self.line.ask(agent)
        return agent

    @rule(place=places)
    def leaves(self, place: Place) -> None:
        self.line.leave(place)

    @rule(agent=agents)
    def withdraws(self, agent: Agent) -> None:
        self.line.withdraw(agent)

    @rule(place=places)
    def is_put_through(self, place: Place) -> None:
        self.line.ready(place)
        if place.state is State.READY:
            self.line.talk(place)

    @invariant()
    def nobody_has_the_same_caller(self) -> None:
        taken = [agent.place for agent in self.serving if agent.place and agent.place.state is not State.OVER]
        assert len(taken) == len(set(taken))
        assert all(place.agent is agent for agent in self.serving if (place := agent.place) in taken)

    @invariant()
    def the_line_is_in_order_and_holds_exactly_who_waits(self) -> None:
        sids = [place.wait.sid for place in self.line.waiting]
        assert sids == sorted(sids) == sorted(place.wait.sid for place in self.all if place.state is State.WAITING)

    @invariant()
    def nobody_waits_for_nothing(self) -> None:
        assert not (self.line.waiting and self.line.agents)


TestTraffic = Traffic.TestCase


@given(st.lists(st.integers(0, 100_000), max_size=20), st.lists(st.integers(0, 3_600), max_size=20))
def test_the_average_is_over_those_who_wait_and_those_who_waited(ended: list[int], begun_s: list[int]):
    average = Average([(NOW, wait_ms) for wait_ms in ended])
    whole = [*ended, *(1000 * seconds for seconds in begun_s)]
    found = average.mean_ms(NOW, lambda: [NOW - timedelta(seconds=seconds) for seconds in begun_s])
    assert found == (round(sum(whole) / len(whole)) if whole else 0)


def test_waits_of_more_than_an_hour_ago_no_longer_count():
    average = Average([(NOW - timedelta(minutes=61), 90_000), (NOW - timedelta(minutes=59), 1_000)])
    assert average.mean_ms(NOW, list) == 1_000
    assert average.mean_ms(NOW + timedelta(minutes=2), list) == 0 and mean_ms([], NOW, []) == 0

"""Declarations that contradict themselves or their service stop the program at its start."""

from typing import Any

import pytest

from ringback.kernel import Caller, Page, PageRequest, Refused
from ringback.rest import (
    EXACT,
    OPTIONAL,
    REQUIRED,
    Action,
    Create,
    DeclarationError,
    Fetch,
    List,
    Operation,
    Resource,
    field,
    self_link,
)
from ringback.rest.declare import product_of
from ringback.rest.endpoint import endpoints_of


class Stamps:
    async def create(self, caller: Caller, *, colour: str, size: int = 1) -> Any: ...
    async def get(self, caller: Caller, *, sid: str) -> Any: ...
    async def search(self, caller: Caller, *, page: PageRequest, colour: str | None = None) -> Page[Any]: ...
    async def licked(self, caller: Caller, *, sid: str, tongue: str) -> Any: ...


class Unsaid(Refused):
    code, status, sentence = 20001, 400, "{flavour} is missing"


def declare(*operations: Operation, **fields: Any) -> type[Resource]:
    """A resource of stamps with these operations; each field is (type, field)."""
    body: dict[str, Any] = {name: made for name, (_, made) in fields.items()}
    body["__annotations__"] = {name: kind for name, (kind, _) in fields.items()}
    body["operations"] = operations
    return type(Resource)("StampResource", (Resource,), body, host="api", at="2010-04-01/Accounts/{account_sid}/Stamps")


COLOUR = {"colour": (str, field("Its colour.", create=REQUIRED, filter=EXACT))}
SIZE = {"size": (int, field("Its size.", create=OPTIONAL))}


def refusal_of(*operations: Operation, **fields: Any) -> str:
    with pytest.raises(DeclarationError) as refused:
        endpoints_of([declare(*operations, **fields)], [Stamps()])
    return str(refused.value)


def test_what_fits_is_taken() -> None:
    made = endpoints_of(
        [declare(Create(Stamps.create), Fetch(Stamps.get), List(Stamps.search), **COLOUR, **SIZE)], [Stamps()]
    )
    assert [(e.method, e.path.rpartition("/")[2], e.name) for e in made] == [
        ("POST", "Stamps", "CreateStamp"),
        ("GET", "{sid}", "FetchStamp"),
        ("GET", "Stamps", "ListStamp"),
    ]


def test_a_field_the_verb_does_not_take_is_named_with_both_sides() -> None:
    said = refusal_of(Create(Stamps.create), **COLOUR, **SIZE, shape=(str, field("Its shape.", create=OPTIONAL)))
    assert said == "StampResource.CreateStamp hands shape to Stamps.create, which has no such keyword-only argument"


def test_an_argument_no_field_fills_is_named_with_both_sides() -> None:
    said = refusal_of(Create(Stamps.create), **COLOUR)
    assert said.startswith("Stamps.create takes size, which no field or place in the path of StampResource.CreateStamp")


def test_an_optional_field_needs_a_default_in_the_verb() -> None:
    said = refusal_of(Create(Stamps.create), **SIZE, colour=(str, field("Its colour.", create=OPTIONAL)))
    assert "colour is optional" in said


def test_given_and_unasked_arguments_need_no_field() -> None:
    endpoints_of([declare(Create(Stamps.create, given={"size": 3}), **COLOUR, **SIZE)], [Stamps()])
    endpoints_of([declare(Create(Stamps.create, unasked=["size"]), **COLOUR)], [Stamps()])


def test_a_field_without_a_type_is_refused() -> None:
    with pytest.raises(DeclarationError, match="no type"):
        type(Resource)("BareResource", (Resource,), {"colour": field("Its colour.")})


def test_a_word_a_resource_cannot_say_is_refused() -> None:
    with pytest.raises(DeclarationError, match="colour"):
        type(Resource)("OddResource", (Resource,), {}, host="api", at="x", colour="red")


def test_a_path_without_a_host_is_refused() -> None:
    with pytest.raises(DeclarationError, match="no host"):
        type(Resource)("LostResource", (Resource,), {}, at="v1/Lost")


def test_a_verb_of_no_service_is_refused() -> None:
    with pytest.raises(DeclarationError, match=r"Stamps\.get"):
        endpoints_of([declare(Fetch(Stamps.get))], [])


def test_two_operations_in_one_place_are_refused() -> None:
    again = Fetch(Stamps.get, name="FetchAgain")
    assert "are the same" in refusal_of(Fetch(Stamps.get), again)
    assert "are the same" in refusal_of(Fetch(Stamps.get), Fetch(Stamps.get, at="{sid}/Other"))


def test_a_refusal_whose_sentence_cannot_be_made_is_refused() -> None:
    colour = (str, field("Its colour.", create=REQUIRED, missing=Unsaid))
    assert "Unsaid needs 'flavour'" in refusal_of(Create(Stamps.create), **SIZE, colour=colour)


def test_a_custom_operation_takes_what_it_names() -> None:
    tongue = (str, field("Whose.", shown=False))
    lick = Action(Stamps.licked, name="LickStamp", at="{sid}/Lick", takes={"tongue": REQUIRED})
    (made,) = endpoints_of([declare(lick, tongue=tongue)], [Stamps()])
    assert made.table.wires == ["Tongue"]
    wrong = Action(Stamps.licked, name="LickStamp", at="{sid}/Lick", takes={"tonge": REQUIRED})
    assert "'tonge'" in refusal_of(wrong, tongue=tongue)


def test_fields_shown_by_an_operation_must_exist() -> None:
    assert "'glue'" in refusal_of(Fetch(Stamps.get, shows=["glue"]))


def test_a_shape_without_a_path_has_no_link() -> None:
    shape = type(Resource)("LooseShape", (Resource,), {"__annotations__": {"uri": str}, "uri": self_link()})
    with pytest.raises(DeclarationError, match="no path"):
        endpoints_of([declare(Fetch(Stamps.get, answer=shape))], [Stamps()])


@pytest.mark.parametrize(
    ("host", "at", "product"),
    [
        ("api", "2010-04-01/Accounts", "api_v2010"),
        ("flex-api", "v2/WebChats", "flex_v2"),
        ("messaging", "v1/Services", "messaging_v1"),
    ],
)
def test_products_are_named_as_in_the_contract(host: str, at: str, product: str) -> None:
    assert product_of(host, at) == product

"""Descriptions made from declarations, and what an independent reader of them finds."""

import asyncio
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from ringback.app.resources import RESOURCES as ALL
from ringback.rest.asgi import RestApp
from ringback.rest.describe import described, index, openapi, reference, typescript
from tests.rest.conftest import ACCOUNT
from tests.rest.notes import RESOURCES


def document(product: str) -> dict[str, Any]:
    made = openapi(described(RESOURCES), product)
    assert made is not None
    return made


def test_every_product_has_a_description_and_no_other() -> None:
    products = [entry["name"] for entry in index(described(RESOURCES))["products"]]
    assert products == ["api_v2010", "memos_v1", "ringback_v1"]
    assert openapi(described(RESOURCES), "nonesuch") is None


def test_a_description_says_what_a_form_takes_and_an_answer_holds() -> None:
    made = document("api_v2010")
    write = made["paths"]["/2010-04-01/Accounts/{account_sid}/Notes.json"]["post"]
    form = write["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert (write["operationId"], form["required"]) == ("CreateNote", ["To"])
    assert form["properties"]["Body"]["maxLength"] == 20
    assert form["properties"]["Colour"]["enum"] == ["red", "dark-blue"]
    assert form["properties"]["Tag"]["type"] == "array"
    assert "21604" in write["responses"]["400"]["description"]
    note = made["components"]["schemas"]["Note"]["properties"]
    assert note["parts"]["type"] == "string"
    assert note["date_sent"]["type"] == ["string", "null"]


def test_lists_say_their_pages_and_ranges() -> None:
    made = document("api_v2010")
    names = [p["name"] for p in made["paths"]["/2010-04-01/Accounts/{account_sid}/Notes.json"]["get"]["parameters"]]
    assert {"PageSize", "Page", "PageToken", "DateSent", "DateSent<", "DateSent>"} <= set(names)


def test_all_declared_products_can_be_described() -> None:
    endpoints = described(ALL)
    for entry in index(endpoints)["products"]:
        made = openapi(endpoints, entry["name"])
        references = set(_references(made))
        assert references <= {f"#/components/schemas/{name}" for name in (made or {})["components"]["schemas"]}
        assert reference(endpoints, entry["name"]).startswith(f"# {entry['name']}\n")


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def test_types_for_the_console_follow_the_declarations() -> None:
    made = typescript(RESOURCES)
    assert "export interface Note {" in made
    assert "  /** Who it is from. */\n  from: string | null;" in made
    assert '  colour: "red" | "dark-blue";' in made
    assert "  pieces: Array<PieceShape>;" in made
    assert '  "DateSent<"?: string;' in made


def test_types_of_two_products_with_one_name_are_told_apart() -> None:
    made = typescript(ALL)
    names = [line.split()[2] for line in made.splitlines() if line.startswith("export ")]
    assert len(names) == len(set(names))
    assert {"ApiV2010Key", "IamV1Key"} <= set(names)


@pytest.fixture
def served(build: Callable[..., RestApp]) -> Iterator[str]:
    """The made-up product on a socket, with its descriptions written to no file."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(build(), log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@pytest.mark.parametrize("product", ["api_v2010", "memos_v1", "ringback_v1"])
def test_schemathesis_finds_the_description_true(served: str, tmp_path: Path, product: str) -> None:
    file = tmp_path / "openapi.json"
    text = json.dumps(document(product)).replace("{account_sid}", ACCOUNT)
    made = json.loads(text)
    for path in made["paths"].values():
        for operation in path.values():
            operation["parameters"] = [p for p in operation["parameters"] if p["name"] != "account_sid"]
    made["paths"] = {path: item for path, item in made["paths"].items() if not path.endswith(("/Break", "/Away"))}
    file.write_text(json.dumps(made))
    checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "run", str(file), "--url", served + made["servers"][0]["url"].rstrip("/"), "--auth", f"{ACCOUNT}:secret",
        "--checks", checks, "--max-examples", "15", "--seed", "1", "--phases", "examples,fuzzing",
        "--generation-database", "none", "--suppress-health-check", "all",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

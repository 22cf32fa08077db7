"""The plugin in somebody else's test run: what it costs, what it says when a test fails, the example project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ringback.testing.server import NotStarted, ServerProcess

HOUSE = Path(__file__).resolve().parents[2]
FAILING = """
def test_it(ringback):
    url = ringback.listener.url("/status", respond=500)
    ringback.client().messages.create(to="+14155550123", from_=ringback.number, body="hi", status_callback=url)
    assert ringback.listener.heard("MessageStatus") == ["sent"]
"""
OTHER_PROFILE = """
import pytest

@pytest.fixture(scope="session")
def ringback_settings():
    return {"account_sid": "AC" + "7" * 32, "auth_token": "t" * 32}

def test_it(ringback_server):
    assert ringback_server.ready.account_sid == "AC" + "7" * 32
"""


def pytest_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "RINGBACK_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--color=no", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def test_the_example_projects_tests_pass():
    done = pytest_in(HOUSE / "examples" / "testing")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_failure_comes_with_the_webhooks_that_failed(project):
    (project / "test_app.py").write_text(FAILING)
    done = pytest_in(project)
    assert done.returncode == 1
    assert "ringback: webhooks that failed" in done.stdout
    assert "HTTP 500: 11200" in done.stdout


def test_the_project_says_how_its_server_is_set(project):
    (project / "test_app.py").write_text(OTHER_PROFILE)
    done = pytest_in(project)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_run_that_does_not_ask_for_it_imports_only_the_plugin(project):
    (project / "test_app.py").write_text(
        "import sys\n"
        "def test_it():\n"
        "    assert {name for name in sys.modules if name.startswith('ringback')} <= "
        "{'ringback', 'ringback.testing', 'ringback.testing.plugin'}\n"
        "    assert not {'sqlalchemy', 'aiohttp', 'twilio'} & sys.modules.keys()\n"
    )
    done = pytest_in(project)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_server_that_cannot_start_says_why_with_its_log(tmp_path):
    server = ServerProcess(tmp_path, {"profile": "no-such-profile"})
    with pytest.raises(NotStarted, match="no-such-profile"):
        server.start()


def test_a_killed_server_starts_again_with_what_it_had(tmp_path):
    server = ServerProcess(tmp_path)
    before = server.start()
    server.kill()
    after = server.start()
    server.stop()
    assert (after.account_sid, after.auth_token) == (before.account_sid, before.auth_token)

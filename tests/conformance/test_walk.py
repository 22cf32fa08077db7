"""The conformance walk against a fresh server: all 95 operations of the first round, in both host styles."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ringback.testing.server import ServerProcess

FOLDER = Path(os.environ.get("RINGBACK_CONTRACT", "../shared/contract")).resolve()
WALK, OPERATIONS = FOLDER.parent / "tools" / "conformance", FOLDER / "rounds" / "house.txt"
pytestmark = [
    pytest.mark.contract,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (WALK.is_file() and OPERATIONS.is_file()),
        reason=f"no conformance walk at {WALK} with {OPERATIONS}: set RINGBACK_CONTRACT",
    ),
]


@pytest.mark.parametrize("style", ["host", "path"])
def test_all_operations_of_the_round_conform(tmp_path, style):
    server = ServerProcess(tmp_path / "data")
    ready = server.start()
    try:
        walked = subprocess.run(
            [
                *(sys.executable, str(WALK), "--base-url", ready.http, "--host-style", style),
                *("--account", ready.account_sid, "--token", ready.auth_token),
                *("--operations", str(OPERATIONS), "--require", "--allow-token-rotation"),
            ],
            capture_output=True,
            text=True,
            timeout=280,
        )
    finally:
        server.stop()
    assert walked.returncode == 0, f"{walked.stdout}{walked.stderr}\n{server.tail()}"
    assert "95/95" in walked.stdout.splitlines()[-1], walked.stdout

"""The conformance walk against a fresh server, round by round, in both host styles."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ringback.testing.server import ServerProcess

FOLDER = Path(os.environ.get("RINGBACK_CONTRACT", "../shared/contract")).resolve()
WALK, ROUNDS = FOLDER.parent / "tools" / "conformance", FOLDER / "rounds"
pytestmark = [
    pytest.mark.contract,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (WALK.is_file() and ROUNDS.is_dir()),
        reason=f"no conformance walk at {WALK} with {ROUNDS}: set RINGBACK_CONTRACT",
    ),
]


@pytest.mark.parametrize("style", ["host", "path"])
@pytest.mark.parametrize(("round_of", "count"), [("house", 95), ("call", 93), ("carriers", 50)])
def test_all_operations_of_the_round_conform(tmp_path, round_of, count, style):
    server = ServerProcess(tmp_path / "data")
    ready = server.start()
    try:
        walked = subprocess.run(
            [
                *(sys.executable, str(WALK), "--base-url", ready.http, "--host-style", style),
                *("--account", ready.account_sid, "--token", ready.auth_token),
                *("--operations", str(ROUNDS / f"{round_of}.txt"), "--require", "--allow-token-rotation"),
            ],
            capture_output=True,
            text=True,
            timeout=280,
        )
    finally:
        server.stop()
    assert walked.returncode == 0, f"{walked.stdout}{walked.stderr}\n{server.tail()}"
    assert f"{count}/{count}" in walked.stdout.splitlines()[-1], walked.stdout

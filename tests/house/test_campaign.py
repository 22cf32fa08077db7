"""The campaign of the examples, smaller: one report shows who kept their sender, who was moved, and who left."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CAMPAIGN = Path(__file__).parents[2] / "examples" / "messaging" / "campaign.py"


@pytest.mark.slow
def test_a_campaign_keeps_senders_moves_some_for_quiet_hours_and_ends_for_who_says_stop():
    done = subprocess.run(
        [sys.executable, str(CAMPAIGN), "--people", "60"], capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = re.findall(r"^  (delivered .*)$", done.stdout, re.MULTILINE)
    assert first == "delivered 60" and second == "delivered 57, failed 21610 3"
    moved = [int(count) for count in re.findall(r"moved by quiet hours: (\d+)", done.stdout)]
    assert 0 < moved[0] < 60 and moved[1] == 0, done.stdout
    assert "people who heard from more than one number: 0" in done.stdout

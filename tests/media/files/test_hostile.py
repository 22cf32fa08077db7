"""Files made to do harm."""

from tests.media.files import fuzz


def test_damaged_files_do_no_harm():  # `python -m tests.media.files.fuzz` takes as long as it is given
    tried, whole = fuzz.run(3.0, seed=1)
    assert tried > 100 and whole > 10

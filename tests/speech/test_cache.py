"""What was spoken is kept, within its bounds, and never in part."""

import os

import pytest

from ringback.speech.cache import Memory, Shelf, Sounds

KEYS = [f"{number:064x}" for number in range(16**3)]


def on_disk(folder):
    return sorted(path.stem for path in folder.glob("??/*"))


def test_memory_lets_the_least_lately_used_go():
    memory = Memory(100)
    for key in "abc":
        memory.put(key, b"x" * 30)
    memory.get("a")
    memory.put("d", b"x" * 30)
    assert [memory.get(key) is not None for key in "abcd"] == [True, False, True, True]
    assert memory.size_bytes == 90


def test_memory_counts_a_sound_once_and_takes_none_beyond_its_bound():
    memory = Memory(100)
    memory.put("a", b"x" * 60)
    memory.put("a", b"x" * 60)
    memory.put("huge", b"x" * 101)
    assert memory.size_bytes == 60 and memory.get("huge") is None


def test_the_disk_is_cleared_of_what_was_read_longest_ago(tmp_path):
    shelf = Shelf(tmp_path, 1000)
    for age, key in enumerate(KEYS[:10]):
        shelf.put(key, bytes(100))
        os.utime(tmp_path / key[:2] / f"{key}.pcm", (age, age))
    assert shelf.get(KEYS[0]) is not None  # read now: the youngest
    shelf.put(KEYS[10], bytes(100))
    assert on_disk(tmp_path) == sorted([KEYS[0], *KEYS[3:11]])


def test_the_bound_holds_for_what_an_earlier_start_left(tmp_path):
    for key in KEYS[:5]:
        Shelf(tmp_path, 10_000).put(key, bytes(100))
    Shelf(tmp_path, 300).put(KEYS[5], bytes(100))
    assert len(on_disk(tmp_path)) == 2


def test_a_part_left_by_a_crash_is_not_read_and_is_cleared_in_its_turn(tmp_path):
    part = tmp_path / KEYS[0][:2] / "tmpx.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(bytes(5000))
    os.utime(part, (1, 1))
    shelf = Shelf(tmp_path, 1000)
    shelf.put(KEYS[0], bytes(100))
    assert shelf.get(KEYS[0]) == bytes(100) and not part.exists()


def test_half_a_sample_is_no_sound(tmp_path):
    shelf = Shelf(tmp_path, 1000)
    shelf.put(KEYS[0], b"abc")
    assert shelf.get(KEYS[0]) is None


def test_a_folder_that_cannot_be_written_costs_no_speech(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    shelf = Shelf(tmp_path / "file", 1000)
    shelf.put(KEYS[0], bytes(100))
    assert shelf.get(KEYS[0]) is None


@pytest.mark.parametrize("memory_mb", [1.0, 0.0])
async def test_a_sound_is_found_again_in_memory_or_on_disk(tmp_path, memory_mb):
    sounds = Sounds(tmp_path, memory_mb=memory_mb, disk_mb=1.0)
    sounds.memory.put(KEYS[0], bytes(100))
    await sounds.keep(KEYS[0], bytes(100))
    assert await sounds.find(KEYS[0]) == bytes(100)
    assert await sounds.find(KEYS[1]) is None

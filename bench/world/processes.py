"""What processes cost: CPU seconds and memory, as the kernel counts them."""

import os
from pathlib import Path

import psutil


def cpu_seconds(pid: int) -> float:
    """User and system time of a process with all its threads, its children, and children that have ended."""
    process = psutil.Process(pid)
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            spent = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system + spent.children_user + spent.children_system
    return total


def memory_mb(pid: int) -> dict[str, float]:
    """RSS, and PSS: shared pages divided among those who share them."""
    kib = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        kib[name] = int(rest.split()[0])
    return {"rss_mb": round(kib["Rss"] / 1024, 1), "pss_mb": round(kib["Pss"] / 1024, 1)}


def machine_seconds() -> float:
    """CPU seconds that this machine has spent on anybody."""
    spent = psutil.cpu_times()
    return spent.user + spent.system + getattr(spent, "irq", 0.0) + getattr(spent, "softirq", 0.0) + spent.nice


def own_seconds() -> float:
    """CPU seconds of this process and its children that have ended (the load)."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system

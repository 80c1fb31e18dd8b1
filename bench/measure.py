"""The measuring itself: what a command costs, and how large a site and a page are."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Wall and CPU time in seconds, and the peak of memory in MB (10^6 bytes), of a command with its children."""

    wall: float
    cpu: float
    memory: float


def cost(command: Sequence[str], folder: Path, *, repeats: int = 1) -> Cost:
    """Run `command` in `folder`; the median of each figure over `repeats` runs."""
    found = [_once(command, folder) for _ in range(repeats)]
    return Cost(
        statistics.median(run.wall for run in found),
        statistics.median(run.cpu for run in found),
        max(run.memory for run in found),
    )


# Linux counts in ru_maxrss what the process was before it became the command, so a small one starts each command.
_LAUNCH = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
wall = time.perf_counter() - start
with open(sys.argv[1], "w") as file:
    json.dump([process.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024], file)
"""


def _once(command: Sequence[str], folder: Path) -> Cost:
    with tempfile.TemporaryFile() as output, tempfile.NamedTemporaryFile() as figures:
        launch = [sys.executable, "-I", "-S", "-c", _LAUNCH, figures.name, *command]
        process = subprocess.Popen(launch, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env=environment())
        watch = _MemoryOfAll(process.pid)
        watch.start()
        process.wait()
        watch.ended.set()
        watch.join()
        status, wall, cpu, memory = json.loads(figures.read())
        if status:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)} failed in {folder}:\n{output.read().decode(errors='replace')}")
    # `memory` is that of the largest one process; where several ran at once, their sum was sampled.
    return Cost(wall, cpu, max(memory, watch.peak) / 1e6)


class _MemoryOfAll(threading.Thread):
    """Samples the memory of all that a process has started, shared pages counted once (PSS, Linux)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.1):
            pids = _tree(self._pid)[1:]
            if len(pids) > 1:
                self.peak = max(self.peak, sum(_proportional_size(pid) for pid in pids))


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(below for child in children for below in _tree(int(child)))]


def _proportional_size(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def environment() -> dict[str, str]:
    """The environment of all that is measured: no banner, and dates that do not change."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}


def tree_size(folder: Path) -> int:
    """The bytes of all files below `folder`."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def page_count(folder: Path) -> int:
    """How many HTML pages stand below `folder`."""
    return sum(1 for _ in folder.rglob("*.html"))


def outside_article(page: Path) -> tuple[int, int]:
    """The bytes of a page, and those outside its article: before the first `<article`, after the last `</article>`."""
    content = page.read_bytes()
    start, end = content.find(b"<article"), content.rfind(b"</article>")
    if start < 0 or end < start:
        raise SystemExit(f"{page} has no article")
    return len(content), len(content) - (end - start)

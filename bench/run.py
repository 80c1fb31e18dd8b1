"""`make bench`: measures this project and its plain peers side by side, in one run, and keeps the figures.

python bench/run.py                              # everything; the figures go to bench/results/speed.{json,md}
python bench/run.py --rounds 7,50 --only build   # a short run; it prints the tables and keeps nothing
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import publish_bench
import report
from browser import chromium, median, save_to_reload, visit
from builders import Builder, builders, install_zensical
from measure import cost, outside_article, page_count, tree_size
from synthetic import PROJECT, make

RESULTS = PROJECT / "bench" / "results"
PARTS = ("build", "visit", "serve", "publish", "lighthouse")
ROUNDS = (7, 50, 200)
_VERSIONS = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "pymdown-extensions", "Markdown", "Jinja2")


@dataclass
class Run:
    """One run of the bench: where it works, what it measures, and what it has found."""

    work: Path
    rounds: tuple[int, ...]
    parts: tuple[str, ...]
    names: tuple[str, ...]
    found: dict[str, Any] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def say(self, text: str) -> None:
        """Progress, with the seconds since the start."""
        print(f"[{time.monotonic() - self.started:5.0f} s] {text}", flush=True)

    @property
    def builders(self) -> tuple[Builder, ...]:
        """The chosen builders."""
        return tuple(builder for builder in builders(self.work) if builder.name in self.names)

    def folder(self, builder: Builder, rounds: int) -> Path:
        """Where `builder` builds an archive of `rounds`."""
        return self.work / f"{builder.name}-{rounds}"


def main() -> None:
    """The command line."""
    run, keep = _options()
    run.work.mkdir(parents=True, exist_ok=True)
    print(f"This takes about {_estimate(run) / 60:.0f} minutes. Made-up archives and sites stand in {run.work}.")
    if "zensical" in run.names:
        install_zensical(run.work)
    run.found = {"about": _about(run)}
    _prepare(run)
    if "build" in run.parts:
        run.found["build"] = _build(run)
    if "visit" in run.parts:
        run.found["visit"] = _visit(run)
    if "serve" in run.parts:
        run.found["serve"] = _serve(run)
    if "publish" in run.parts:
        run.say("publish: one more round onto 40")
        run.found["publish"] = publish_bench.measure(run.work, say=run.say)
    if "lighthouse" in run.parts:
        run.found["lighthouse"] = _lighthouse(run)
    run.found["about"]["seconds"] = round(time.monotonic() - run.started)
    text = report.markdown(run.found)
    print("\n" + text)
    if keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "speed.json").write_text(json.dumps(run.found, indent=1, ensure_ascii=False) + "\n", "utf-8")
        (RESULTS / "speed.md").write_text(text, "utf-8")
        print(f"kept in {RESULTS.relative_to(PROJECT)}/speed.md and speed.json")


def _options() -> tuple[Run, bool]:
    names = [builder.name for builder in builders(Path())]
    parser = argparse.ArgumentParser(description="Measure the archive and its plain peers, side by side.")
    parser.add_argument("--rounds", default=",".join(map(str, ROUNDS)), help="numbers of rounds (default: %(default)s)")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure (default: %(default)s)")
    parser.add_argument("--builders", default=",".join(names), help="what to measure (default: %(default)s)")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dialogue-archive-bench")
    parser.add_argument("--keep", action="store_true", help="keep the figures even of a run that leaves something out")
    options = parser.parse_args()
    rounds = tuple(sorted(int(number) for number in options.rounds.split(",")))
    parts, chosen = tuple(options.only.split(",")), tuple(options.builders.split(","))
    for found, known in ((parts, PARTS), (chosen, names)):
        strange = [name for name in found if name not in known]
        if strange:
            parser.error(f"found {', '.join(strange)}, expected some of {', '.join(known)}")
    whole = rounds == ROUNDS and parts == PARTS and len(chosen) == len(names)
    return Run(options.work, rounds, parts, chosen), whole or options.keep


def _estimate(run: Run) -> float:
    """Seconds, from the figures kept last, else from a guess."""
    try:
        seconds = float(json.loads((RESULTS / "speed.json").read_text("utf-8"))["about"]["seconds"])
    except (OSError, KeyError, ValueError):
        seconds = 480
    share = sum(number**1.6 for number in run.rounds) / sum(number**1.6 for number in ROUNDS)
    return seconds * share * len(run.parts) / len(PARTS) * len(run.names) / len(builders(run.work))


def _about(run: Run) -> dict[str, Any]:
    found = {name: version(name) for name in _VERSIONS}
    zensical = run.work / "zensical" / "bin" / "zensical"
    if zensical.exists():
        found["zensical"] = subprocess.run([zensical, "--version"], capture_output=True, text=True).stdout.split()[-1]
    found["python"] = platform.python_version()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True)
    return {
        "on": time.strftime("%Y-%m-%d"),
        "commit": commit.stdout.strip(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": found,
    }


def _prepare(run: Run) -> None:
    for number in run.rounds:
        run.say(f"{number} rounds: drawing")
        archive = make(number, run.work / f"made-{number}")
        for builder in run.builders:
            builder.prepare(archive, run.folder(builder, number))


def _build(run: Run) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {builder.name: {} for builder in run.builders}
    for number in run.rounds:
        repeats = 5 if number < 20 else 3 if number < 100 else 1
        for builder in run.builders:
            folder = run.folder(builder, number)
            shutil.rmtree(folder / "site", ignore_errors=True)
            result = cost(builder.command, folder, repeats=repeats)
            site = folder / "site"
            pages = page_count(site)
            memo = (
                site
                / ("zh" if builder.name.startswith("zensical") else "")
                / "rounds"
                / str(number // 2)
                / "index.html"
            )
            size, frame = outside_article(memo)
            run.say(f"{number} rounds, {builder.label}: {result.wall:.1f} s, {result.memory:.0f} MB, {pages} pages")
            found[builder.name][str(number)] = {
                **{name: round(value, 3) for name, value in asdict(result).items()},
                "pages": pages,
                "memo": size,
                "memo_outside_article": frame,
                "site": tree_size(site),
            }
    return found


def _visit(run: Run) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    with chromium() as browser:
        for number in run.rounds:
            for builder in run.builders:
                site = run.folder(builder, number) / "site"
                if builder.name not in ("archive", "material") or not site.exists():
                    continue
                run.say(f"{number} rounds, {builder.label}: a cold visit and a first search")
                cold, search, reason = visit(browser, site, f"rounds/{number // 2}/", builder.name)
                found.setdefault(builder.name, {})[str(number)] = {
                    "cold": asdict(cold),
                    "search": asdict(search) if search else None,
                    "note": reason,
                }
    return found


def _serve(run: Run) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    with chromium() as browser:
        for number in run.rounds:
            for builder in run.builders:
                if not builder.serve or 20 < number < 100:
                    continue
                saves = 1 if builder.name == "material" and number > 100 else 3
                run.say(f"{number} rounds, {builder.label}: from saving to the reloaded page, {saves} times")
                seconds = save_to_reload(browser, builder, run.folder(builder, number), number // 2, saves=saves)
                found.setdefault(builder.name, {})[str(number)] = median(seconds)
    return found


def _lighthouse(run: Run) -> dict[str, Any]:
    script = PROJECT / "bench" / "lighthouse.py"
    if not script.exists():
        return {"note": "bench/lighthouse.py is not there yet"}
    run.say("lighthouse")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=PROJECT)
    if done.returncode:
        return {"note": (done.stderr or done.stdout).strip().splitlines()[-1]}
    return {"note": "", "output": done.stdout}


if __name__ == "__main__":
    main()

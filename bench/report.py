"""The figures as a page: tables with ratios and growth, and each target beside what was measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LABELS = {
    "archive": "this project",
    "material": "plain Material",
    "prune": "plain Material, `navigation.prune`",
    "zensical": "Zensical",
    "zensical-prune": "Zensical, `navigation.prune`",
}


def markdown(found: dict[str, Any]) -> str:
    """The whole page."""
    about = found["about"]
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    lines = [
        "# Speed",
        "",
        f"Measured in one run by `make bench` on {about['on']} at {about['commit']}, "
        f"{about['cores']} cores, {about['system']}, in {about['seconds']} s.",
        f"Versions: {versions}.",
        "",
        "Made-up rounds, each as large as round 7; the same Markdown for all. Times are medians. MB are 10^6 bytes.",
        "",
    ]
    if "build" in found:
        lines += _targets(found)
        lines += _build(found["build"])
    if "visit" in found:
        lines += _visit(found["visit"])
    if "serve" in found:
        lines += _serve(found["serve"])
    for part in ("publish", "lighthouse"):
        if part in found:
            lines += _plain(part, found[part])
    return "\n".join(lines).rstrip() + "\n"


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    body = ["| " + " | ".join(row) + " |" for row in rows]
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *body, ""]


def _targets(found: dict[str, Any]) -> list[str]:
    rows = [
        [name, expected, measured, "yes" if kept else "**no**"] for name, expected, measured, kept in _judged(found)
    ]
    return ["## Targets", "", *_table(["", "target", "measured", "kept"], rows)] if rows else []


def _judged(found: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    build, serve = found["build"], found.get("serve", {})
    ours, plain = build.get("archive", {}), build.get("material", {})
    pruned = build.get("prune", {})

    def at_most(name: str, value: float, limit: float, unit: str = "") -> tuple[str, str, str, bool]:
        return name, f"≤ {limit:g}{unit}", f"{value:.3g}{unit}", value <= limit

    if "200" in ours and "200" in plain:
        yield at_most("200 rounds, wall time over plain Material's", ours["200"]["wall"] / plain["200"]["wall"], 0.3)
    for name in ("zensical", "zensical-prune"):
        if "200" in ours and "200" in build.get(name, {}):
            over = ours["200"]["wall"] / build[name]["200"]["wall"]
            yield at_most(f"200 rounds, wall time over that of {LABELS[name]}", over, 1)
    if "200" in ours and "50" in ours:
        yield at_most("growth of wall time, 200 over 50 rounds", ours["200"]["wall"] / ours["50"]["wall"], 4.4)
    if "200" in ours:
        yield at_most("200 rounds, peak memory", ours["200"]["memory"], 400, " MB")
        yield at_most("a memo page outside its article", ours["200"]["memo_outside_article"] / 1000, 20, " KB")
    if "200" in ours and "7" in ours:
        change = ours["200"]["memo_outside_article"] / ours["7"]["memo_outside_article"] - 1
        yield at_most("its change from 7 to 200 rounds", abs(change) * 100, 2, " %")
    if "200" in ours and "200" in pruned:
        yield at_most("200 rounds, site over Material's, pruned", ours["200"]["site"] / pruned["200"]["site"], 0.4)
    if "7" in ours and "7" in plain:
        yield at_most("7 rounds, wall time over plain Material's", ours["7"]["wall"] / plain["7"]["wall"], 1)
    for number, limit in (("7", 1.5), ("200", 4)):
        if number in serve.get("archive", {}):
            yield at_most(f"{number} rounds, `serve`: save to reload", serve["archive"][number], limit, " s")


_COLUMNS = (
    ("wall s", "wall", 1, 2),
    ("CPU s", "cpu", 1, 2),
    ("peak MB", "memory", 1, 0),
    ("site MB", "site", 1e6, 1),
    ("memo KB", "memo", 1e3, 1),
    ("outside article KB", "memo_outside_article", 1e3, 1),
)


def _build(build: dict[str, dict[str, Any]]) -> list[str]:
    lines = ["## Building", ""]
    numbers = sorted({int(number) for figures in build.values() for number in figures})
    for number in map(str, numbers):
        head = [f"{number} rounds", "pages", *(name for name, *_ in _COLUMNS), "ms a page", "wall, plain = 1"]
        plain = build.get("material", {}).get(number)
        rows = []
        for name, figures in build.items():
            one = figures[number]
            cells = [f"{one[key] / unit:.{digits}f}" for _, key, unit, digits in _COLUMNS]
            ratio = f"{one['wall'] / plain['wall']:.2f}" if plain else "–"
            rows.append([LABELS[name], str(one["pages"]), *cells, f"{one['wall'] * 1000 / one['pages']:.1f}", ratio])
        lines += _table(head, rows)
    if {50, 200} <= set(numbers):
        head = ["growth, 200 over 50 rounds", *(name.rsplit(" ", 1)[0] for name, *_ in _COLUMNS)]
        rows = [
            [LABELS[name], *(f"{figures['200'][key] / figures['50'][key]:.2f}" for _, key, *_ in _COLUMNS)]
            for name, figures in build.items()
        ]
        lines += _table(head, rows)
    return lines


def _visit(visits: dict[str, dict[str, Any]]) -> list[str]:
    head = ["", "rounds", "cold visit: requests", "KB", "first search: requests", "KB", ""]
    rows = []
    for name, figures in visits.items():
        for number, one in figures.items():
            cold, search = one["cold"], one["search"]
            after = [str(search["requests"]), f"{search['size'] / 1e3:.0f}"] if search else ["–", "–"]
            rows.append([LABELS[name], number, str(cold["requests"]), f"{cold['size'] / 1e3:.0f}", *after, one["note"]])
    return ["## Visiting a memo, then searching", "", "Uncompressed, an empty cache.", "", *_table(head, rows)]


def _serve(serve: dict[str, dict[str, Any]]) -> list[str]:
    numbers = sorted({int(number) for figures in serve.values() for number in figures})
    rows = [
        [LABELS[name], *(f"{figures[str(n)]:.2f}" if str(n) in figures else "–" for n in numbers)]
        for name, figures in serve.items()
    ]
    head = ["seconds from saving a memo to the reloaded page", *(f"{number} rounds" for number in numbers)]
    return ["## `serve`", "", *_table(head, rows)]


def _plain(part: str, figures: dict[str, Any]) -> list[str]:
    lines = [f"## {part.capitalize()}", ""]
    if figures.get("note"):
        return [*lines, figures["note"], ""]
    if "output" in figures:
        return [*lines, figures["output"].rstrip(), ""]
    return [*lines, *_table(["", ""], [[name, str(value)] for name, value in figures.items() if name != "note"])]

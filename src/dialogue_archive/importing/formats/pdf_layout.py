"""Lines of a PDF by their position on the page: reading order, columns of text, rows of tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dialogue_archive.importing.source_lines import HAN

BULLET = re.compile(r"[•·●○▪■◦‣⁃∙–]\s*")
NUMBER = re.compile(r"(?:[（(]?[0-9０-９]{1,2}[.．、)）]|[①-⑳])\s*")


@dataclass(frozen=True)
class PdfLine:
    """A line of text on a page: its position from the top left in points, the size and weight of its letters."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool


def in_reading_order(page: list[PdfLine]) -> list[PdfLine]:
    """The lines from top to bottom; where a part of the page has two columns of text, the left one first."""
    rows = sorted(page, key=lambda line: (line.top, line.x0))
    if not rows:
        return []
    left, right = min(line.x0 for line in rows), max(line.x1 for line in rows)
    middle = (left + right) / 2
    columns = [line for line in rows if line.x1 < middle + 5 or line.x0 > middle - 5]
    sides = ([line for line in columns if line.x1 < middle + 5], [line for line in columns if line.x0 > middle - 5])
    wide = [line for line in rows if line not in columns]
    is_text = all(len(side) >= 4 and max(line.x1 - line.x0 for line in side) > 0.35 * (right - left) for side in sides)
    if not is_text or len(wide) > len(columns) / 5:
        return list(_rows(rows))
    first = min(line.top for line in sides[1])
    above = [line for line in rows if line in wide and line.top < first]
    below = [line for line in rows if line in wide and line.top >= first]
    over = [line for line in sides[0] if line.bottom < first - 2]
    left_side = [line for line in sides[0] if line not in over]
    parts = (sorted([*above, *over], key=lambda line: (line.top, line.x0)), left_side, sides[1], below)
    return [row for part in parts for row in _rows(part)]


def _rows(lines: list[PdfLine]) -> Iterator[PdfLine]:
    """Pieces on one line are joined; those of a table become rows, with tabs between the columns."""
    bands: list[list[PdfLine]] = []
    for line in lines:
        if bands and any(_overlap(line, piece) for piece in bands[-1]):
            bands[-1].append(line)
        else:
            bands.append([line])
    bands = [_close_pieces(band) for band in bands]
    columns = _columns(bands)
    if columns:
        bands = _table_rows(bands, columns)
    for band in bands:
        yield _row(band)


def _overlap(line: PdfLine, piece: PdfLine) -> bool:
    shared = min(line.bottom, piece.bottom) - max(line.top, piece.top)
    return shared > 0.15 * min(line.bottom - line.top, piece.bottom - piece.top) and line.page == piece.page


def _close_pieces(band: list[PdfLine]) -> list[PdfLine]:
    """Pieces that are only a space apart become one."""
    found: list[PdfLine] = []
    for piece in sorted(band, key=lambda piece: (round(piece.top / 3), piece.x0)):
        last = found[-1] if found else None
        is_mark = last and (BULLET.fullmatch(last.text) or NUMBER.fullmatch(last.text))
        same_line = last and abs(last.top - piece.top) < 3
        if last and same_line and -1 < piece.x0 - last.x1 < (3.0 if is_mark else 0.85) * last.size:
            gap = "" if re.search(f"[{HAN}]$", last.text) and re.match(f"[{HAN}]", piece.text) else " "
            found[-1] = replace(last, text=last.text + gap + piece.text, x1=piece.x1)
        else:
            found.append(piece)
    return found


def _columns(bands: list[list[PdfLine]]) -> list[float]:
    """The left edges of a table's columns; none when the page has no table."""
    edges = Counter(round(piece.x0) for band in bands if len({round(p.x0) for p in band}) > 1 for piece in band)
    common = sorted(x for x, count in edges.items() if count >= 2)
    found = [float(x) for i, x in enumerate(common) if not i or x - common[i - 1] > 6]
    return found if len(found) > 1 else []


def _table_rows(bands: list[list[PdfLine]], columns: list[float]) -> list[list[PdfLine]]:
    """The bands as rows: a band with only a part of a row (the second line of a cell) joins the nearer row."""

    def filled(band: list[PdfLine]) -> set[int]:
        return {_column_of(piece, columns) for piece in band}

    rows = [list(band) for band in bands]
    index = 0
    while index < len(rows):
        band = rows[index]
        is_part = all(_in_column(piece, columns) for piece in band) and len(filled(band)) == 1
        neighbours = [n for n in (index - 1, index + 1) if 0 <= n < len(rows) and len(filled(rows[n])) > 1]
        neighbours = [n for n in neighbours if _gap(band, rows[n]) < 0.95 * band[0].size]
        if not is_part or not neighbours:
            index += 1
            continue
        nearest = min(neighbours, key=lambda n: (round(_gap(band, rows[n])), n))
        rows[nearest] = [*rows[nearest], *band]
        del rows[index]
        index = max(0, min(nearest, index) - 1)
    return rows


def _gap(one: list[PdfLine], other: list[PdfLine]) -> float:
    first, second = sorted((one, other), key=lambda band: min(piece.top for piece in band))
    return min(piece.top for piece in second) - max(piece.bottom for piece in first)


def _column_of(piece: PdfLine, columns: list[float]) -> int:
    return max((n for n, x in enumerate(columns) if piece.x0 > x - 4), default=0)


def _in_column(piece: PdfLine, columns: list[float]) -> bool:
    """Whether the piece begins at the edge of a column and ends before the next."""
    n = _column_of(piece, columns)
    ends = n + 1 == len(columns) or piece.x1 < columns[n + 1]
    return ends and abs(piece.x0 - columns[n]) < 4


def _row(row: list[PdfLine]) -> PdfLine:
    """One line of a band: its columns from the left, the lines of a cell from the top."""
    cells: list[list[PdfLine]] = []
    for piece in sorted(row, key=lambda piece: piece.x0):
        if cells and piece.x0 < max(other.x1 for other in cells[-1]):
            cells[-1].append(piece)
        else:
            cells.append([piece])
    texts = []
    for cell in cells:
        text = ""
        for piece in sorted(cell, key=lambda piece: piece.top):
            text = joined(text, piece.text) if text else piece.text
        texts.append(text)
    first, last = row[0], max(row, key=lambda piece: piece.x1)
    return PdfLine(
        first.page,
        "\t".join(texts),
        min(piece.x0 for piece in row),
        last.x1,
        min(piece.top for piece in row),
        max(piece.bottom for piece in row),
        max(piece.size for piece in row),
        all(piece.is_bold for piece in row),
    )


_BORDER = re.compile(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]")


def sets_spaces(lines: Iterable[PdfLine]) -> bool:
    """Whether the document puts a space between Chinese and Latin words, which the end of a line hides."""
    text = "\n".join(line.text for line in lines)
    spaced = len(re.findall(f"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]", text))
    return spaced > len(_BORDER.findall(text))


def joined(text: str, following: str, *, spaced: bool = False) -> str:
    """A text and its next line, with a space where the language or the document needs one."""
    if text.endswith("-") and re.search(r"[a-z]-$", text) and following[:1].islower():
        return text + following
    if spaced and _BORDER.search(text[-1:] + following[:1]):
        return f"{text} {following}"
    is_chinese = re.search(f"[{HAN}，。、；：！？”’）》…—]$", text) or re.match(
        f"[{HAN}，。、；：！？“‘（《…—]", following
    )
    return text + ("" if is_chinese else " ") + following

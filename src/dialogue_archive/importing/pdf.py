"""PDF with text: lines put together to paragraphs by where they stand on the page. A scanned PDF is refused."""

from __future__ import annotations

import io
import itertools
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTCurve, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException

from dialogue_archive.importing.documents import Extract
from dialogue_archive.importing.lines import HAN, is_ended
from dialogue_archive.importing.messages import ImportRefused, Remark

# pdfminer warns of what fonts leave out; nothing of that concerns the text.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

# Some fonts name a character by the radical that looks like it; Unicode's own folding knows only a part of them.
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻑⻭⻯",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙長歯竜",
)
_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06\u2012]")  # radicals, ligatures, the figure dash
_BULLET = re.compile(r"[•·●○▪■◦‣⁃∙–]\s*")
_NUMBER = re.compile(r"(?:[（(]?[0-9０-９]{1,2}[.．、)）]|[①-⑳])\s*")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]\s*\d{1,4}|\s*of\s*\d{1,4}|\s*共\s*\d+\s*页)?[-–—\s]*"
)


@dataclass(frozen=True)
class PdfLine:
    """A line of text on a page: its place from the top, the size and weight of its letters."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool


def read(name: str, data: bytes) -> Extract:
    """The lines of a PDF: headings by their size, items by their bullets, paragraphs by their margins."""
    pages = _pages(name, data)
    lines = [line for page in pages for line in page]
    if sum(len(line.text.strip()) for line in lines) < 20:
        raise ImportRefused(
            f"{name} 里没有可提取的文字，可能是扫描件。"
            "请用文字识别（OCR）软件转换为 Word，校对之后导入，或索取原始文件。",
            f"{name} holds no text to extract; it is probably a scan. Convert it to Word with OCR and proofread it, or "
            "ask for the original file.",
        )
    extract = Extract()
    pages = [[replace(line, text=_restored(line.text)) for line in page] for page in pages]
    restored = sum(len(_LOOK_ALIKE.findall(line.text)) for line in lines)
    if restored:
        extract.remarks.append(
            Remark(
                0,
                f"PDF 的字体把 {restored} 个字符记作部首、连字或短横，已还原，请抽查",
                f"the fonts of the PDF name {restored} characters as radicals, ligatures or dashes; they were "
                "restored: please look at some",
            )
        )
    pages = _without_running_lines(pages, extract)
    ordered = [line for page in pages for line in _in_reading_order(page)]
    body = _body_size(ordered)
    for text in _paragraphs(ordered, body, _heading_sizes(ordered, body), extract):
        extract.add(text)
    return extract


def _restored(text: str) -> str:
    """The text with the characters that a font named as look-alikes."""
    folded = _LOOK_ALIKE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text.translate(_RADICALS))
    return folded.replace("\u2012", "–")  # the figure dash shares its glyph with the en dash


def _pages(name: str, data: bytes) -> list[list[PdfLine]]:
    try:
        parameters = LAParams(boxes_flow=None, line_margin=0.2, char_margin=0.9, word_margin=0.15)
        return [
            _with_bullets(layout, [line for line in _lines(layout, number, layout.height) if line.text.strip()])
            for number, layout in enumerate(extract_pages(io.BytesIO(data), laparams=parameters), start=1)
        ]
    except PDFPasswordIncorrect:
        raise ImportRefused(
            f"{name} 设有密码。请先去除密码，另存后再导入。",
            f"{name} is protected by a password. Save it without one and import again.",
        ) from None
    except (PDFException, PSException, ValueError, TypeError, KeyError, AssertionError):
        raise ImportRefused(
            f"{name} 不是可读的 PDF 文件。请在阅读器中打开，另存或打印为新的 PDF，或改用 Word 文件。",
            f"{name} is not a readable PDF. Open it in a reader and print it as a new PDF, or use the Word file.",
        ) from None


def _with_bullets(layout: LTPage, lines: list[PdfLine]) -> list[PdfLine]:
    """The lines, with a bullet where one is drawn to their left: a small shape and no letter."""
    shapes = [
        (shape.x1, layout.height - (shape.y0 + shape.y1) / 2)
        for shape in _shapes(layout)
        if 1 < shape.width < 9 and 1 < shape.height < 9
    ]
    found = []
    for line in lines:
        is_item = any(0 < line.x0 - x < 30 and line.top <= y <= line.bottom for x, y in shapes)
        found.append(replace(line, text=f"• {line.text}") if is_item and not _BULLET.match(line.text) else line)
    return found


def _shapes(container: Iterable[object]) -> Iterator[LTCurve]:
    for element in container:
        if isinstance(element, LTCurve):
            yield element
        elif isinstance(element, LTContainer) and not isinstance(element, LTTextLine):
            yield from _shapes(element)


def _lines(container: Iterable[object], page: int, height: float) -> Iterator[PdfLine]:
    for element in container:
        if isinstance(element, LTTextLine):
            letters = [letter for letter in element if isinstance(letter, LTChar) and letter.get_text().strip()]
            if letters:
                size = median(letter.size for letter in letters)
                bold = sum(
                    "bold" in letter.fontname.casefold() or "heavy" in letter.fontname.casefold() for letter in letters
                )
                text = _spaced(element)
                yield PdfLine(
                    page,
                    text,
                    letters[0].x0,
                    letters[-1].x1,
                    height - element.y1,
                    height - element.y0,
                    round(size, 1),
                    bold * 2 > len(letters),
                )
        elif isinstance(element, LTContainer):
            yield from _lines(element, page, height)


def _spaced(line: LTTextLine) -> str:
    """The text of a line; a gap between letters that pdfminer took for a space is none between Chinese characters."""
    text = "".join(element.get_text() for element in line).replace("\n", "").replace("\u200b", "")
    return re.sub(r"\s+", " ", text).strip()


def _without_running_lines(pages: list[list[PdfLine]], extract: Extract) -> list[list[PdfLine]]:
    """The pages without page numbers and the heads and feet that recur; those are said."""
    places = Counter((re.sub(r"\d+", "#", line.text), round(line.top / 3)) for page in pages for line in page)
    left_out: list[str] = []

    def runs(line: PdfLine, page: list[PdfLine]) -> bool:
        edges = {min(other.top for other in page), max(other.top for other in page)}
        at_edge = line.top in edges or line.top < min(edges) + 20 or line.top > max(edges) - 20
        recurs = len(pages) > 1 and places[re.sub(r"\d+", "#", line.text), round(line.top / 3)] >= max(
            2, len(pages) // 2
        )
        return at_edge and (bool(_PAGE_NUMBER.fullmatch(line.text)) or recurs)

    found = []
    for page in pages:
        left_out += [line.text for line in page if runs(line, page)]
        found.append([line for line in page if not runs(line, page)])
    if left_out:
        words = " / ".join(left_out)
        extract.remarks.append(
            Remark(
                0, f"未收入页眉、页脚和页码：{words}", f"running heads, feet and page numbers were left out: {words}"
            )
        )
    return found


def _in_reading_order(page: list[PdfLine]) -> list[PdfLine]:
    """Lines from the top; where a stretch of the page has two columns of text, the left one first."""
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
    stretches = (sorted([*above, *over], key=lambda line: (line.top, line.x0)), left_side, sides[1], below)
    return [row for stretch in stretches for row in _rows(stretch)]


def _rows(lines: list[PdfLine]) -> Iterator[PdfLine]:
    """Pieces that stand on one line become one; those of a table become rows, with tabs between the columns."""
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
    """Pieces that a word's space divides are one line."""
    found: list[PdfLine] = []
    for piece in sorted(band, key=lambda piece: (round(piece.top / 3), piece.x0)):
        last = found[-1] if found else None
        is_mark = last and (_BULLET.fullmatch(last.text) or _NUMBER.fullmatch(last.text))
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
    """Bands that hold a part of a row only (the second line of a cell) joined to the nearer row beside them."""

    def filled(band: list[PdfLine]) -> set[int]:
        return {_column_of(piece, columns) for piece in band}

    rows = [list(band) for band in bands]
    index = 0
    while index < len(rows):
        band = rows[index]
        is_part = all(_in_column(piece, columns) for piece in band) and len(filled(band)) == 1
        beside = [n for n in (index - 1, index + 1) if 0 <= n < len(rows) and len(filled(rows[n])) > 1]
        beside = [n for n in beside if _gap(band, rows[n]) < 0.95 * band[0].size]
        if not is_part or not beside:
            index += 1
            continue
        nearest = min(beside, key=lambda n: (round(_gap(band, rows[n])), n))
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
            text = _joined(text, piece.text) if text else piece.text
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


def _body_size(lines: list[PdfLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _heading_sizes(lines: list[PdfLine], body: float) -> list[float]:
    """The sizes of headings, the largest first."""
    return sorted({round(line.size) for line in lines if line.size > body * 1.12}, reverse=True)


def _paragraphs(lines: list[PdfLine], body: float, sizes: list[float], extract: Extract) -> Iterator[str]:
    right = _right_margin(lines)
    leading = _leading(lines)
    spaced = _sets_spaces(lines)
    current = ""
    previous: PdfLine | None = None
    for line in lines:
        level = _level(line, body, sizes)
        goes_on = previous is not None and _goes_on(previous, line, current, body, sizes, right, leading)
        if goes_on:
            current = _joined(current, line.text, spaced=spaced)
        else:
            if current:
                yield current
            if previous and previous.page != line.page and not level and is_ended(current) and len(current) > 80:
                extract.remarks.append(_at_page_end(previous, line))
            mark = "#" * level + " " if level else ""
            bullet = _BULLET.match(line.text)
            current = f"- {line.text[bullet.end() :]}" if bullet and not level else mark + line.text
        previous = line
    if current:
        yield current


def _at_page_end(before: PdfLine, line: PdfLine) -> Remark:
    one, other = before.text[-12:], line.text[:12]
    return Remark(
        0,
        f"第 {before.page} 页末“{one}”与次页“{other}”作两段处理，请核对是否同一段（如是，用 --join）",
        f"“{one}” at the end of page {before.page} and “{other}” after it were taken for two paragraphs; if they are "
        "one, use --join",
    )


def _level(line: PdfLine, body: float, sizes: list[float]) -> int:
    if round(line.size) in sizes:
        return min(6, sizes.index(round(line.size)) + 1)
    is_short = len(line.text) <= 40 and not is_ended(line.text.rstrip("：:"))
    return min(6, len(sizes) + 1) if line.is_bold and is_short and "\t" not in line.text else 0


def _right_margin(lines: list[PdfLine]) -> dict[tuple[int, int], float]:
    """The right margin of each column of each page, by the page and the left margin's half."""
    found: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, _column(line, lines))
        found[key] = max(found.get(key, 0.0), line.x1)
    return found


def _column(line: PdfLine, lines: list[PdfLine]) -> int:
    middle = (min(other.x0 for other in lines) + max(other.x1 for other in lines)) / 2
    return int(line.x0 > middle - 5)


def _leading(lines: list[PdfLine]) -> float:
    """The usual distance from one line to the next of a paragraph."""
    steps = [b.top - a.top for a, b in itertools.pairwise(lines) if a.page == b.page and 2 < b.top - a.top < 60]
    return min((step for step, n in Counter(round(step, 0) for step in steps).items() if n > 1), default=20.0)


def _goes_on(
    before: PdfLine,
    line: PdfLine,
    text: str,
    body: float,
    sizes: list[float],
    right: dict[tuple[int, int], float],
    leading: float,
) -> bool:
    if _BULLET.match(line.text) or _NUMBER.match(line.text) or "\t" in line.text:
        return False
    if _level(before, body, sizes) != _level(line, body, sizes):
        return False
    margin = max((x for (page, _), x in right.items() if page == before.page), default=0.0)
    column_margin = min((x for (page, _), x in right.items() if page == before.page and x >= before.x1), default=margin)
    is_full = before.x1 > column_margin - 2.5 * max(before.size, 8)
    if before.page != line.page or line.top < before.top:  # the next page, or the head of the next column
        return is_full and not is_ended(text, strict=True)
    gap = line.top - before.top
    if gap > 1.45 * leading and gap > 1.9 * before.size:
        return False
    if line.x0 > before.x0 + 1.2 * body and not text.startswith("- ") and abs(line.x0 - before.x0) < 4 * body:
        return False
    return is_full or (text.startswith("- ") and is_full)


_BORDER = re.compile(f"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]")


def _sets_spaces(lines: Iterable[PdfLine]) -> bool:
    """Whether the document sets a space between Chinese and Latin words, which a line's end would hide."""
    text = "\n".join(line.text for line in lines)
    spaced = len(re.findall(f"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]", text))
    return spaced > len(_BORDER.findall(text))


def _joined(text: str, following: str, *, spaced: bool = False) -> str:
    if text.endswith("-") and re.search(r"[a-z]-$", text) and following[:1].islower():
        return text + following
    if spaced and _BORDER.search(text[-1:] + following[:1]):
        return f"{text} {following}"
    is_chinese = re.search(f"[{HAN}，。、；：！？”’）》…—]$", text) or re.match(
        f"[{HAN}，。、；：！？“‘（《…—]", following
    )
    return text + ("" if is_chinese else " ") + following

"""PDF with text: lines are joined to paragraphs by their position on the page. A scanned PDF is refused."""

from __future__ import annotations

import io
import itertools
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTCurve, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException

from dialogue_archive.importing.formats.extract import Extract
from dialogue_archive.importing.formats.pdf_layout import BULLET, NUMBER, PdfLine, in_reading_order, joined, sets_spaces
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.source_lines import is_ended
from dialogue_archive.messages import Message, Refusal

# pdfminer warns about incomplete fonts, which do not affect the text.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

# Some fonts encode a character as the radical that looks like it; Unicode normalisation covers only some of them.
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻑⻭⻯",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙長歯竜",
)
_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06\u2012]")  # radicals, ligatures, the figure dash
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]\s*\d{1,4}|\s*of\s*\d{1,4}|\s*共\s*\d+\s*页)?[-–—\s]*"
)


def read(name: str, data: bytes) -> Extract:
    """The lines of a PDF: headings by their size, items by their bullets, paragraphs by their margins."""
    pages = _pages(name, data)
    lines = [line for page in pages for line in page]
    if sum(len(line.text.strip()) for line in lines) < 20:
        raise Refusal("document.pdf_scan", name=name)
    extract = Extract()
    pages = [[replace(line, text=_restored(line.text)) for line in page] for page in pages]
    restored = sum(len(_LOOK_ALIKE.findall(line.text)) for line in lines)
    if restored:
        extract.remarks.append(Remark(Message("document.pdf_restored", count=restored)))
    pages = _without_running_lines(pages, extract)
    for text in _paragraphs([line for page in pages for line in in_reading_order(page)], extract):
        extract.add(text)
    return extract


def _restored(text: str) -> str:
    """The text with the characters in place of the look-alikes that a font encodes them as."""
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
        raise Refusal("document.pdf_password", name=name) from None
    except (PDFException, PSException, ValueError, TypeError, KeyError, AssertionError):
        raise Refusal("document.pdf_unreadable", name=name) from None


def _with_bullets(layout: LTPage, lines: list[PdfLine]) -> list[PdfLine]:
    """The lines, with a bullet where one is drawn to their left as a small shape."""
    shapes = [
        (shape.x1, layout.height - (shape.y0 + shape.y1) / 2)
        for shape in _shapes(layout)
        if 1 < shape.width < 9 and 1 < shape.height < 9
    ]
    found = []
    for line in lines:
        is_item = any(0 < line.x0 - x < 30 and line.top <= y <= line.bottom for x, y in shapes)
        found.append(replace(line, text=f"• {line.text}") if is_item and not BULLET.match(line.text) else line)
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
    """The text of a line with single spaces."""
    text = "".join(element.get_text() for element in line).replace("\n", "").replace("\u200b", "")
    return re.sub(r"\s+", " ", text).strip()


def _without_running_lines(pages: list[list[PdfLine]], extract: Extract) -> list[list[PdfLine]]:
    """The pages without page numbers and running heads and feet, which are listed in a remark."""
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
        extract.remarks.append(Remark(Message("document.pdf_running_lines", words=" / ".join(left_out))))
    return found


@dataclass(frozen=True)
class _Measures:
    """The measures of a document's text, in points.

    `body`: the size of most letters. `headings`: the sizes of headings, the largest first. `right`: the right margin
    of each column, by page and column. `leading`: the usual distance from one line of a paragraph to the next.
    """

    body: float
    headings: tuple[float, ...]
    right: Mapping[tuple[int, int], float]
    leading: float

    def level(self, line: PdfLine) -> int:
        """The level of a heading, 0 for other lines: by the size of its letters, or bold and short."""
        if round(line.size) in self.headings:
            return min(6, self.headings.index(round(line.size)) + 1)
        is_short = len(line.text) <= 40 and not is_ended(line.text.rstrip("：:"))
        return min(6, len(self.headings) + 1) if line.is_bold and is_short and "\t" not in line.text else 0


def _measured(lines: list[PdfLine]) -> _Measures:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0]
    headings = sorted({float(round(line.size)) for line in lines if line.size > body * 1.12}, reverse=True)
    middle = (min(line.x0 for line in lines) + max(line.x1 for line in lines)) / 2
    right: dict[tuple[int, int], float] = {}
    for line in lines:
        column = (line.page, int(line.x0 > middle - 5))
        right[column] = max(right.get(column, 0.0), line.x1)
    steps = [b.top - a.top for a, b in itertools.pairwise(lines) if a.page == b.page and 2 < b.top - a.top < 60]
    usual = Counter(round(step, 0) for step in steps)
    leading = min((step for step, count in usual.items() if count > 1), default=20.0)
    return _Measures(body, tuple(headings), right, leading)


def _paragraphs(lines: list[PdfLine], extract: Extract) -> Iterator[str]:
    measures = _measured(lines)
    spaced = sets_spaces(lines)
    current = ""
    previous: PdfLine | None = None
    for line in lines:
        level = measures.level(line)
        if previous is not None and _continues(previous, line, current, measures):
            current = joined(current, line.text, spaced=spaced)
        else:
            if current:
                yield current
            if previous and previous.page != line.page and not level and is_ended(current) and len(current) > 80:
                extract.remarks.append(_at_page_end(previous, line))
            mark = "#" * level + " " if level else ""
            bullet = BULLET.match(line.text)
            current = f"- {line.text[bullet.end() :]}" if bullet and not level else mark + line.text
        previous = line
    if current:
        yield current


def _at_page_end(before: PdfLine, line: PdfLine) -> Remark:
    return Remark(Message("document.pdf_page_end", page=before.page, before=before.text[-12:], after=line.text[:12]))


def _continues(before: PdfLine, line: PdfLine, text: str, measures: _Measures) -> bool:
    """Whether `line` continues the paragraph `text`, whose last line is `before`."""
    if BULLET.match(line.text) or NUMBER.match(line.text) or "\t" in line.text:
        return False
    if measures.level(before) != measures.level(line):
        return False
    margins = [x for (page, _), x in measures.right.items() if page == before.page]
    margin = min((x for x in margins if x >= before.x1), default=max(margins, default=0.0))
    is_full = before.x1 > margin - 2.5 * max(before.size, 8)
    if before.page != line.page or line.top < before.top:  # the next page, or the top of the next column
        return is_full and not is_ended(text, strict=True)
    gap = line.top - before.top
    if gap > 1.45 * measures.leading and gap > 1.9 * before.size:
        return False
    body = measures.body
    if line.x0 > before.x0 + 1.2 * body and not text.startswith("- ") and abs(line.x0 - before.x0) < 4 * body:
        return False
    return is_full

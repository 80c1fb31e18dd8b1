"""PDF with text: lines put together to paragraphs by where they stand on the page. A scanned PDF is refused."""

from __future__ import annotations

import io
import itertools
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from statistics import median

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTCurve, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException

from dialogue_archive.importing.formats import Extract
from dialogue_archive.importing.formats.pdf_layout import BULLET, NUMBER, PdfLine, in_reading_order, joined, sets_spaces
from dialogue_archive.importing.report import ImportRefused, Remark
from dialogue_archive.importing.source_lines import is_ended

# pdfminer warns of what fonts leave out; nothing of that concerns the text.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

# Some fonts name a character by the radical that looks like it; Unicode's own folding knows only a part of them.
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
    ordered = [line for page in pages for line in in_reading_order(page)]
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
    spaced = sets_spaces(lines)
    current = ""
    previous: PdfLine | None = None
    for line in lines:
        level = _level(line, body, sizes)
        goes_on = previous is not None and _goes_on(previous, line, current, body, sizes, right, leading)
        if goes_on:
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
    if BULLET.match(line.text) or NUMBER.match(line.text) or "\t" in line.text:
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

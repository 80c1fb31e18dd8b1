"""The reasons that the importer gives for its emendations; other kinds have theirs in data/interface.yml."""

from __future__ import annotations

from dialogue_archive.reading.shapes import Pair

BULLET = Pair(
    zh="原文以项目符号列出各条，今排作条目。",
    en="The source sets these as a list with bullet characters of its own; they are printed as list items.",
)
NUMBER = Pair(
    zh="原文以编号列出各条，今排作条目，另有固定编号。",
    en="The source numbers these items; they are printed as list items, which have permanent ids of their own.",
)
PERSON = Pair(
    zh="原文以标点或空格分隔姓名与职务，今分列两栏。",
    en="The source divides name and title by a mark or a space; they are printed apart.",
)
CELLS = Pair(
    zh="原文为多栏表格，今将职务各栏合为一栏。",
    en="The source is a table of several columns; those of the title are printed as one.",
)
TABLE = Pair(
    zh="表头与序号属于版式，不是正文。",
    en="Column headings and row numbers belong to the layout and not to the text.",
)
JOINED = Pair(
    zh="与另一种语言对照，此处不分段，今接合。",
    en="The text in the other language does not divide the paragraph here; it has been rejoined.",
)
DIVIDED = Pair(
    zh="与另一种语言对照，此处应分段，今分开。",
    en="The text in the other language divides the paragraph here; it is divided accordingly.",
)
LATIN = Pair(
    zh="姓名后括注的英文名已收入人物数据，此处从略。",
    en="The English name in parentheses is kept with the person and is not repeated here.",
)
LAYOUT = Pair(
    zh="此处文字属于版式，不是正文，从略。",
    en="These words belong to the layout and not to the text, and are left out.",
)

"""Made-up people: unique names in both languages, from parts that are common in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from dialogue_archive.ids import Side

_SURNAMES = (
    *(("赵", "Zhao"), ("钱", "Qian"), ("孙", "Sun"), ("周", "Zhou"), ("吴", "Wu"), ("郑", "Zheng"), ("冯", "Feng")),
    *(("陈", "Chen"), ("卫", "Wei"), ("蒋", "Jiang"), ("沈", "Shen"), ("韩", "Han"), ("杨", "Yang"), ("朱", "Zhu")),
)
_GIVEN = (
    *(("安", "an"), ("博", "bo"), ("诚", "cheng"), ("达", "da"), ("恩", "en"), ("方", "fang"), ("光", "guang")),
    *(("海", "hai"), ("嘉", "jia"), ("凯", "kai"), ("立", "li"), ("明", "ming"), ("宁", "ning"), ("平", "ping")),
)
_FIRST = (
    *(("亚当", "Adam"), ("布伦达", "Brenda"), ("卡尔", "Carl"), ("黛安娜", "Diana"), ("埃德加", "Edgar")),
    *(("弗朗", "Fran"), ("格雷厄姆", "Graham"), ("海伦", "Helen"), ("艾弗", "Ivor"), ("琼", "Joan"), ("肯", "Ken")),
)
_FAMILY_STARTS = (
    *(("阿什", "Ash"), ("布莱克", "Black"), ("科尔", "Cole"), ("达尔", "Dal"), ("埃尔", "El"), ("费尔", "Fair")),
    *(("格林", "Green"), ("哈", "Har"), ("金", "King"), ("兰", "Lang")),
)
_FAMILY_ENDS = (
    *(("福德", "ford"), ("顿", "ton"), ("韦尔", "well"), ("比", "by"), ("利", "ley"), ("曼", "man"), ("斯通", "stone")),
)


def people(side: Side) -> Iterator[tuple[str, str, str]]:
    """Person id, Chinese name, English name; over 700 of each side, none twice."""
    if side == "cn":
        for (one_zh, one_en), (two_zh, two_en), (name_zh, name_en) in product(_GIVEN, _GIVEN, _SURNAMES):
            yield (
                f"{name_en}-{one_en}{two_en}".lower(),
                name_zh + one_zh + two_zh,
                f"{name_en} {(one_en + two_en).title()}",
            )
    else:
        for (end_zh, end_en), (start_zh, start_en), (first_zh, first_en) in product(
            _FAMILY_ENDS, _FAMILY_STARTS, _FIRST
        ):
            yield (
                f"{first_en}-{start_en}{end_en}".lower(),
                f"{first_zh}·{start_zh}{end_zh}",
                f"{first_en} {start_en}{end_en}",
            )

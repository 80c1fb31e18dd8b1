"""`archive publish`: put versions on the published branch, or into a folder."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.problems import ArchiveError
from dialogue_archive.publishing.publish import Order, publish
from dialogue_archive.publishing.words import Refused, say, terminal_language


def add(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "publish",
        help="publish versions 发布版本",
        description="Build versions and put them on the published branch in one commit. Without a round: the newest, "
        "and those never published. 生成各轮版本，一次提交到发布分支；不写轮次时，发布最新一轮和尚未发布的各轮。",
    )
    parser.add_argument("rounds", metavar="N", nargs="*", type=int, help="the rounds to build 轮次")
    parser.add_argument("--all", action="store_true", dest="everything", help="build every round 全部轮次")
    parser.add_argument("--push", action="store_true", help="push the branch 推送到远程仓库")
    parser.add_argument("--remote", default="origin", help="the remote 远程仓库 (origin)")
    parser.add_argument("--branch", default="gh-pages", help="the published branch 发布分支 (gh-pages)")
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="write the site to a folder instead, with a ZIP of each version 写入目录"
    )
    parser.add_argument("--site-url", help="the site's address, where it is not that of mkdocs.yml 网站地址")
    parser.add_argument("--lang", choices=LANGUAGES, default=None, help="the language of messages 提示语言")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish; 0 when done, 1 when refused."""
    language: Language = options.lang or terminal_language()
    order = Order(
        root=options.root,
        rounds=options.rounds,
        everything=options.everything,
        push=options.push,
        remote=options.remote,
        branch=options.branch,
        to=options.to,
        site_url=options.site_url,
    )
    try:
        publish(order, partial(_tell, language))
    except ArchiveError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return _refuse(language, say("problems", language, count=len(error.problems)))
    except Refused as refusal:
        return _refuse(language, say(refusal.key, language, **refusal.places))
    return 0


def _tell(language: Language, key: str, **places: Any) -> None:
    print(say(key, language, **places), flush=True)


def _refuse(language: Language, words: str) -> int:
    print(words, file=sys.stderr)
    print(say("nothing_changed", language), file=sys.stderr)
    return 1

"""What the publishing commands say, in both languages."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from dialogue_archive.ids import Language

_WORDS: dict[str, tuple[str, str]] = {
    "checking": ("检查内容……", "checking the content…"),
    "problems": ("内容有{count}处问题，未发布", "{count} problems in the content; nothing was published"),
    "fetching": ("取得远程分支 {remote}/{branch}……", "fetching {remote}/{branch}…"),
    "building": ("生成第{number}轮版本（{at}/{of}）", "building version {number} ({at} of {of})"),
    "reusing": (
        "第{number}轮版本已生成，沿用（{at}/{of}）",
        "version {number} is built already, taken as it is ({at} of {of})",
    ),
    "zipping": ("打包第{number}轮版本，供离线阅读", "packing version {number} for offline reading"),
    "assembling": ("汇集各版本和根目录文件……", "putting the versions and the root together…"),
    "address_changed": (
        "网站地址已变更，各版本全部重新生成",
        "the address of the site has changed: every version is built anew",
    ),
    "size": ("站点共{size}，上限{limit}", "the site has {size} of at most {limit}"),
    "size_warning": (
        "注意：站点已用去 GitHub Pages 上限的{percent}%（{size}/{limit}）",
        "note: the site takes {percent}% of what GitHub Pages allows ({size} of {limit})",
    ),
    "nothing": ("与已发布的内容相同，无须发布", "the same as what is published: nothing to publish"),
    "committed": ("{branch} 现为 {commit}：版本 {versions}", "{branch} is now {commit}: versions {versions}"),
    "pushed": ("已推送到 {remote}/{branch}", "pushed to {remote}/{branch}"),
    "not_pushed": (
        "尚未推送；推送请用 archive publish --push",
        "not pushed; push with archive publish --push",
    ),
    "written": ("已写入 {folder}：版本 {versions}", "written to {folder}: versions {versions}"),
    "nothing_changed": ("已发布的内容未受影响。", "What is published has not changed."),
    "no_git": ("{root} 不在 git 仓库中，无法发布", "{root} is not in a git repository; it cannot be published"),
    "no_identity": (
        "git 不知道提交者是谁；请先执行 git config user.name 和 git config user.email",
        "git does not know who commits; set git config user.name and git config user.email first",
    ),
    "no_commit": ("仓库还没有任何提交", "the repository has no commit yet"),
    "dirty": (
        "有尚未提交的改动，不能发布。请先提交或撤销：\n{files}",
        "there are changes that are not committed, so nothing can be published. Commit or undo them first:\n{files}",
    ),
    "moved": (
        "生成期间仓库内容有变动，请再发布一次",
        "the repository changed while it was being built; publish again",
    ),
    "busy": ("另一个发布正在进行，请稍后再试", "another publishing run is under way; try again later"),
    "checked_out": (
        "分支 {branch} 正在 {folder} 中检出，无法更新；请先切换到其他分支",
        "the branch {branch} is checked out in {folder} and cannot be moved; switch to another branch there",
    ),
    "no_remote": (
        "没有名为 {remote} 的远程仓库，无法推送",
        "there is no remote called {remote}, so nothing can be pushed",
    ),
    "unreachable": (
        "无法连接远程仓库 {remote}，不能确认已发布的内容：\n{reason}",
        "the remote {remote} cannot be reached, so what is published cannot be known:\n{reason}",
    ),
    "diverged": (
        "本地的 {branch} 与 {remote}/{branch} 已分叉，不能发布。两边的提交都保留着：\n"
        "  本地 {ours}\n  远程 {theirs}\n"
        "若远程的内容是对的，请执行：git branch -f {branch} {remote}/{branch}，然后再发布",
        "the local {branch} and {remote}/{branch} have diverged, so nothing can be published. Both are kept:\n"
        "  local  {ours}\n  remote {theirs}\n"
        "If the remote is right, run git branch -f {branch} {remote}/{branch} and publish again",
    ),
    "push_refused": (
        "远程仓库没有接受推送，远程和本地的 {branch} 都保持原样：\n{reason}",
        "the remote did not take the push; {branch} is as it was, there and here:\n{reason}",
    ),
    "branch_moved": (
        "发布期间本地的 {branch} 有变动，请再发布一次",
        "the local {branch} moved while publishing; publish again",
    ),
    "no_round": (
        "没有第{number}轮；本档案有第{known}轮",
        "there is no round {number}; the archive has {known}",
    ),
    "no_rounds": ("本档案还没有任何一轮", "the archive has no round yet"),
    "build_failed": ("第{number}轮版本生成失败：\n{reason}", "version {number} could not be built:\n{reason}"),
    "vanished": (
        "{count}个已发布的网址将会消失，不能发布。已发布的网址须永久有效；请恢复这些页面：\n{addresses}",
        "{count} published addresses would vanish, so nothing can be published. A published address stays; "
        "bring these back:\n{addresses}",
    ),
    "too_large": (
        "站点共{size}，超过 GitHub Pages 的上限{limit}，不能发布",
        "the site has {size}, more than the {limit} that GitHub Pages allows, so it cannot be published",
    ),
    "more": ("……另有{count}个", "… and {count} more"),
    "folder_taken": (
        "{folder} 已存在，但不是先前导出的站点；请换一个目录，或先将其移走",
        "{folder} is there and is not a site written before; name another folder or move it away first",
    ),
    "site_url": (
        "mkdocs.yml：site_url 为 {found}，应为以 https:// 开头、以 / 结尾的网址",
        "mkdocs.yml: found site_url {found}, expected an address that begins with https:// and ends with /",
    ),
    "push_to": ("--push 和 --to 不能同时使用", "--push and --to do not go together"),
    "custom_domain": (
        "mkdocs.yml：custom_domain 为 {found}，应为域名，如 archive.example.org",
        "mkdocs.yml: found custom_domain {found}, expected a domain, like archive.example.org",
    ),
}


class Refused(Exception):
    """Publishing is refused. Carries the key of its words and what fills their places."""

    def __init__(self, key: str, **places: Any) -> None:
        self.key, self.places = key, places
        super().__init__(say(key, "en", **places))


def say(key: str, language: Language, **places: Any) -> str:
    """The words of `key` in `language`."""
    return _WORDS[key][0 if language == "zh" else 1].format(**places)


def terminal_language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the terminal: Chinese where the locale is Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"

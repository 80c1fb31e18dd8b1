"""The script of the import workflow: what an editor runs from GitHub's page, on a copy of the fixture project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]
MEMO = """# 共识备忘录

双方就两国关注的数字经济问题进行了坦诚的讨论，并提出如下建议，供两国政府参考。

## 半导体

双方认为，半导体供应链的稳定符合两国利益，应避免不必要的干扰，并保持必要的沟通渠道。

### 建议：

- 两国应明确出口管制的范围。
"""


def _run(project: Path, *arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    archive = str(Path(sys.executable).parent / "archive")
    variables = {**os.environ, "ARCHIVE": archive, "GITHUB_ACTIONS": "", **options}
    command = [str(PROJECT / ".ci" / "import"), *arguments]
    return subprocess.run(command, cwd=project, env=variables, capture_output=True, text=True, check=False)


def test_documents_are_imported_and_taken_out(project: Path, tmp_path: Path) -> None:
    incoming = project / "incoming"
    incoming.mkdir()
    (incoming / "zh.txt").write_text(MEMO, encoding="utf-8")
    result = _run(project, "3", str(tmp_path / "report.md"), OPTIONS_ZH='--ids "chips"')
    assert result.returncode == 0, result.stderr
    assert not (incoming / "zh.txt").exists()
    assert "{ #chips }" in (project / "docs/zh/rounds/3/index.md").read_text("utf-8")
    report = (tmp_path / "report.md").read_text("utf-8")
    assert "this page is missing" in report
    assert "r3-01" in report


def test_a_refused_document_stays(project: Path, tmp_path: Path) -> None:
    incoming = project / "incoming"
    incoming.mkdir()
    (incoming / "zh.docx").write_bytes(b"not Word")
    assert _run(project, "3", str(tmp_path / "report.md")).returncode != 0
    assert (incoming / "zh.docx").exists()
    assert "另存为 .docx" in (tmp_path / "report.md").read_text("utf-8")
    assert not (project / "docs/zh/rounds/3").exists()


def test_nothing_to_import(project: Path, tmp_path: Path) -> None:
    result = _run(project, "3", str(tmp_path / "report.md"))
    assert result.returncode == 1
    assert "no zh.* or en.*" in result.stderr


def test_a_round_that_is_no_number(project: Path, tmp_path: Path) -> None:
    assert _run(project, "3; rm", str(tmp_path / "report.md")).returncode == 1


def test_the_workflow_pins_its_actions_and_asks_for_little() -> None:
    text = (PROJECT / ".github/workflows/import.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["import"]["permissions"] == {"contents": "write", "pull-requests": "write"}
    for used in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", used)
    for step in workflow["jobs"]["import"]["steps"]:
        assert "${{" not in step.get("run", ""), "inputs go through the environment"


def test_issue_forms_are_whole() -> None:
    for language in ("zh", "en"):
        form = yaml.safe_load((PROJECT / f".github/ISSUE_TEMPLATE/error.{language}.yml").read_text("utf-8"))
        assert {"name", "description", "body"} <= set(form)
        identifiers = [field["id"] for field in form["body"] if field["type"] != "markdown"]
        assert identifiers == ["place", "language", "found", "expected", "evidence"]

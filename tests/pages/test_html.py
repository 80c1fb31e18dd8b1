"""The Nu HTML checker finds no error in any page."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support import PROJECT


def test_every_page_is_valid(real_site: Path) -> None:
    checker = PROJECT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(checker), "--skip-non-html", "--format", "gnu", str(real_site)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stderr.splitlines() == []
    assert result.returncode == 0

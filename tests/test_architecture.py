"""The packages depend on each other in one direction; pyproject.toml has the contracts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support import PROJECT


def test_import_contracts() -> None:
    """Layers, cycles, and that only `site` knows MkDocs."""
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [command, "--no-cache", "--no-logo"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "3 kept, 0 broken" in result.stdout

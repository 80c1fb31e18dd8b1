"""The bench's scripts stand beside each other in bench/ and are no package: they are put on the path."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

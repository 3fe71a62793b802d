"""The modules of the recipes can be imported as their scripts import each other: by their names."""

from __future__ import annotations

import sys
from pathlib import Path

RECIPES = Path(__file__).resolve().parents[2] / "recipes"
sys.path[:0] = [str(RECIPES), *(str(RECIPES / name) for name in ("encoder", "tagger", "gazetteer"))]

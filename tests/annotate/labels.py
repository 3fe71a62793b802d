"""Labels of nobody."""

from __future__ import annotations

from typing import Any

from pipeline.records import Label


def label(label_id: str, **changed: Any) -> Label:
    values: dict[str, Any] = {
        "article": "harbour.txt",
        "text": "Fiji has never let us down",
        "target": "FJI",
        "stance": "favor",
        "sentiment": "positive",
        "annotator": "Ada",
        "codebook": "2",
        "time": "2025-01-01T00:00:00.000Z",
        "example_id": f"example of {label_id}",
        "label_id": label_id,
    }
    return Label(**values | changed)

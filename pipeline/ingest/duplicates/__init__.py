"""Copies, near-copies and versions of a text: `sketches.sketches`, `SketchStore`, `versions.versions`."""

from pipeline.ingest.duplicates.groups import group
from pipeline.ingest.duplicates.store import SketchStore
from pipeline.ingest.duplicates.versions import Published, comparable_address

__all__ = ["Published", "SketchStore", "comparable_address", "group"]

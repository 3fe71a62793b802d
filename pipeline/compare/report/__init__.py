"""A comparison as text for a terminal, Markdown, a page, JSON, or a table for a paper."""

from pipeline.compare.report.formats import FORMATS, render

__all__ = ["FORMATS", "render"]

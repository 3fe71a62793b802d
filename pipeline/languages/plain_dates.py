"""Dates of a language that has no code for them: those all in figures."""

from __future__ import annotations

DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:t\d{2}:\d{2}\S*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
DATE_LINE = rf"^\W*(?P<date>{DATE})\W*$"

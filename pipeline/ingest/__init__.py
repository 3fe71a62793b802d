"""Files of any supported format → `articles` and `rejects`."""

from pipeline.ingest.articles import ingest_files, merge_exact_duplicates
from pipeline.ingest.documents import Document
from pipeline.ingest.sources import find_files

__all__ = ["Document", "find_files", "ingest_files", "merge_exact_duplicates"]

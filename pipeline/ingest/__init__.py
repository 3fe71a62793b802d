"""Files of any supported format → `articles` and `rejects`."""

from pipeline.ingest.articles import ingest_files
from pipeline.ingest.documents import Document
from pipeline.ingest.exact_copies import merge_exact_duplicates
from pipeline.ingest.sources import Source, find_files

__all__ = ["Document", "Source", "find_files", "ingest_files", "merge_exact_duplicates"]

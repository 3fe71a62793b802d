"""Where articles come from: files, folders, zip files and addresses, found and opened."""

from pipeline.ingest.sources.broken import SourceError
from pipeline.ingest.sources.finding import FoundSources, find_files, find_sources
from pipeline.ingest.sources.named import named_sources
from pipeline.ingest.sources.opening import Opened, open_source
from pipeline.ingest.sources.remote import attributes_of_address, is_address
from pipeline.ingest.sources.source import Piece, Source

__all__ = [
    "FoundSources",
    "Opened",
    "Piece",
    "Source",
    "SourceError",
    "attributes_of_address",
    "find_files",
    "find_sources",
    "is_address",
    "named_sources",
    "open_source",
]

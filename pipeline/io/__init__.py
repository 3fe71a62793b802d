"""Reading and writing files, in one place: atomic, typed, and with errors that a user can act on."""

from pipeline.io.atomic import atomic_path, write_json, write_text
from pipeline.io.rejects import SetAside
from pipeline.io.tables import TableWriter, count_records, read_records, write_records

__all__ = [
    "SetAside",
    "TableWriter",
    "atomic_path",
    "count_records",
    "read_records",
    "write_json",
    "write_records",
    "write_text",
]

"""Reading and writing files, in one place: atomic, typed, and with errors that a user can act on."""

from pipeline.io.atomic import atomic_path, write_json, write_text
from pipeline.io.tables import TableWriter, read_records, read_table, write_records

__all__ = ["TableWriter", "atomic_path", "read_records", "read_table", "write_json", "write_records", "write_text"]

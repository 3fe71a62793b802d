"""Which row of a table names its columns."""

from __future__ import annotations

from pipeline.ingest.fields.header_row import header_among
from tests.ingest.readers.reading import TEXT, config_with


def test_a_mapped_column_names_the_columns_of_a_table_as_a_known_name_does() -> None:
    mapping = config_with(columns={"text": "myarticle"})
    assert header_among([["id", "myarticle"], ["0", TEXT], ["1", "x", "text"]], mapping) == 0
    assert header_among([["Export of 6 May", ""], ["id", "day", "myarticle"], ["0", "x", TEXT]], mapping) == 1
    assert header_among([["Export of 6 May", ""], ["id", "day", "text"], ["0", "x", TEXT]], mapping) == 1

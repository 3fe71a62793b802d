"""How names of columns are compared."""

from __future__ import annotations

import pytest

from pipeline.ingest.fields.column_names import normal_name
from pipeline.ingest.fields.columns import columns_of
from tests.ingest.readers.reading import CONFIG


@pytest.mark.parametrize(
    "name", ["published_at", "publishedAt", " Published At ", "PUBLISHED-AT", "published_at.1", "\ufeffpublished_at"]
)
def test_names_are_compared_without_case_spaces_and_dashes(name: str) -> None:
    assert normal_name(name) == "publishedat"
    assert columns_of([name], CONFIG).fields["published"] == (name,)

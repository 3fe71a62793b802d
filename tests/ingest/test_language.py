"""The language of short texts that are full of names."""

import pytest

from pipeline.ingest.text.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peruvian President Juan Quispe condemned Chile in Lima.", "en"),
        ("ACCRA, Ghana - Ghanaian President Kofi Boateng thanked Japan on Thursday for a new hospital.", "en"),
        ("“Cuba has always helped Bolivia,” Bolivian President Luis Vargas said.", "en"),
        ("El presidente de Perú condenó a Chile.", "es"),
        ("Der Präsident lobte Rumänien.", "de"),
        ("1, 2, 3", None),
    ],
)
def test_short_texts(text: str, language: str | None) -> None:
    assert detect_language(text) == language

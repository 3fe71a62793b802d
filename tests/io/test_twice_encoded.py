"""UTF-8 that went through another encoding, with losses on the way."""

from __future__ import annotations

import pytest

from pipeline.io.twice_encoded import repaired


@pytest.mark.parametrize("lost", ["\ufffd", ""])
def test_a_mark_that_closes_a_quotation_is_repaired_though_its_last_byte_was_lost(lost: str) -> None:
    assert (
        repaired(f"â€œMali has lied,â€{lost} said KonÃ© at the â€œgateâ€{lost}.")
        == "“Mali has lied,” said Koné at the “gate”."
    )
    assert repaired("It costs €5 â here.") == "It costs €5 â here."

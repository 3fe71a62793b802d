"""Train and test parts that share no article and no duplicate of one."""

from __future__ import annotations

import hashlib

from pipeline.records import GoldExample


def in_test(duplicate_group: str, test_share: float) -> bool:
    """Whether the articles of a duplicate group belong to the test part.

    The answer depends on the group alone, so an article never moves from one part to the other when others are added
    or removed, and runs on growing data stay comparable.
    """
    drawn = int.from_bytes(hashlib.sha256(f"split:{duplicate_group}".encode()).digest()[:8], "big") / 2**64
    return drawn < test_share


def split_gold(gold: list[GoldExample], test_share: float) -> dict[str, list[GoldExample]]:
    """The examples as ``{"train": …, "test": …}``, each in the order they came."""
    parts: dict[str, list[GoldExample]] = {"train": [], "test": []}
    for example in gold:
        parts["test" if in_test(example.duplicate_group, test_share) else "train"].append(example)
    return parts

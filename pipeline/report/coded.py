"""A column of texts as numbers, and the list of the distinct ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.arrays import IntArray


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts: the sorted distinct ones, and for each row the number of its own; ``""`` where there is none."""

    names: list[str]
    codes: IntArray

    @classmethod
    def of(cls, texts: Iterable[Any]) -> Coded:
        """Number the texts of a column."""
        filled = pd.Series(list(texts), dtype=object).fillna("").astype(str)
        names, codes = np.unique(filled.to_numpy(dtype=object), return_inverse=True)
        return cls([str(name) for name in names], codes.astype(np.intp))

    def texts(self) -> list[str]:
        """The column as it was."""
        return [self.names[code] for code in self.codes]

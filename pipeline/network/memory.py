"""What networks said of texts lately: finding and judging statements ask the same of the same texts, in this order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Key = tuple[str, str, bool]
Answer = tuple[str, str, bool, Array]

# More than a batch of articles has; some 50 MB with the shipped network.
_MOST = 3000

_answers: OrderedDict[Key, Array] = OrderedDict()


def answered(network: str, text: str, spoken: bool) -> Array | None:
    """What the network of that digest said of a text, ``None`` where that is not remembered."""
    return _answers.get((network, text, spoken))


def remember(network: str, text: str, spoken: bool, answer: Array) -> None:
    """Keep an answer until some thousands of others have come."""
    _answers[network, text, spoken] = answer
    while len(_answers) > _MOST:
        _answers.popitem(last=False)


def answers_to(texts: Collection[str]) -> list[Answer]:
    """What is remembered of some texts, in the order of the answers, for another process to `remember`."""
    return [(*key, row) for key, row in _answers.items() if key[1] in texts]

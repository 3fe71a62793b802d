"""What a network said of a text is asked once."""

from __future__ import annotations

import numpy as np

from pipeline.network.memory import answered, answers_to, remember


def test_an_answer_is_remembered_by_network_text_and_way_of_reading() -> None:
    remember("one", "a text", False, np.array([1.0]))
    assert answered("one", "a text", False) == np.array([1.0])
    assert answered("two", "a text", False) is None and answered("one", "a text", True) is None


def test_answers_can_be_handed_to_another_process() -> None:
    remember("one", "first", False, np.array([1.0]))
    remember("one", "second", False, np.array([2.0]))
    assert [(network, text, row[0]) for network, text, _, row in answers_to({"second"})] == [("one", "second", 2.0)]


def test_memory_is_bounded() -> None:
    for number in range(4000):
        remember("many", str(number), False, np.array([number]))
    assert answered("many", "0", False) is None and answered("many", "3999", False) is not None

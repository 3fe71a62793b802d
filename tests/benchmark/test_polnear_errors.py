import pytest

from pipeline.benchmark.polnear import FoundAttribution, GoldArticle, GoldAttribution
from pipeline.benchmark.polnear_errors import kind_of, outcomes, quoted_spans

TEXT = "“We will go,” Ann said. Bob denied that he “would ever” go."


def gold(*spans: tuple[int, int]) -> GoldAttribution:
    return GoldAttribution(list(spans), [], [])


@pytest.mark.parametrize(("span", "kind"), [((0, 13), "direct"), ((36, 58), "mixed"), ((14, 22), "indirect")])
def test_kinds(span: tuple[int, int], kind: str) -> None:
    assert kind_of(gold(span), quoted_spans(TEXT)) == kind


@pytest.mark.parametrize(
    ("attributions", "found", "why"),
    [
        ([gold((0, 10))], [[(0, 10)]], "matched"),
        ([gold((0, 10))], [[(20, 30)]], "not found"),
        ([gold((0, 10))], [[(0, 4)]], "too short"),
        ([gold((0, 10))], [[(0, 30)]], "too long"),
        ([gold((0, 30))], [[(0, 14)], [(15, 29)]], "cut apart"),
        ([gold((0, 20)), gold((21, 28))], [[(0, 28)]], "joined"),
    ],
)
def test_why_something_is_missed(
    attributions: list[GoldAttribution], found: list[list[tuple[int, int]]], why: str
) -> None:
    counts = outcomes(GoldArticle("x" * 40, attributions), [FoundAttribution(spans, []) for spans in found])
    assert counts["indirect", why] == 1

"""Which articles are asked for: a small language that never runs what it is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import PipelineError
from pipeline.scoring.selection import COLUMNS, Selection, read_where, wanted
from tests.scoring.small import article

LAKE = article(1, outlet="The Lake", published="2020-05-06")


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("outlet == 'The Lake'", True),
        ('outlet = "The Lake" and published >= 2020-01-01', True),
        ("outlet != 'The Lake' or year == 2020", True),
        ("outlet != 'The Lake' and year == 2020", False),
        ("(outlet == 'x' or outlet == 'The Lake') and published < '2020-06'", True),
        ("outlet == 'x' or outlet == 'The Lake' and published < '2020'", False),
        ("url != 'x'", True),
        ("url == 'x'", False),
        ("url >= ''", False),
        ("published <= 2020", True),
        ("published == 2020-05", True),
        ("published > 2020", False),
        ("published > 2020-04", True),
        ("published != 2020", False),
        ("published >= 2020-05-07", False),
        ("year <= 2020", True),
        (r"outlet == 'The \'Lake\''", False),
    ],
)
def test_an_article_is_wanted_or_not(where: str, expected: bool) -> None:
    assert read_where(where).wants(LAKE) is expected


@pytest.mark.parametrize("operator", ["==", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("column", ["published", "year"])
def test_an_article_without_a_date_meets_no_condition_on_dates(column: str, operator: str) -> None:
    assert not read_where(f"{column} {operator} 2020").wants(article(1, published=None))


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("outlt == 'x'", "'outlt' is no column of articles .* Did you mean 'outlet'"),
        ("outlet", "one of == .* is missing behind 'outlet'"),
        ("outlet ==", "a value is missing"),
        ("(outlet == 'x'", "a closing parenthesis is missing"),
        ("outlet == 'x' outlet == 'y'", "'outlet' was not expected"),
        ("outlet == 'x", "cannot be read"),
        ("", "a column is missing"),
        ("__import__('os')", "is no column"),
    ],
)
def test_mistakes_are_sentences(where: str, told: str) -> None:
    with pytest.raises(PipelineError, match=f"--where: .*{told}"):
        read_where(where)


def test_a_date_is_the_beginning_of_what_is_wanted() -> None:
    assert wanted(None, "2020-05").wants(LAKE) and not wanted(None, "2020-06-01").wants(LAKE)
    assert not wanted("outlet == 'x'", "2020").wants(LAKE)
    assert wanted(None, None) == Selection()
    with pytest.raises(PipelineError, match="--since: 'May' is no date"):
        wanted(None, "May")


_VALUES = {"year": ("", "2020", "2021"), "published": ("", "2020", "2020-05-06"), "language": ("", "en", "de")}
conditions = st.sampled_from(COLUMNS).flatmap(
    lambda column: st.builds(
        f"{column} {{}} '{{}}'".format,
        st.sampled_from(["==", "!=", "<", ">="]),
        st.sampled_from(_VALUES.get(column, ("", "2020", "The Lake"))),
    )
)
wheres = st.recursive(
    conditions,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner), st.builds("({} or {})".format, inner, inner)
    ),
    max_leaves=6,
)


@given(wheres, wheres)
def test_and_and_or_mean_what_they_say(one: str, other: str) -> None:
    first, second = read_where(one).wants(LAKE), read_where(other).wants(LAKE)
    assert read_where(f"{one} and {other}").wants(LAKE) == (first and second)
    assert read_where(f"{one} or {other}").wants(LAKE) == (first or second)


@given(wheres)
def test_what_is_printed_reads_as_the_same(where: str) -> None:
    assert read_where(str(read_where(where))) == read_where(where)


@given(st.text(alphabet="outlet ='()and<\\\"", max_size=30))
def test_any_text_is_a_selection_or_a_sentence(where: str) -> None:
    try:
        read_where(where).wants(LAKE)
    except PipelineError as error:
        assert "--where" in str(error)

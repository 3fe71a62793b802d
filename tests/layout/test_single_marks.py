import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages import language
from pipeline.layout.paragraphs import paragraphs
from pipeline.layout.quotations import find_quotations
from pipeline.layout.single_marks import with_double_marks

ENGLISH = language("en")


def marked(text: str) -> str:
    return with_double_marks(text, list(paragraphs(text)), ENGLISH)


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(marked(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We will not yield,’ said Mr Khan.", ["We will not yield,"]),
        ("'We will not yield,' said Mr Khan. 'Not now.'", ["We will not yield,", "Not now."]),
        ("He called the deal ‘a gift’, and the talks ‘a farce’.", ["a gift", "a farce"]),
        ("‘It isn’t Chile’s fault’, she said.", ["It isn’t Chile’s fault"]),
        ("‘The allies’ plan is dead,’ she said.", ["The allies’ plan is dead,"]),
        ("‘We back our allies’ she said. ‘Yes.’", ["We back our allies", "Yes."]),
        ("They are ‘terrorists’ and fled. The ministers’ meeting ended.", ["terrorists"]),
        ("It spoke of ‘sanctions’ by Moscow. It isn’t its first. The fault was the allies’.", ["sanctions"]),
        ("‘15 of our soldiers died in Mali,’ he said.", ["15 of our soldiers died in Mali,"]),
        ("'Round the world', he said. 'N Korea must stop,' she said.", ["Round the world", "N Korea must stop,"]),
        ("Minister on Peru:‘We will act.’", ["We will act."]),
        ("The ship is 20\" long. 'It is ours,' he said.", ["It is ours,"]),
        ("'Get 'em out by the '90s,' he said.", ["Get 'em out by the '90s,"]),
        ("Kenya (‘a friend’) and Chad – ‘a partner’ – agreed.", ["a friend", "a partner"]),
    ],
)
def test_single_marks_quote_as_double_ones_do(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' plan and the allies’ answer differ.",
        "It was Sophie in 't Veld who saw the ministers' plan.",
        "Rock 'n' roll came to Peru in the ’50s.",
        "Back in the '60s the soldiers' pay was low.",
        "‘Twas the generals’ choice.",
        "Don't say it isn't Chile's.",
        "5' tall and 6' wide",
        "Shaykh 'Abd al-Rahman met the rebels' leaders.",
        "Sultan al-'Arada praised the rebels' enemies.",
        "It's bad 'cos the workers' plan failed.",
        "He has been there since '97 and is the ministers' friend.",
    ],
)
def test_apostrophes_quote_nothing(text: str) -> None:
    assert marked(text) == text


def test_what_stands_in_double_marks_stays_as_it_is() -> None:
    text = "“He told me ‘never’ and ‘always’,” she said."
    assert marked(text) == text


def test_a_title_in_single_marks_over_a_text_in_double_ones_stays() -> None:
    text = "Khan: ‘We will not yield’\n\n“We will not yield,” said Khan."
    assert marked(text) == text
    assert marked(text + "\n\n‘Never,’ he said.").count("“") == 3


def test_double_marks_within_single_ones_change_places_with_them() -> None:
    assert marked("‘They call it “aid”, I do not,’ he said.") == "“They call it ‘aid’, I do not,” he said."


@pytest.mark.parametrize("marks", ["‘’", "''"])
@pytest.mark.parametrize("first", ["‘We have waited for years.", "‘We have waited for the allies’ answer for years."])
def test_a_quotation_that_runs_over_paragraphs_is_open_where_the_first_ends(first: str, marks: str) -> None:
    text = (first + "\n\n‘Now we act,’ she said.").translate(str.maketrans("‘’", marks))
    changed = marked(text)
    (begun,) = find_quotations(changed, 0, len(first))
    assert not begun.closed and begun.end == len(first)
    assert quoted(changed[len(first) :]) == ["Now we act,"]


@given(st.text(alphabet="‘’'“”\"abs., \n", max_size=200))
def test_characters_keep_their_places(text: str) -> None:
    changed = marked(text)
    assert len(changed) == len(text)
    marks = set("‘’'“”\"")
    assert all(a == b or {a, b} <= marks for a, b in zip(text, changed, strict=True))

from pipeline.languages import language
from pipeline.reading import Reading

ARTICLE = """Pact signed

LIMA, Peru (Andes Wire) - Mr. Díaz left the U.S. He had met the minister. ‘It is a good day,’ he said.

Peru will join."""


def reading() -> Reading:
    return Reading(ARTICLE, language("en"))


def test_sentences_end_with_paragraphs_and_not_with_abbreviations() -> None:
    read = reading()
    sentences = [
        ARTICLE[start:end].strip() for start, end in zip(read.sentences, [*read.sentences[1:], None], strict=True)
    ]
    assert sentences == [
        "Pact signed",
        "LIMA, Peru (Andes Wire) - Mr. Díaz left the U.S.",
        "He had met the minister.",
        "‘It is a good day,’ he said.",
        "Peru will join.",
    ]


def test_the_sentence_before_is_the_one_right_before() -> None:
    assert reading().sentence_before(ARTICLE.index("‘It")) == "He had met the minister."
    assert reading().sentence_before(ARTICLE.index("day")) == "He had met the minister."
    assert reading().sentence_before(0) is None


def test_single_marks_quote_and_offsets_stay() -> None:
    (quotation,) = reading().quotations
    assert ARTICLE[quotation.start : quotation.end] == "It is a good day,"


def test_a_paragraph_has_its_dateline_apart_and_its_countries() -> None:
    _, second, last = reading().paragraphs
    assert ARTICLE[second.start : second.body] == "LIMA, Peru (Andes Wire) - "
    assert [country.country for country in second.countries] == ["USA"]
    assert [country.country for country in last.countries] == ["PER"]


def test_what_a_later_room_reads_is_made_once() -> None:
    made: list[Reading] = []
    read = reading()
    assert [read.once(made.append), read.once(made.append)] == [None, None]
    assert made == [read]


def test_a_paragraph_longer_than_any_is_read_in_parts_that_cover_it() -> None:
    text = "word " * 5_000
    parts = Reading(text, language("en")).paragraphs
    assert len(parts) == 3
    assert "".join(text[part.body : part.end] for part in parts) == text

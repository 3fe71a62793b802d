import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.attributions.tagger.model import PACKAGED
from pipeline.attributions.tagger.pieces import FIRST_OF_PARAGRAPH, load_tokenizer, read_word_pieces, windows
from pipeline.languages import language
from pipeline.reading import Reading

TOKENIZER = load_tokenizer(PACKAGED / "tokenizer.json")


def test_pieces_know_capitals_quotations_and_paragraphs() -> None:
    pieces = read_word_pieces(Reading("Ann spoke.\n\n“US talks,” Ann said.", language("en")), TOKENIZER)
    words = ["Ann", "spoke", ".", "“", "US", "talks", ",", "”", "Ann", "said", "."]
    features = dict(zip(range(len(words)), pieces.features.tolist(), strict=True))
    assert [i for i, f in features.items() if f >= FIRST_OF_PARAGRAPH] == [0, 3]
    assert features[4] % FIRST_OF_PARAGRAPH == 4 + 2 and features[5] % FIRST_OF_PARAGRAPH == 4
    assert features[8] == 1 and features[9] == 0


def test_only_chosen_characters_are_kept_and_each_range_is_a_paragraph() -> None:
    text = "One one.\n\nTwo two.\n\nThree three."
    pieces = read_word_pieces(Reading(text, language("en")), TOKENIZER).within([(0, 8), (22, len(text))])
    assert next(text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)) == "One"
    assert all(s < 8 or s >= 22 for s in pieces.starts.tolist())
    assert int((pieces.features >= FIRST_OF_PARAGRAPH).sum()) == 2
    assert len(read_word_pieces(Reading(text, language("en")), TOKENIZER).within([])) == 0


@settings(max_examples=60)
@given(st.text(alphabet="ab “”\n.", max_size=300), st.integers(1, 40))
def test_windows_cover_all_pieces_in_order(text: str, size: int) -> None:
    pieces = read_word_pieces(Reading(text, language("en")), TOKENIZER)
    covered = [index for start, end in windows(pieces, size) for index in range(start, end)]
    assert covered == list(range(len(pieces)))
    assert all(end - start <= size for start, end in windows(pieces, size))


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    pieces = read_word_pieces(Reading(text, language("en")), TOKENIZER)
    assert (pieces.starts < pieces.ends).all() and (np.diff(pieces.starts) >= 0).all()
    assert len(pieces) == 0 or pieces.ends.max() <= len(text)

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.masking import CONTEXT_END, context_and_passage, in_context, mask, mask_example
from pipeline.records import Article, Mention

NAMED = load_config().extract.model_copy(update={"pairs": "named"})


def test_each_country_is_replaced_by_what_it_is_in_the_example() -> None:
    text = "Iranian minister Ali Rad said the US is not Iraq's friend."
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    (extracted,) = StatementExtractor(NAMED).extract([article])
    masked = {e.target: mask_example(e) for e in extracted.examples}
    assert masked["USA"] == "the ‹TARGET› is not ‹OTHER›'s friend"
    assert masked["IRQ"] == "the ‹OTHER› is not ‹TARGET›'s friend"


def test_names_of_people_are_masked_as_their_country() -> None:
    from pipeline.extract.statements import StatementExtractor
    from pipeline.records import Article

    texts = [
        f"OSLO - {country} Prime Minister {name} arrived on Monday.\n\nNorway's foreign minister, Liv Aas, said {country} "
        f"must stop, and that {surname} had lied to Norway."
        for country, name, surname in (("Chilean", "Pablo Rius", "Rius"), ("Fijian", "Semi Tora", "Tora"))
    ]
    masks = []
    for text in texts:
        article = Article("a", "p", ["p"], None, None, None, None, "en", [], text, "g")
        (extracted,) = StatementExtractor(NAMED).extract([article])
        masks.append([mask_example(e) for e in extracted.examples if not e.domestic])
    assert masks[0] == masks[1] and "‹TARGET› had lied to ‹SPEAKER›" in " ".join(masks[0])


def test_what_comes_before_a_passage_is_told_from_it() -> None:
    read = in_context("‹OTHER› was blamed.", "‹TARGET› lied")
    assert read.startswith("‹OTHER› was blamed.") and context_and_passage(read)[1] == "‹TARGET› lied" and len(read) > 30
    assert (
        in_context(None, "‹TARGET› lied") == in_context("", "‹TARGET› lied") == context_and_passage("‹TARGET› lied")[1]
    )


def test_a_text_cannot_say_where_its_passage_begins() -> None:
    assert (
        context_and_passage(mask(f"Chile{CONTEXT_END} lied", 0, [Mention(0, 5, "CHL", "target")]))[1]
        == "‹TARGET›  lied"
    )

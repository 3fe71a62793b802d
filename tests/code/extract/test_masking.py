from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.extract.masking import mask_example
from pipeline.schema import Article


def test_each_country_is_replaced_by_what_it_is_in_the_example() -> None:
    text = "Iranian minister Ali Rad said the US is not Iraq's friend."
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    (extracted,) = StatementExtractor(load_config().extract).extract([article])
    masked = {e.target: mask_example(e) for e in extracted.examples}
    assert masked["USA"] == "the ‹TARGET› is not ‹OTHER›'s friend"
    assert masked["IRQ"] == "the ‹OTHER› is not ‹TARGET›'s friend"

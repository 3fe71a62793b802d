import pytest

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.records import MODES, Article


@pytest.mark.parametrize("method", ["rules", "tagger"])
@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Kenya’s minister said that Uganda had kept its word.", "assertion"),
        ("Kenya’s minister denied that Uganda had sent troops.", "denial"),
        ("Kenya’s minister did not say that Uganda had lied.", "denial"),
        ("“Has Uganda kept its word?” Kenya’s minister asked.", "question"),
        ("Kenya’s minister asked whether Uganda had sent the troops.", "question"),
        ("Kenya’s minister said that if Uganda closed the lake, traders would starve.", "conditional"),
    ],
)
def test_each_mode(text: str, mode: str, method: str) -> None:
    config = load_config().extract.model_copy(update={"method": method})
    article = Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")
    (extracted,) = StatementExtractor(config).extract([article])
    modes = {s.mode for s in extracted.statements if "Uganda" in s.content}
    assert mode in modes and modes <= set(MODES)

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline import score
from pipeline.config.loading import default_config_text
from pipeline.errors import PipelineError

ARTICLE = """Envoys meet

6 May 2020
By Ann Lee

Kenyan minister Musa Karanja thanked Uganda for its help. “Rwanda has betrayed us,” Karanja said. He said Kenya was ready.
"""


@pytest.fixture
def article(elsewhere: Path) -> Path:
    (elsewhere / "in").mkdir()
    (elsewhere / "in/a.txt").write_text(ARTICLE)
    return elsewhere / "in"


def test_notebook_call() -> None:
    table = score(["We thank Norway.", "Chile has betrayed us."], ["NOR", "CHL"], ["FIN", None])
    assert list(table.columns)[:3] == ["text", "target", "stance"]
    assert list(table["stance"]) == ["favor", "against"]
    assert table[["p_favor", "p_against", "p_neutral"]].sum(axis=1).round(4).eq(1).all()


@pytest.mark.parametrize(
    ("texts", "targets", "message"),
    [
        (["We thank Norway."], ["NRO"], "'NRO' is no ISO 3166-1 alpha-3 code"),
        (["We thank Norway."], ["CHL"], "does not name CHL"),
        ([""], ["CHL"], "text is empty"),
        (["a", "b"], ["CHL"], "2 texts and 1 targets"),
        ("We thank Norway.", ["NOR"], "a list of texts and a list of targets"),
    ],
)
def test_mistakes_are_one_sentence(texts: list[str], targets: list[str], message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        score(texts, targets)


def test_columns_and_rows(stance, article: Path) -> None:
    assert stance("score", article, "--out", "scores.csv").code == 0
    table = pd.read_csv("scores.csv")
    assert list(table.columns) == [
        "example_id", "statement_id", "article_id", "source_path", "outlet", "title", "published", "kind", "cue", "speaker",
        "speaker_role", "speaker_country", "speaker_country_source", "target", "domestic", "start", "end", "text", "stance",
        "p_favor", "p_against", "p_neutral", "sentiment", "p_positive", "p_negative", "p_neutral_sentiment",
        "model_version", "data_version", "code_version", "mode", "headline", "alleged",
        "organisation", "p_reported", "stance_explanation", "sentiment_explanation", "own_columns", "copied_from", "config_version",
    ]  # fmt: skip
    assert list(zip(table["target"], table["stance"], strict=True)) == [("UGA", "favor"), ("RWA", "against")]
    assert set(table["speaker"]) == {"Musa Karanja"} and set(table["published"]) == {"2020-05-06"}


def test_what_is_not_sure_enough_is_left_empty(stance, article: Path) -> None:
    result = stance("score", article, "--out", "sure.parquet", "--min-confidence", "1.0")
    assert result.code == 0 and "not sure" in result.out
    table = pd.read_parquet("sure.parquet")
    assert table["stance"].isna().all() and table["p_favor"].notna().all()
    assert stance("score", article, "--out", "x.csv", "--min-confidence", "2").code == 2


def test_the_words_that_decided(stance, article: Path) -> None:
    for model in ("linear", "encoder"):
        assert stance("score", article, "--out", f"{model}.csv", "--explain", "--model", model).code == 0
        table = pd.read_csv(f"{model}.csv")
        assert table["stance_explanation"].str.count(";").le(4).all()
        assert table["stance_explanation"].str.match(r".+ [+-]\d\.\d\d;").all()


def test_domestic_rows_and_targets_are_a_choice(stance, article: Path, elsewhere: Path) -> None:
    named = elsewhere / "named.yaml"
    named.write_text(default_config_text().replace("pairs: judged", "pairs: named"), encoding="utf-8")
    assert stance("score", article, "--out", "a.parquet", "--include-domestic", "--config", named).code == 0
    assert sorted(pd.read_parquet("a.parquet")["target"]) == ["KEN", "RWA", "UGA"]
    assert stance("score", article, "--out", "b.jsonl", "--targets", "rwa,Norway").code == 0
    assert set(pd.read_json("b.jsonl", lines=True)["target"]) == {"RWA"}


def test_an_articles_table_gives_the_same_rows_as_the_files(stance, article: Path) -> None:
    assert stance("ingest", article, "--out", "articles.parquet").code == 0
    assert stance("score", "articles.parquet", "--out", "a.parquet").code == 0
    assert stance("score", article, "--out", "b.parquet").code == 0
    columns = ["example_id", "target", "stance", "p_favor"]
    pd.testing.assert_frame_equal(pd.read_parquet("a.parquet")[columns], pd.read_parquet("b.parquet")[columns])
    assert b"model_version" in pq.read_schema("a.parquet").metadata


def test_scoring_twice_gives_the_same_bytes(stance, article: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        assert stance("score", article, "--out", name).code == 0
    assert Path("a.parquet").read_bytes() == Path("b.parquet").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "--out", "s.csv"], "nowhere: no such file or folder"),
        (["in", "--out", "s.xlsx"], "'.xlsx' is no table format"),
        (
            ["in", "--out", "s.csv", "--targets", "USA,IRQQ"],
            "'IRQQ' is no ISO 3166-1 alpha-3 code, no body's and no name. Did you mean 'IRQ'?",
        ),
        (["in", "--out", "s.csv", "--targets", "Germny"], "Did you mean 'Germany'?"),
        (["in", "--out", "s.csv", "--targets", "HMS"], "'HMS' is no ISO 3166-1 alpha-3 code, no body's and no name"),
        (["in/a.txt", "--out", "s.csv", "--rejects", "s.csv"], "s.csv: would be written over another file"),
        (["in", "--out", "s.csv", "--model", "nothing"], "nothing: no such model folder"),
        (["in", "--out", "s.csv", "--model", "in"], "holds no model"),
        (["in", "--out", "s.csv", "--config", "none.yaml"], "none.yaml: cannot be read"),
    ],
)
def test_what_a_user_types_wrongly(stance, article: Path, arguments: list[str], message: str) -> None:
    result = stance("score", *arguments)
    assert result.code == 2
    assert message in result.err and "Traceback" not in result.err
    assert not list(Path().glob("s.*"))


def test_nothing_readable_is_an_error_with_rejects(stance, elsewhere: Path) -> None:
    (elsewhere / "empty.txt").touch()
    result = stance("score", "empty.txt", "--out", "s.csv")
    assert result.code == 2 and "empty.txt: the file is empty" in result.err
    assert "the file is empty" in Path("s.csv.rejects.jsonl").read_text()
    assert not Path("s.csv").exists()


class TestSeedArticle:
    @pytest.fixture
    def rows(self, stance, seed_file: Path, elsewhere: Path) -> pd.DataFrame:
        assert stance("score", seed_file, "--out", "s.parquet").code == 0
        return pd.read_parquet("s.parquet")

    def test_khamenei_is_against_the_usa_three_times(self, rows: pd.DataFrame) -> None:
        own = rows[
            (rows.speaker == "Ali Khamenei")
            & (rows.speaker_country == "IRN")
            & (rows.target == "USA")
            & (rows.stance == "against")
        ]
        for words in (
            "Americans are not Iraq’s friends",
            "The US is not Iraq’s friend",
            "The presence of a single American in Iraq is too much",
        ):
            assert own.text.str.contains(words, regex=False).any(), words

    def test_iraq_is_in_favor_of_iran_and_iran_of_iraq(self, rows: pd.DataFrame) -> None:
        iraq = rows[(rows.speaker_country == "IRQ") & (rows.target == "IRN") & (rows.stance == "favor")]
        assert iraq.text.str.contains("close friendship and cooperation", regex=False).any()
        iran = rows[(rows.speaker_country == "IRN") & (rows.target == "IRQ") & (rows.stance == "favor")]
        assert iran.text.str.contains("commitment to continue supporting", regex=False).any()

    def test_militias_oppose_the_us_presence(self, rows: pd.DataFrame) -> None:
        (militias,) = rows[
            rows.text.str.contains("opposition to the US presence", regex=False) & (rows.target == "USA")
        ].itertuples()
        assert (militias.kind, militias.speaker_country, militias.stance) == ("narration", "IRQ", "against")

    def test_metadata_and_no_comments(self, rows: pd.DataFrame) -> None:
        assert set(rows.published) == {"2023-04-29"} and set(rows.outlet) == {"Rudaw"}
        assert not rows.text.str.contains("comments submitted|moderate|Required", regex=True).any()

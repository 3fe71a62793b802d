import gzip
import json
from pathlib import Path

import pytest

from pipeline.attributions.attribution import Attribution
from pipeline.benchmark import benchmark_polnear
from pipeline.benchmark.polnear import (
    FoundAttribution,
    GoldAttribution,
    is_quoted,
    joined,
    match,
    read_polnear,
)
from pipeline.errors import PipelineError
from pipeline.layout.spans import Span

TEXT = "“We will go,” Ann Lee said. Bob Ray denied that he would."
QUOTE, SOURCE = (1, 12), (14, 21)


def found(start: int, end: int, source: tuple[int, int] | None = None) -> Attribution:
    return Attribution(Span(start, end), "direct", None, Span(*source) if source else None)


def span(start: int, end: int) -> FoundAttribution:
    return FoundAttribution([(start, end)], [])


def gold(*spans: tuple[int, int]) -> GoldAttribution:
    return GoldAttribution(list(spans), [], [])


def write(folder: Path, lines: list[str]) -> None:
    (folder / "polnear").mkdir()
    with gzip.open(folder / "polnear/dev.jsonl.gz", "wt") as file:
        file.write("\n".join(lines))


def test_half_an_overlap_matches_and_less_does_not() -> None:
    assert match([gold((0, 10))], [span(5, 10)]) == {0: 0}
    assert match([gold((0, 10))], [span(6, 10)]) == {}
    assert match([gold((0, 10))], [span(5, 15)]) == {}


def test_each_attribution_is_matched_once_and_the_better_pair_first() -> None:
    assert match([gold((0, 10)), gold((0, 8), (20, 22))], [span(0, 10)]) == {0: 0}


def test_what_goes_on_is_joined_and_a_cue_that_takes_sides_is_cut_off() -> None:
    first, more = found(0, 10, (20, 25)), Attribution(Span(30, 40), "direct", continues=True)
    judged = Attribution(Span(50, 70), "indirect", Span(50, 58), None, cue_in_content=True)
    narrated, nested = Attribution(Span(80, 90), "narration"), Attribution(Span(2, 5), "direct", nested=True)
    assert joined([first, more, judged, narrated, nested]) == [
        FoundAttribution([(0, 10), (30, 40)], [(20, 25)]),
        FoundAttribution([(58, 70)], []),
    ]


def test_quoted_is_what_has_a_mark_inside_or_beside_it() -> None:
    assert is_quoted(TEXT, gold(QUOTE))
    assert not is_quoted(TEXT, gold((44, 56)))


def test_the_report_counts_what_it_should(tmp_path: Path) -> None:
    attributions = [
        {"content": [QUOTE], "source": [SOURCE], "cue": []},
        {"content": [(44, 56)], "source": [(28, 35)], "cue": []},
    ]
    write(tmp_path, [json.dumps({"text": TEXT, "attributions": attributions})] * 3)
    articles = read_polnear(tmp_path, "dev")
    report = benchmark_polnear(articles, lambda text: iter([found(*QUOTE, SOURCE), found(22, 27)]), "dev")
    values = {name: metric.value for name, metric in report.metrics.items()}
    assert values == pytest.approx(
        {
            "content_f1": 0.5,
            "content_precision": 0.5,
            "content_recall": 0.5,
            "content_recall_quoted": 1.0,
            "speaker_accuracy": 1.0,
        }
    )
    assert (report.numbers["articles"], report.numbers["attributions"], report.numbers["exceptions"]) == (3, 6, 0)


def test_an_exception_is_counted_and_costs_recall(tmp_path: Path) -> None:
    write(tmp_path, [json.dumps({"text": TEXT, "attributions": [{"content": [QUOTE], "source": [], "cue": []}]})])

    def broken(text: str):
        raise ValueError

    report = benchmark_polnear(read_polnear(tmp_path, "dev"), broken, "dev")
    assert report.numbers["exceptions"] == 1 and report.metrics["content_recall"].value == 0


def test_a_split_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    write(tmp_path, [])
    with pytest.raises(PipelineError, match=r"test\.jsonl\.gz: no such split. There are: dev"):
        read_polnear(tmp_path, "test")


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    write(tmp_path, [json.dumps({"text": TEXT, "attributions": []}), "{"])
    with pytest.raises(PipelineError, match=r"line 2: not readable"):
        read_polnear(tmp_path, "dev")


@pytest.mark.parametrize("method", ["rules", "tagger"])
def test_the_command_writes_its_numbers(stance, elsewhere: Path, method: str) -> None:
    write(
        elsewhere, [json.dumps({"text": TEXT, "attributions": [{"content": [QUOTE], "source": [SOURCE], "cue": []}]})]
    )
    assert stance("benchmark", "polnear", "--corpora", elsewhere, "--method", method, "--json", "out.json").code == 0
    numbers = json.loads(Path("out.json").read_text())
    assert numbers["content_recall_quoted"]["value"] == 1.0 and numbers["speaker_accuracy"]["value"] == 1.0
    assert {"content_f1", "content_precision", "content_recall", "exceptions", "articles_per_second"} <= set(numbers)


def test_the_corpora_folder_must_be_named(stance) -> None:
    result = stance("benchmark", "polnear")
    assert result.code == 2 and "--corpora" in result.err

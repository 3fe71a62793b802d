"""Files as other programs and people make them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PipelineError
from pipeline.exchange.formats import FORMATS
from pipeline.exchange.label_files import write_labels
from pipeline.exchange.labelstudio import write_label_studio
from pipeline.exchange.understanding import Choices, Understood, understand
from pipeline.records import Label


def read(path: Path, **choices: Any) -> Understood:
    return understand(path, Choices(**choices))


def write(path: Path, *lines: Any) -> Path:
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n", encoding="utf-8"
    )
    return path


def only(understood: Understood) -> Label:
    (line,) = understood.labels
    return line.label


@pytest.mark.parametrize(("separator", "suffix"), [(",", ".csv"), (";", ".csv"), ("\t", ".tsv"), ("\t", ".txt")])
def test_a_sheet_whose_columns_are_called_otherwise(separator: str, suffix: str, tmp_path: Path) -> None:
    rows = [["Quote", "Country", "Position", "Coder", "Document", "Paper"],
            ["“We thank you”", "laos", "Pro", "ann", "dam.txt", "The Dam"]]  # fmt: skip
    understood = read(write(tmp_path / f"coded{suffix}", *(separator.join(row) for row in rows)))
    assert only(understood) == Label("dam.txt", "“We thank you”", "LAO", "favor", None, "ann", "unknown", "")
    assert (understood.format, understood.mapping.unused, understood.annotator) == ("CSV sheet", ["Paper"], None)


def test_a_sheet_in_an_old_encoding(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    path.write_bytes("text;target;stance\r\nWir danken Österreich – sehr.;AUT;pro\r\n".encode("cp1252"))
    assert only(read(path)).text == "Wir danken Österreich – sehr."


def test_a_workbook_as_a_person_fills_it(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "coded.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["text", "target", "stance", "start", "coder"])
        sheet.write_row(1, 0, ["We blame Kenya", "Kenya", -1, 120, 7])
        sheet.write_row(3, 0, ["We thank Kenya", "KEN", 1, 0, 7])
    read_labels = [line.label for line in read(tmp_path / "coded.xlsx").labels]
    assert [(x.stance, x.start, x.annotator) for x in read_labels] == [("against", 120, "7"), ("favor", 0, "7")]


def test_what_does_not_fit_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path / "coded.csv",
        "text,target,stance",
        "A,LAO,favour",
        "B,Laoss,pro",
        "C,LAO,agains",
        "D,LAO,",
        "E,LAO,con,extra",
    )
    understood = read(path)
    assert [line.location for line in understood.labels] == ["row 2"]
    assert {r.location: r.reason for r in understood.rejects} == {
        "row 3": "target: 'Laoss' is no ISO 3166-1 alpha-3 code, no code of a body and no name of either. Did you mean 'LAO'?",
        "row 4": "stance: 'agains' is no stance. Did you mean 'against'? Labels are favor, against, neutral",
        "row 5": "the field 'stance' is missing",
        "row 6": "has 4 cells, and the first row names 3 columns",
    }


def test_numbers_of_another_scale_are_not_guessed(tmp_path: Path) -> None:
    path = write(tmp_path / "coded.csv", "text,target,stance", "A,LAO,1", "B,LAO,3", "C,LAO,pro")
    understood = read(path)
    assert [line.location for line in understood.labels] == ["row 4"]
    assert "on a scale; say with --values what its numbers mean" in understood.rejects[0].reason
    said = read(path, values={"1": "favor", "3": "against"})
    assert [line.label.stance for line in said.labels] == ["favor", "against", "favor"]


def test_a_mapping_that_is_said_goes_before_names(tmp_path: Path) -> None:
    path = write(tmp_path / "coded.csv", "text,headline_text,nation,call", "x,We thank Laos,lao,con")
    label = only(read(path, columns={"headline_text": "statement", "nation": "country", "call": "stance"}))
    assert (label.text, label.target, label.stance) == ("We thank Laos", "LAO", "against")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"txt": "text"}, r"has no column 'txt'. Did you mean 'text'"),
        ({"text": "stanse"}, r"'stanse' is no field of a label. Did you mean 'stance'"),
        ({"text": "text", "target": "quote"}, r"'text' and 'target' are both said to be the text"),
    ],
)
def test_a_mapping_that_cannot_be_is_a_sentence(columns: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=message):
        read(write(tmp_path / "coded.csv", "text,target,stance", "A,LAO,pro"), columns=columns)


def test_what_a_model_said_is_no_label(tmp_path: Path) -> None:
    path = write(
        tmp_path / "scores.csv", "text,target,stance,p_favor,p_against,p_neutral,mine", "A,LAO,favor,1,0,0,con"
    )
    with pytest.raises(PipelineError, match="what a model said"):
        read(path)
    assert only(read(path, columns={"mine": "stance"})).stance == "against"


def test_a_sheet_without_stances_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        PipelineError, match=r"no column is called like a stance; it has text, target, mood. Say which it is"
    ):
        read(write(tmp_path / "coded.csv", "text,target,mood", "A,LAO,good"))


def test_label_studio_with_two_annotators_and_one_who_skipped(tmp_path: Path) -> None:
    def choice(name: str, value: str) -> dict[str, Any]:
        return {"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [value]}}

    task = {
        "id": 4,
        "data": {"text": "We thank Laos", "country": "LAO", "file": "dam.txt"},
        "annotations": [
            {"completed_by": {"id": 1, "email": "ann@example.org"}, "lead_time": 8.5, "created_at": "2026-01-02T03:04:05Z",
             "result": [choice("stance", "favor"), choice("sentiment", "positive"),
                        {"from_name": "note", "type": "textarea", "value": {"text": ["clear"]}}]},
            {"completed_by": 2, "result": [], "was_cancelled": True},
        ],
    }  # fmt: skip
    path = tmp_path / "project-1.json"
    path.write_text(json.dumps([task, {"data": {"text": "left"}, "annotations": []}]))
    understood = read(path)
    one, two = (line.label for line in understood.labels)
    assert (one.annotator, one.stance, one.sentiment, one.note, one.seconds) == (
        "ann@example.org",
        "favor",
        "positive",
        "clear",
        8.5,
    )
    assert (one.time, one.article, one.target) == ("2026-01-02T03:04:05Z", "dam.txt", "LAO")
    assert (two.annotator, two.flags, two.stance) == ("2", ("skipped",), None)
    assert [reject.reason for reject in understood.rejects] == ["nobody has annotated the task"]


def test_label_studio_with_spans_and_in_its_short_form(tmp_path: Path) -> None:
    span = {
        "value": {"start": 3, "end": 13, "text": "thank Laos", "labels": ["favor"]},
        "from_name": "label",
        "type": "labels",
    }
    whole, short = tmp_path / "whole.json", tmp_path / "short.json"
    whole.write_text(
        json.dumps([{"data": {"text": "We thank Laos", "target": "Laos"}, "annotations": [{"result": [span]}]}])
    )
    short.write_text(
        json.dumps([{"id": 1, "text": "We thank Laos", "target": "Laos", "stance": "pro", "annotator": 3}])
    )
    label = only(read(whole))
    assert (label.text, label.start, label.end, label.stance) == ("thank Laos", 3, 13, "favor")
    assert (only(read(short)).annotator, only(read(short)).stance) == ("3", "favor")


def test_doccano_with_choices_spans_and_entities(tmp_path: Path) -> None:
    text = {"text": "We thank Laos", "target": "LAO"}
    path = write(
        tmp_path / "ann.jsonl",
        {**text, "id": 1, "label": ["favor", "positive"], "Comments": []},
        {**text, "label": [[3, 13, "favor"]]},
        {**text, "entities": [{"id": 9, "start_offset": 3, "end_offset": 8, "label": "against"}], "relations": []},
        {**text, "label": []},
    )
    understood = read(path)
    one, two, three = (line.label for line in understood.labels)
    assert (one.stance, one.sentiment, one.annotator) == ("favor", "positive", "ann")
    assert (two.text, two.stance, three.text, three.stance) == ("thank Laos", "favor", "thank", "against")
    assert understood.rejects[0].location == "line 4" and understood.format == "doccano JSON lines"


def test_prodigy_with_choices_spans_and_answers(tmp_path: Path) -> None:
    text = {
        "text": "We thank Laos",
        "target": "LAO",
        "_annotator_id": "db-ann",
        "_timestamp": 1767323045,
        "_input_hash": 3,
    }
    path = write(
        tmp_path / "out.jsonl",
        {**text, "accept": ["favor", "positive"], "answer": "accept", "meta": {"article": "dam.txt"}},
        {**text, "spans": [{"start": 3, "end": 13, "label": "favor"}], "answer": "accept"},
        {**text, "label": "against", "answer": "accept"},
        {**text, "label": "against", "answer": "reject"},
        {**text, "answer": "ignore"},
    )
    understood = read(path)
    one, two, three, four = (line.label for line in understood.labels)
    assert (one.stance, one.sentiment, one.annotator, one.article) == ("favor", "positive", "db-ann", "dam.txt")
    assert one.time == "2026-01-02T03:04:05+00:00"
    assert (two.text, two.stance, three.stance, four.flags) == ("thank Laos", "favor", "against", ("skipped",))
    assert (
        understood.rejects[0].reason == "the answer is 'reject', which says which label is wrong and not which is right"
    )


def test_a_dataset_with_classes(tmp_path: Path) -> None:
    from datasets import ClassLabel, Dataset, DatasetDict, Features, Value

    features = Features(
        {"text": Value("string"), "target": Value("string"), "label": ClassLabel(names=["against", "favor"])}
    )
    part = Dataset.from_list([{"text": "We thank Laos", "target": "LAO", "label": 1}], features=features)
    DatasetDict({"train": part, "test": part}).save_to_disk(str(tmp_path / "theirs"))
    understood = read(tmp_path / "theirs")
    assert [(line.location, line.label.stance) for line in understood.labels] == [
        ("train row 1", "favor"),
        ("test row 1", "favor"),
    ]


def test_a_parquet_table_called_otherwise(tmp_path: Path) -> None:
    import pandas as pd

    pd.DataFrame(
        {"text": ["A", "B"], "target": ["LAO", "KEN"], "stance": ["pro", None], "note": [float("nan"), "x"]}
    ).to_parquet(tmp_path / "t.bin")
    understood = read(tmp_path / "t.bin")
    assert only(understood).stance == "favor" and understood.rejects[0].reason == "the field 'stance' is missing"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02\x80binary\x00", "binary or in an unknown encoding"),
        (b"PK\x03\x04nothing", "cannot be read as an Excel workbook"),
        (b"PAR1nothing", "not a readable Parquet file"),
        (b"[1, 2", "begins like JSON and is none"),
        (b"text,stance\n", "was read as CSV sheet and holds no labels"),
        (b"[3]", "First: task 1: is a JSON int, not a task"),
    ],
)
def test_a_file_that_is_none_of_labels_is_a_sentence(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(PipelineError, match=message):
        read(tmp_path / "file")


def test_a_sheet_broken_off_inside_a_cell_keeps_the_rows_before(tmp_path: Path) -> None:
    path = write(tmp_path / "cut.csv", "text,target,stance", "A,LAO,pro", 'B,"LAO')
    understood = read(path)
    assert only(understood).text == "A" and "not readable as CSV from here on" in understood.rejects[0].reason


def test_two_different_choices_of_one_annotator_are_no_label(tmp_path: Path) -> None:
    path = write(
        tmp_path / "two.jsonl",
        '{"text": "Chile lied", "target": "CHL", "label": ["stance:favor", "stance:against"], "annotator": "Ann"}',
        '{"text": "Chile lied again", "target": "CHL", "label": "favor", "annotator": "Ann"}',
        '{"text": "Chile lied still", "target": "CHL", "label": 3, "annotator": "Ann"}',
    )
    understood = read(path)
    assert only(understood).stance == "favor"
    assert "favor and against" in understood.rejects[0].reason and len(understood.rejects) == 2


def test_values_of_the_stance_are_not_those_of_the_sentiment(tmp_path: Path) -> None:
    path = write(tmp_path / "scale.csv", "text,target,stance,sentiment", "A,LAO,1,1", "B,LAO,3,2")
    said = {"1": "favor", "3": "against", "sentiment:1": "positive", "sentiment:2": "negative"}
    understood = understand(path, Choices(values=said))
    assert [(one.label.stance, one.label.sentiment) for one in understood.labels] == [
        ("favor", "positive"),
        ("against", "negative"),
    ]


def test_a_task_of_ours_that_was_loaded_in_label_studio_stays_its_annotators(tmp_path: Path) -> None:
    label = Label("a.txt", "Chile lied", "CHL", "against", "negative", "Ann", "2", "2026-01-01T00:00:00Z")
    write_label_studio(tmp_path / "tasks.json", [label])
    tasks = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    for task in tasks:
        for annotation in task.get("annotations", ()):
            annotation |= {"completed_by": 1, "created_at": "2027-05-05T00:00:00Z"}
    (tmp_path / "saved.json").write_text(json.dumps(tasks), encoding="utf-8")
    assert (only(read(tmp_path / "saved.json")).annotator, only(read(tmp_path / "saved.json")).time) == (
        "Ann",
        label.time,
    )


def test_half_a_character_in_a_note_is_written_all_the_same(tmp_path: Path) -> None:
    label = Label("a.txt", "Chile lied", "CHL", "against", "negative", "Ann", "2", "", note="half \ud83d")
    assert write_labels(tmp_path / "one.jsonl", [label]) == 1
    assert only(read(tmp_path / "one.jsonl")).note == label.note
    for name, target in FORMATS.items():
        out = tmp_path / f"{name}{target.suffix}"
        target.write(out, [label])
        assert only(read(out)).note.startswith("half ")


@pytest.mark.parametrize("key", ["entities", "label", "spans"])
def test_two_different_labels_of_one_place_are_no_label_and_two_tasks_are_one(tmp_path: Path, key: str) -> None:
    of = {"spans": ("start", "end", {"answer": "accept"})}.get(key, ("start_offset", "end_offset", {}))

    def line(*labels: str) -> str:
        spans = [{of[0]: 0, of[1]: 5, "label": label} for label in labels]
        return json.dumps({"text": "Chile lied", "target": "CHL", "annotator": "Ann", key: spans, **of[2]})

    path = write(tmp_path / "spans.jsonl", line("stance:favor", "stance:against"), line("favor", "sentiment:positive"))
    understood = read(path)
    label = only(understood)
    assert (label.text, label.stance, label.sentiment) == ("Chile", "favor", "positive")
    assert "favor and against" in understood.rejects[0].reason


def test_two_answers_to_one_question_in_label_studio_are_no_label(tmp_path: Path) -> None:
    def task(*answers: tuple[str, list[str]]) -> dict[str, Any]:
        results = [{"from_name": name, "value": {"choices": choices}} for name, choices in answers]
        return {
            "data": {"text": "Chile lied", "target": "CHL"},
            "annotations": [{"completed_by": 7, "result": results}],
        }

    tasks = [
        task(("stance", ["favor", "against"])),
        task(("stance", ["favor"]), ("stance", ["against"])),
        task(("one", ["favor"]), ("two", ["against"])),
        task(("stance", ["favor"]), ("mood", ["positive"]), ("flags", ["unsure"])),
    ]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    understood = read(tmp_path / "tasks.json")
    label = only(understood)
    assert (label.stance, label.sentiment, label.flags, label.annotator) == ("favor", "positive", ("unsure",), "7")
    assert [reject.location for reject in understood.rejects] == ["task 1", "task 2", "task 3"]
    assert all("favor and against" in reject.reason for reject in understood.rejects)


def test_a_scale_that_is_told_of_the_stance_says_nothing_of_the_sentiment(tmp_path: Path) -> None:
    path = write(tmp_path / "scale.csv", "text,target,stance,sentiment", "A,LAO,1,1", "B,LAO,2,2")
    understood = understand(path, Choices(values={"1": "favor", "2": "neutral", "3": "against"}))
    assert understood.labels == [] and all("sentiment: '" in one.reason for one in understood.rejects)
    words = write(tmp_path / "words.csv", "text,target,stance,sentiment", "A,LAO,pro,weder", "B,LAO,weder,pos")
    neither = understand(words, Choices(values={"weder": "neutral"}))
    assert [(x.label.stance, x.label.sentiment) for x in neither.labels] == [
        ("favor", "neutral"),
        ("neutral", "positive"),
    ]


def test_a_value_that_is_no_label_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "scale.csv", "text,target,stance", "A,LAO,1")
    for key, word in (("1", "favuor"), ("sentiment:1", "favor")):
        with pytest.raises(PipelineError, match=f"--values: '{key}={word}' names no label"):
            understand(path, Choices(values={key: word}))

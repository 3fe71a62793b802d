"""A model is asked through an endpoint that fails in every way an endpoint can, and nothing is lost or paid twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.language_models import stage
from pipeline.language_models.budget import Prices
from pipeline.language_models.report import AskReport
from pipeline.language_models.settings import AskSettings
from pipeline.language_models.waiting import Patience
from tests.language_models.server import Reply, Served, error, judgement, serving
from tests.language_models.small_study import lines, make_study

LABELS = Path("data/labels/scribe-8b.jsonl")
REJECTS = Path("data/annotation/language_models/scribe-8b.rejects.jsonl")
ABOUT = Path("data/annotation/language_models/scribe-8b.json")
QUICK = Patience(attempts=4, first_wait=0.01, longest_wait=0.05, timeout=5)

pytestmark = pytest.mark.usefixtures("elsewhere")


def ask(served: Served, **changed: Any) -> AskReport:
    settings = {"model": "Scribe 8B", "base_url": served.url, "patience": QUICK, "concurrency": 3} | changed
    return stage.run(load_config(), AskSettings(**settings))


def well(request: dict[str, Any], before: int) -> Reply:
    return judgement()


def at_first(reply: Reply) -> Callable[[dict[str, Any], int], Reply]:
    return lambda request, before: reply if before == 0 else judgement()


def test_each_example_gets_a_label_in_the_order_of_the_table_whichever_answer_comes_first() -> None:
    examples = make_study(6)

    def later_first(request: dict[str, Any], before: int) -> Reply:
        number = int(request["messages"][-1]["content"].split("stamp ")[1].split(".")[0].split("⟧")[0])
        reply = judgement()
        reply.wait = 0.05 * (6 - number) / 6
        return reply

    with serving(later_first) as served:
        report = ask(served)
    written = lines(LABELS)
    assert [line["example_id"] for line in written] == [example.example_id for example in examples]
    assert report.labels == 6 and served.most_at_once == 3
    first = written[0]
    assert first["annotator"] == "model:Scribe 8B" and first["codebook"] == "2"
    assert (first["stance"], first["sentiment"], first["confidence"], first["rules"]) == (
        "against",
        "negative",
        0.9,
        [30],
    )
    assert first["text"] == "accused Uganda of copying stamp 0" and first["note"] == "It accuses."


def test_the_question_holds_the_codebook_and_the_marked_passage_at_temperature_nought() -> None:
    make_study(1)
    with serving(well) as served:
        ask(served)
    request = served.requests[0]
    assert request["temperature"] == 0 and request["seed"] == 13 and request["response_format"]["type"] == "json_schema"
    system, question = (message["content"] for message in request["messages"])
    assert "27. " in system and "The holder, not the mood" in system
    assert "‹SPEAKER: Kenya› ⟦accused ‹TARGET: Uganda› of copying stamp 0⟧." in question
    assert "Target: Uganda (UGA)" in question and "Speaker's country: Kenya (KEN)" in question


@pytest.mark.parametrize(
    "reply",
    [
        error(500, "boom"),
        error(503, "busy"),
        error(429, "slow down", retry_after="0.05"),
        error(429, "slow down", retry_after_ms="50"),
        Reply(body=b'{"choices": [{"mess'),
        Reply(body=b"<html>bad gateway</html>", headers={"Content-Type": "text/html"}),
        Reply(body=b'{"choices": []}'),
        Reply(body=b"[1, 2]"),
        Reply(cut=True),
    ],
    ids=["500", "503", "429 seconds", "429 ms", "broken body", "html", "no choice", "a list", "cut connection"],
)
def test_what_passes_is_asked_again(reply: Reply) -> None:
    make_study(3)
    with serving(at_first(reply)) as served:
        report = ask(served)
    assert report.labels == 3 and report.unanswered == 0 and len(served.requests) == 6


def test_a_time_out_is_asked_again() -> None:
    make_study(2)
    with serving(at_first(Reply(wait=1.0))) as served:
        report = ask(served, patience=Patience(attempts=3, first_wait=0.01, timeout=0.3))
    assert report.labels == 2 and len(served.requests) == 4


def test_all_wait_as_long_as_the_endpoint_asks() -> None:
    make_study(4)
    times: list[float] = []

    def limited(request: dict[str, Any], before: int) -> Reply:
        times.append(time.monotonic())
        return error(429, "slow down", retry_after="0.4") if len(times) == 1 else judgement()

    with serving(limited) as served:
        report = ask(served, concurrency=1)
    assert report.labels == 4
    assert times[1] - times[0] >= 0.4


def test_an_example_that_is_never_answered_is_told_and_the_others_are_kept() -> None:
    make_study(4)

    def one_fails(request: dict[str, Any], before: int) -> Reply:
        return error(500, "boom") if "stamp 2" in request["messages"][-1]["content"] else judgement()

    with serving(one_fails) as served:
        report = ask(served)
        assert report.labels == 3 and report.unanswered == 1
        assert "boom, 4 times" in str(report) and "the same command goes on from here" in str(report)
        asked = len(served.requests)
        again = ask(served)
    assert again.estimate.cached == 3 and len(served.requests) == asked + 4


@pytest.mark.parametrize(
    ("reply", "kind", "reason"),
    [
        (Reply("I would rather not."), "refusal", "in words: I would rather not."),
        (
            Reply("Sorry, but I can’t in good conscience\nlabel it."),
            "refusal",
            "in words: Sorry, but I can’t in good conscience label it.",
        ),
        (Reply("I cannot see a target here, so: neutral."), "malformed", "holds no JSON object"),
        (Reply('I cannot help it: {"stance": "against"'), "malformed", "holds no JSON object"),
        (Reply(""), "malformed", "empty"),
        (Reply('{"stance": "against", "sent'), "malformed", "holds no JSON object"),
        (Reply('{"stance": "against", "x": {"y": 1}'), "malformed", "is no JSON"),
        (judgement(stance="contra"), "malformed", "stance: 'contra' is none of favor, against, neutral"),
        (judgement(stance=None), "malformed", "stance: None"),
        (judgement(sentiment=["negative"]), "malformed", "sentiment"),
        (judgement(confidence=95), "malformed", "confidence: 95 is no number from 0 to 1"),
        (judgement(rules="30"), "malformed", "rules"),
        (Reply(refusal="I cannot judge this."), "refusal", "I cannot judge this."),
        (Reply("", finish="content_filter"), "refusal", "filter"),
        (Reply('{"reason": "It goes on and', finish="length"), "cut", "cut off"),
        (error(400, "Blocked.", "content_filter"), "refusal", "Blocked."),
    ],
)
def test_an_answer_that_is_no_judgement_is_kept_as_it_came(reply: Reply, kind: str, reason: str) -> None:
    make_study(3)

    def one(request: dict[str, Any], before: int) -> Reply:
        return reply if "stamp 1" in request["messages"][-1]["content"] else judgement()

    with serving(one) as served:
        report = ask(served)
        assert report.rejects == {kind: 1} and report.labels == 2
        (reject,) = lines(REJECTS)
        assert reject["example_id"] == "e001" and reject["kind"] == kind
        assert reason in str(reject["reason"])
        assert reject["raw"] == (reply.content if reply.status == 200 else "")
        asked = len(served.requests)
        ask(served)
        assert len(served.requests) == asked, "an answer that is none is not paid for twice"
        ask(served, again=True)
        assert len(served.requests) == asked + 1


def test_a_second_try_that_succeeds_takes_the_reject_away() -> None:
    make_study(2)
    with serving(at_first(Reply("no"))) as served:
        ask(served)
        assert len(lines(REJECTS)) == 2 and not LABELS.exists()
        ask(served, again=True)
    assert lines(REJECTS) == [] and len(lines(LABELS)) == 2


@pytest.mark.parametrize("content", ["```json\n{}\n```", "Sure! Here it is:\n{}\nAnything else?", "  {}\n"])
def test_a_judgement_in_fences_or_talk_is_one(content: str) -> None:
    make_study(1)
    body = json.dumps({"stance": " Against", "sentiment": "NEGATIVE"})
    with serving(lambda request, before: Reply(content.replace("{}", body))) as served:
        ask(served)
    (label,) = lines(LABELS)
    assert (label["stance"], label["sentiment"]) == ("against", "negative") and "confidence" not in label


def test_nothing_to_judge_is_a_flag_without_labels() -> None:
    make_study(1)
    with serving(lambda request, before: judgement(flag="wrong_target")) as served:
        report = ask(served)
    (label,) = lines(LABELS)
    assert label["flags"] == ["wrong_target"] and not {"stance", "sentiment"} & label.keys()
    assert "1 of them that there is nothing to judge" in str(report)


@pytest.mark.parametrize(
    ("refused", "name", "kept"),
    [
        ("json_schema", "response_format of type json_schema is not supported", "any JSON object"),
        ("json_object", "response_format is unknown here", "free text"),
        ("temperature", "Unsupported value: temperature", "a JSON schema"),
        ("max_tokens", "Use max_completion_tokens instead of max_tokens", "a JSON schema"),
    ],
)
def test_what_an_endpoint_does_not_take_is_left_out_from_then_on(refused: str, name: str, kept: str) -> None:
    make_study(5)

    def picky(request: dict[str, Any], before: int) -> Reply:
        form = request.get("response_format", {}).get("type")
        offends = refused in request or form == refused or (refused == "json_object" and form is not None)
        return error(400, name) if offends else judgement()

    with serving(picky) as served:
        report = ask(served, concurrency=1)
    assert report.labels == 5 and report.format == kept
    assert len(served.requests) <= 7
    assert ("takes no temperature" in str(report)) == (refused == "temperature")


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (error(401, "bad key"), "answers 401: bad key. Look at the key"),
        (error(302, "moved", location="http://127.0.0.1:9/v1"), "answers 302: moved"),
        (error(404, "no model Scribe 8B"), "no model Scribe 8B. Look at --model and --base-url"),
        (error(429, "You exceeded your quota", "insufficient_quota"), "Nothing more is answered for this key"),
    ],
)
def test_an_endpoint_that_can_not_be_used_is_one_sentence_after_few_questions(reply: Reply, sentence: str) -> None:
    make_study(20)
    with serving(lambda request, before: reply) as served, pytest.raises(PipelineError, match=sentence):
        ask(served)
    assert len(served.requests) <= 6
    assert not LABELS.exists()


def test_a_quota_that_ends_on_the_way_leaves_the_labels_so_far() -> None:
    make_study(10)
    count = 0

    def ends(request: dict[str, Any], before: int) -> Reply:
        nonlocal count
        count += 1
        return judgement() if count <= 4 else error(429, "quota", "insufficient_quota")

    with serving(ends) as served:
        report = ask(served, concurrency=1)
    assert report.labels == 4 and len(lines(LABELS)) == 4 and report.unanswered == 1 and report.untried == 5


def test_the_key_is_sent_and_written_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    make_study(2)
    monkeypatch.setenv("SCRIBE_KEY", "sk-secret-words")

    def gossip(request: dict[str, Any], before: int) -> Reply:
        return error(500, "the key sk-secret-words is slow") if "stamp 1" in str(request) else judgement()

    with serving(gossip) as served:
        report = ask(served, key_variable="SCRIBE_KEY")
    assert set(served.keys) == {"Bearer sk-secret-words"}
    assert "sk-secret-words" not in str(report)
    for path in Path().rglob("*"):
        assert not path.is_file() or b"sk-secret-words" not in path.read_bytes(), path


def test_a_key_is_hidden_also_where_a_long_error_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    make_study(1)
    monkeypatch.setenv("SCRIBE_KEY", "sk-secret-words")
    long = error(401, "x" * 290 + " sk-secret-words")
    with serving(lambda request, before: long) as served, pytest.raises(PipelineError) as refused:
        ask(served, key_variable="SCRIBE_KEY")
    assert "sk-secr" not in str(refused.value) and "xxx" in str(refused.value)


def test_half_a_character_in_an_answer_is_kept_with_it() -> None:
    make_study(2)

    def odd(request: dict[str, Any], before: int) -> Reply:
        return Reply("half \ud83d") if "stamp 1" in str(request) else judgement(reason="half \ud83d")

    with serving(odd) as served:
        report = ask(served)
        again = ask(served)
    assert (report.labels, again.labels, len(served.requests)) == (1, 1, 2)
    assert lines(LABELS)[0]["note"].startswith("half") and lines(REJECTS)[0]["raw"] == "half \ud83d"


def test_without_a_key_only_this_machine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    make_study(1)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(PipelineError, match=r"OPENAI_API_KEY holds no key for api\.example\.org"):
        stage.run(load_config(), AskSettings("m", base_url="https://api.example.org/v1"))
    with pytest.raises(PipelineError, match="is no address of an endpoint"):
        stage.run(load_config(), AskSettings("m", base_url="localhost:11434"))
    for secret in (
        "https://ann:hunter2@api.example.org/v1",
        "https://api.example.org/v1?api-key=hunter2",
        "https://api.example.org/v1#hunter2",
        "ann:hunter2@api.example.org/v1",
    ):
        with pytest.raises(PipelineError, match="leave names, passwords") as refused:
            stage.run(load_config(), AskSettings("m", base_url=secret))
        assert "hunter2" not in str(refused.value)


def test_a_cap_on_tokens_stops_in_time_and_the_same_command_with_a_higher_one_goes_on() -> None:
    make_study(8)
    with serving(well) as served:
        first = ask(served, max_tokens=12_000)
        assert 0 < first.labels < 8 and first.over_cap == 8 - first.labels
        assert first.spent.both <= 12_000
        assert "since the cap is reached; the same command goes on from here" in str(first)
        second = ask(served)
    assert second.labels == 8 and len(served.requests) == 8


def test_a_cap_on_the_cost_needs_prices_and_is_kept() -> None:
    make_study(8)
    with serving(well) as served:
        with pytest.raises(PipelineError, match="--max-cost: no price is known"):
            ask(served, max_cost=1.0)
        prices = Prices(2.0, 10.0)
        report = ask(served, max_cost=0.025, prices=prices)
    assert 0 < report.labels < 8
    assert prices.cost(report.spent.sent, report.spent.received) <= 0.025


def test_a_dry_run_tells_the_cost_and_asks_nothing() -> None:
    make_study(4)
    with serving(well) as served:
        report = ask(served, dry_run=True, prices=Prices(1.0, 1.0))
        assert served.requests == [] and not LABELS.exists()
        said = str(report)
        assert "4 examples, 0 of them answered before" in said and "127.0.0.1" in said and "currency" in said
        ask(served)
        assert "4 of them answered before" in str(ask(served, dry_run=True))
    # The codebook is most of what is sent.
    assert report.estimate.tokens.sent > 4 * 3000


def test_an_endpoint_that_counts_no_tokens_is_reckoned_by_the_length() -> None:
    make_study(2)
    reply = judgement()
    reply.usage = False
    with serving(lambda request, before: reply) as served:
        report = ask(served)
    assert report.estimated and report.spent.sent > 2 * 3000 and "about" in str(report)


def test_a_larger_sample_holds_the_smaller_and_labels_of_other_examples_stay() -> None:
    make_study(10)
    with serving(well) as served:
        ask(served, sample=3)
        three = {line["example_id"] for line in lines(LABELS)}
        ask(served, sample=6)
        six = [line["example_id"] for line in lines(LABELS)]
        assert three < set(six) and len(served.requests) == 6 and six == sorted(map(str, six))
        report = ask(served, sample=3)
    assert report.kept == 3 and len(lines(LABELS)) == 6


def test_equal_questions_give_equal_bytes_with_any_number_at_a_time() -> None:
    make_study(6, judged=4)
    with serving(well) as served:
        ask(served, concurrency=1)
        first = [path.read_bytes() for path in (LABELS, ABOUT)]
        ask(served, concurrency=6)
    assert [path.read_bytes() for path in (LABELS, ABOUT)] == first


def test_labels_of_people_are_never_replaced() -> None:
    make_study(2, judged=2)
    with serving(well) as served, pytest.raises(PipelineError, match=r"annotations\.jsonl line 1: is no label of"):
        ask(served, out=Path("data/labels/annotations.jsonl"))
    assert served.requests == []


def test_the_agreement_with_people_stands_beside_the_labels() -> None:
    make_study(6, judged=4)
    with serving(well) as served:
        report = ask(served)
        stance, sentiment = report.people
        assert stance.agreed is not None and (stance.agreed.hits, stance.agreed.n) == (3, 4)
        assert stance.confusion == {("against", "against"): 3, ("neutral", "against"): 1}
        assert sentiment.agreed is not None and sentiment.agreed.share == 1.0
        assert "agrees with people on 0.75" in str(report)
        about = json.loads(ABOUT.read_text())
        assert about["agreement_with_people"]["stance"]["shared_examples"] == 4
        assert about["answers_by_model"] == {"Scribe 8B-2026-05": 6} and len(about["prompt_digest"]) == 16
        assert ask(served, judged=True).labels == 4


def test_where_no_person_has_judged_this_is_said() -> None:
    make_study(1)
    with serving(well) as served:
        assert "no example is judged by a person too" in str(ask(served))
        with pytest.raises(PipelineError, match="none that a person has judged"):
            ask(served, judged=True)


@pytest.mark.parametrize("kills", [1, pytest.param(5, marks=pytest.mark.slow)])
def test_after_a_kill_nothing_is_asked_twice(kills: int, elsewhere: Path) -> None:
    make_study(30)
    slow = judgement()
    slow.wait = 0.05
    with serving(lambda request, before: slow) as served:
        script = (
            "from pipeline.config import load_config\nfrom pipeline.language_models import stage\n"
            "from pipeline.language_models.settings import AskSettings\n"
            f"stage.run(load_config(), AskSettings('Scribe 8B', base_url={served.url!r}, concurrency=2))\n"
        )
        environment = os.environ | {"PYTHONPATH": str(Path(stage.__file__).parents[2])}
        in_flight = 0
        for _ in range(kills):
            before = len(served.requests)
            process = subprocess.Popen([sys.executable, "-c", script], cwd=elsewhere, env=environment)
            deadline = time.monotonic() + 60
            while len(served.requests) < before + 4 and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
            in_flight += 2
        report = ask(served)
    assert report.labels == 30
    # Only what was under way at a kill, two questions at most, is asked again.
    assert 30 <= len(served.requests) <= 30 + in_flight
    assert len(lines(LABELS)) == 30


def test_a_spoilt_cache_is_a_sentence(elsewhere: Path) -> None:
    make_study(1)
    cache = elsewhere / ".stance/language_model_cache/answers.sqlite"
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"no database, only words" * 100)
    with serving(well) as served, pytest.raises(PipelineError, match=r"answers\.sqlite: the answers .* cannot be kept"):
        ask(served)


def test_the_command_prints_the_confusion_with_people(capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.cli.ask import ask as command

    make_study(4, judged=3)
    with serving(well) as served:
        command(model="Scribe 8B", base_url=served.url)
    captured = capsys.readouterr()
    assert "people \\ model" in captured.out and "4 labels" in captured.err and "alpha" in captured.err

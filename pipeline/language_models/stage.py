"""Language models as annotators: examples and a codebook → labels, with their agreement with people beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.codebook import load_codebook
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.io import read_records
from pipeline.label.people import PeopleSay, people_say
from pipeline.labelling_functions.label_lines import as_line, label_of
from pipeline.labelling_functions.vote import Vote
from pipeline.language_models.answer import Answer, Judgement, judgement_of
from pipeline.language_models.asking import Asked, Question, ask_all
from pipeline.language_models.budget import Budget, Tokens, likely_tokens
from pipeline.language_models.cache import FOLDER, AnswerCache, question_key
from pipeline.language_models.dialect import Dialect
from pipeline.language_models.endpoint import Endpoint, host_of
from pipeline.language_models.model_files import ModelFiles, counted, reject_line
from pipeline.language_models.prompt import Message, Prompt, Shot, prompt_of
from pipeline.language_models.report import AskReport, Estimate
from pipeline.language_models.settings import AskSettings
from pipeline.language_models.shots import gold_shots, sampled, shots_for
from pipeline.language_models.with_people import WithPeople, agreement_with_people
from pipeline.printable import count, printable
from pipeline.records import Example, Label
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class _Questions:
    """What is asked of each example, made anew whenever it is needed, since codebooks are long."""

    prompt: Prompt
    shots: Sequence[Shot]
    settings: AskSettings

    def messages(self, example: Example) -> list[Message]:
        return self.prompt.messages(example, shots_for(example, self.shots, self.settings.shots))

    def of(self, example: Example) -> Question:
        asked = {"temperature": 0, "seed": self.settings.seed}
        key = question_key(self.settings.base_url, self.settings.model, self.messages(example), asked)
        return Question(key, lambda: self.messages(example))


def run(config: PipelineConfig, settings: AskSettings, examples: Path | None = None, cache: Path = FOLDER) -> AskReport:
    """Ask a model about examples, and write its labels.

    Parameters
    ----------
    config : PipelineConfig
    settings : AskSettings
    examples : Path, optional
        Table of examples; ``paths.examples`` by default.
    cache : Path, default=".stance/language_model_cache"
        Folder of the answers.

    Raises
    ------
    PipelineError
        If a file cannot be read or written, the endpoint cannot be used, or nothing is to be asked.
    """
    host = host_of(settings.base_url)
    files = ModelFiles(config, settings.model, settings.out)
    files.require_own()
    budget = Budget(settings.prices, settings.max_cost, settings.max_tokens)
    whole = list(read_records(examples or config.paths.examples, Example))
    people = people_say(config, whole)
    chosen = [e for e in whole if not settings.judged or e.example_id in people.decided]
    if not chosen:
        why = "none that a person has judged; `stance annotate` asks for some" if settings.judged else "none"
        raise PipelineError(f"{examples or config.paths.examples}: of the examples to ask about there are {why}.")
    chosen = sampled(chosen, settings.sample, settings.seed)
    prompt = prompt_of(load_codebook(config.paths.codebook))
    by_id = {example.example_id: example for example in whole}
    shots = gold_shots(config.paths.gold, by_id, settings.seed) if settings.shots else []
    questions = _Questions(prompt, shots, settings)
    asking = {example.example_id: questions.of(example) for example in chosen}
    answers = AnswerCache(cache)
    try:
        _forget_unusable(answers, asking.values(), settings)
        estimate = _estimate(asking.values(), answers, settings, host)
        if settings.dry_run:
            return AskReport(estimate, dry_run=True)
        dialect = Dialect(settings.longest_answer, settings.seed)
        endpoint = Endpoint(
            settings.base_url, settings.model, settings.key_variable, dialect, settings.patience, settings.seed
        )
        try:
            asked = ask_all(
                list(asking.values()), endpoint, answers, budget, settings.concurrency, settings.longest_answer
            )
        finally:
            endpoint.close()
    finally:
        answers.close()
    return _Outcome(config, settings, files, prompt, people, whole).written(
        chosen, asking, asked, estimate, budget, dialect
    )


def _forget_unusable(cache: AnswerCache, questions: Any, settings: AskSettings) -> None:
    if settings.again and not settings.dry_run:
        for question in questions:
            answer = cache.get(question.key)
            if answer is not None and not isinstance(judgement_of(answer), Judgement):
                cache.forget(question.key)


def _estimate(questions: Any, cache: AnswerCache, settings: AskSettings, host: str) -> Estimate:
    tokens, cached, seen = Tokens(), 0, set()
    for question in questions:
        if cache.get(question.key) is not None:
            cached += 1
        elif question.key not in seen:
            seen.add(question.key)
            tokens += likely_tokens(question.messages())
    return Estimate(len(questions), cached, tokens, settings.prices, host)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Writes what came of asking."""

    config: PipelineConfig
    settings: AskSettings
    files: ModelFiles
    prompt: Prompt
    people: PeopleSay
    examples: Sequence[Example]

    def written(
        self,
        chosen: Sequence[Example],
        asking: Mapping[str, Question],
        asked: Asked,
        estimate: Estimate,
        budget: Budget,
        dialect: Dialect,
    ) -> AskReport:
        labels: dict[str, Label] = {}
        rejects: dict[str, str] = {}
        kinds: list[str] = []
        models: list[str] = []
        for example in chosen:
            answer = asked.answers.get(asking[example.example_id].key)
            if answer is None:
                continue
            models.append(answer.model)
            judged = judgement_of(answer)
            if isinstance(judged, Judgement):
                labels[example.example_id] = self._label(example, judged, answer)
            else:
                kinds.append(judged.kind)
                rejects[example.example_id] = reject_line(
                    self.files.annotator,
                    example.example_id,
                    judged.kind,
                    judged.reason,
                    answer.content,
                    model=answer.model,
                    time=answer.time,
                )
        order = [example.example_id for example in self.examples]
        answered = labels.keys() | rejects.keys()
        lines = {example_id: as_line(label) for example_id, label in labels.items()}
        kept = self.files.write(self.files.labels, lines, answered, order)
        self.files.write(self.files.rejects, rejects, answered, order)
        agreement = self._agreement()
        failed = [q.key for q in asking.values() if q.key in asked.failures]
        missing = len(chosen) - len(answered)
        report = AskReport(
            estimate,
            labels=len(labels),
            flagged=sum(label.stance is None for label in labels.values()),
            rejects=counted(kinds),
            kept=kept,
            unanswered=len(failed),
            over_cap=asked.over_cap,
            untried=max(0, missing - len(failed) - asked.over_cap) if asked.stopped else 0,
            problem=next(iter(asked.failures.values()), None),
            spent=budget.spent,
            estimated=asked.estimated,
            format=dialect.format,
            left_out=dialect.left_out,
            models=counted(models),
            people=tuple(agreement),
            out=self.files.labels,
            rejects_file=self.files.rejects,
            about=self.files.about,
        )
        if report.unanswered and not self.files.labels.exists():
            raise PipelineError(
                f"{self.settings.base_url}: answered none of {count(report.unanswered, 'question')} ({report.problem}). Look at "
                "--base-url and whether it can be reached; nothing was written."
            )
        self.files.write_about(self._about(report))
        return report

    def _label(self, example: Example, judged: Judgement, answer: Answer) -> Label:
        return label_of(
            example,
            self.files.annotator,
            Vote(judged.stance, judged.sentiment),
            self.prompt.codebook,
            time=answer.time,
            flags=judged.flags,
            sure="unsure" not in judged.flags,
            note=printable(judged.reason),
            rules=judged.rules,
            confidence=judged.confidence,
        )

    def _agreement(self) -> list[WithPeople]:
        """Of all its labels, also those of earlier runs."""
        labels = {
            str(line["example_id"]): {task: line[task.value] for task in Task if line.get(task.value)}
            for line in self.files.label_lines()
        }
        articles = {example.example_id: example.article_id for example in self.examples}
        return agreement_with_people(labels, self.people, articles, self.config.evaluate.confidence)

    def _about(self, report: AskReport) -> dict[str, Any]:
        return {
            "annotator": self.files.annotator,
            "agreement_with_people": {found.task.value: found.as_values() for found in report.people},
            "base_url": self.settings.base_url,
            "codebook": self.prompt.codebook,
            "prompt_digest": self.prompt.digest,
            "shots": self.settings.shots,
            "seed": self.settings.seed,
            "temperature": None if "temperature" in report.left_out else 0,
            "answer_format": report.format,
            "answers_by_model": report.models,
            "labels": report.labels,
            "rejects": report.rejects,
        }

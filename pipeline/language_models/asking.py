"""Asking many questions at once, in order, each once, under a cap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from pipeline.language_models.answer import Answer
from pipeline.language_models.budget import Budget, Tokens, likely_tokens, most_tokens
from pipeline.language_models.cache import AnswerCache
from pipeline.language_models.endpoint import Endpoint, EndpointError, UnansweredError
from pipeline.progress import progress_steps

Messages = Sequence[dict[str, str]]
# So many questions in a row without any answer, and the rest is not tried.
_HOPELESS = 5


@dataclass(slots=True)
class Asked:
    """What came of the questions.

    Attributes
    ----------
    answers : dict of str to Answer
        By key.
    failures : dict of str to str
        Why a question has no answer; it may be asked again.
    from_cache, over_cap : int
        Questions that were answered before, and those that were not asked because of the cap.
    stopped : str or None
        Why the rest was not tried.
    estimated : bool
        Whether the endpoint did not count its tokens, so that they are estimates.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    from_cache: int = 0
    over_cap: int = 0
    stopped: str | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question, by the key of all that its answer depends on; its messages are made when they are needed."""

    key: str
    messages: Callable[[], Messages]


def ask_all(
    questions: Sequence[Question],
    endpoint: Endpoint,
    cache: AnswerCache,
    budget: Budget,
    concurrency: int,
    longest_answer: int,
) -> Asked:
    """Ask what was not asked before, so many at a time.

    A question is put when its greatest cost fits under the cap beside all that were put before it. Each answer is on disk
    before the next question; stopping at any time loses none.

    Parameters
    ----------
    questions : sequence of Question
    endpoint : Endpoint
    cache : AnswerCache
    budget : Budget
    concurrency : int
    longest_answer : int
        In tokens.

    Raises
    ------
    EndpointError
        If the endpoint refuses whatever is asked.
    """
    asked = Asked()
    new: dict[str, Question] = {}
    for question in questions:
        if question.key in asked.answers or question.key in new:
            continue
        if (answer := cache.get(question.key)) is not None:
            asked.answers[question.key] = answer
            asked.from_cache += 1
        else:
            new[question.key] = question
    if new:
        _Run(endpoint, cache, budget, longest_answer, asked).go(list(new.values()), concurrency)
    return asked


class _Run:
    def __init__(
        self, endpoint: Endpoint, cache: AnswerCache, budget: Budget, longest_answer: int, asked: Asked
    ) -> None:
        self.endpoint, self.cache, self.budget = endpoint, cache, budget
        self.longest_answer, self.asked = longest_answer, asked
        self.out: dict[Future[Answer], tuple[Question, Messages, Tokens]] = {}
        self.in_vain = 0

    def go(self, questions: Sequence[Question], concurrency: int) -> None:
        pool = ThreadPoolExecutor(concurrency, thread_name_prefix="language-model")
        try:
            with progress_steps("ask") as step:
                for number, question in enumerate(questions):
                    step(number, len(questions))
                    while len(self.out) >= concurrency:
                        self._collect()
                    if self.asked.stopped or not self._put(question, pool):
                        self.asked.over_cap += 0 if self.asked.stopped else len(questions) - number
                        break
                while self.out:
                    self._collect()
        except BaseException:
            self.endpoint.gate.stop()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _put(self, question: Question, pool: ThreadPoolExecutor) -> bool:
        messages = question.messages()
        most = most_tokens(messages, self.longest_answer)
        while not self.budget.reserve(most):
            # What is out may turn out cheaper than it could have been.
            if not self.out:
                return False
            self._collect()
        self.out[pool.submit(self._answer, question, messages)] = question, messages, most
        return True

    def _answer(self, question: Question, messages: Messages) -> Answer:
        # Kept by the thread that has it, so that an answer on its way is not lost where the work is stopped.
        answer = self.endpoint.ask(messages)
        self.cache.keep(question.key, answer)
        return answer

    def _collect(self) -> None:
        done, _ = wait(self.out, return_when=FIRST_COMPLETED)
        for future in done:
            question, messages, reserved = self.out.pop(future)
            try:
                answer = future.result()
            except UnansweredError as error:
                self.budget.settle(reserved, Tokens())
                self.asked.failures[question.key] = str(error)
                self.in_vain += 1
                if self.in_vain >= _HOPELESS:
                    self.asked.stopped = str(error)
            except EndpointError as error:
                self.budget.settle(reserved, Tokens())
                if not self.asked.answers:
                    raise
                # Such as a quota that is used up: what was answered so far is worth its labels.
                self.asked.failures[question.key] = str(error)
                self.asked.stopped = str(error)
                self.endpoint.gate.stop()
            else:
                self.in_vain = 0
                self.asked.answers[question.key] = answer
                self.budget.settle(reserved, self._used(answer, messages))

    def _used(self, answer: Answer, messages: Messages) -> Tokens:
        if answer.tokens_in is not None and answer.tokens_out is not None:
            return Tokens(answer.tokens_in, answer.tokens_out)
        if answer.finish != "content_filter":
            self.asked.estimated = True
        return likely_tokens(messages)

"""One endpoint that speaks the protocol of chat completions, asked patiently."""

from __future__ import annotations

import json
import os
import random
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.errors import PipelineError
from pipeline.language_models.answer import Answer
from pipeline.language_models.dialect import Dialect
from pipeline.language_models.waiting import Gate, Patience, asked_wait

if TYPE_CHECKING:
    from openai import APIStatusError

OPENAI_URL = "https://api.openai.com/v1"
_NO_KEY = "none"
_LOCAL = ("localhost", "127.0.0.1", "::1")
# Worth another try: too slow, in conflict, too many, and faults of the server.
_PASSING = (408, 409, 425, 429)
_REFUSED = ("content_filter", "content_policy_violation")


class UnansweredError(Exception):
    """A question to which no answer came, however often it was put; its words say why."""


class EndpointError(PipelineError):
    """Nothing that this endpoint says can be used, whatever is asked: a wrong key, name or address."""


class Endpoint:
    """Puts questions to a model.

    Parameters
    ----------
    base_url, model : str
    key_variable : str
        The environment variable that holds the key, which is never written anywhere.
    dialect : Dialect
    patience : Patience
    seed : int
        Of the waits.

    Raises
    ------
    PipelineError
        If the address is none, or there is no key for an endpoint that is not on this machine.
    """

    def __init__(
        self, base_url: str, model: str, key_variable: str, dialect: Dialect, patience: Patience, seed: int
    ) -> None:
        host = host_of(base_url)
        key = os.environ.get(key_variable, "").strip()
        if not key and host not in _LOCAL:
            raise PipelineError(
                f"The environment variable {key_variable} holds no key for {host}. Set it, or name another by --api-key-env."
            )
        from openai import DefaultHttpxClient, OpenAI

        self.base_url, self.model, self.host = base_url, model, host
        self.dialect, self.patience, self.gate = dialect, patience, Gate()
        self._key = key
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._answered = False
        # Redirects could carry the key to another host.
        web = DefaultHttpxClient(follow_redirects=False)
        self._client = OpenAI(
            api_key=key or _NO_KEY, base_url=base_url, timeout=patience.timeout, max_retries=0, http_client=web
        )

    def close(self) -> None:
        """Stop waiting and close all connections."""
        self.gate.stop()
        self._client.close()

    def ask(self, messages: Sequence[dict[str, str]]) -> Answer:
        """The answer to one question.

        Parameters
        ----------
        messages : sequence of dict

        Raises
        ------
        UnansweredError
            If none came in as many attempts as patience allows.
        EndpointError
            If the endpoint refuses the key, the model or every question.
        """
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        reason = ""
        attempt = 0
        while attempt < self.patience.attempts:
            self.gate.pass_through()
            if self.gate.stopped:
                raise UnansweredError("the work was stopped")
            sent = self.dialect.parameters()
            waited: float | None = None
            try:
                return self._read(self._sent(messages, sent))
            except APITimeoutError:
                reason = f"no answer within {self.patience.timeout:g} seconds"
            except APIConnectionError as error:
                reason = f"the connection failed ({self._told(error.__cause__ or error)})"
            except APIStatusError as error:
                if error.status_code in (400, 422) and (refusal := self._refusal(error)) is not None:
                    return refusal
                if error.status_code in (400, 404, 422) and self.dialect.learn(sent, _words(error)):
                    continue
                reason = self._passing(error)
                waited = asked_wait(error.response.headers)
            except ValueError as error:
                reason = f"the answer is not of the protocol ({error})"
            self._wait(attempt, waited)
            attempt += 1
        raise UnansweredError(f"{reason}, {self.patience.attempts} times")

    def _sent(self, messages: Sequence[dict[str, str]], parameters: dict[str, Any]) -> str:
        # What an endpoint takes is learned from its answers, so the question is a plain mapping.
        question: dict[str, Any] = {"model": self.model, "messages": list(messages), **parameters}
        raw = self._client.chat.completions.with_raw_response.create(**question)
        return str(raw.http_response.text)

    def _read(self, body: str) -> Answer:
        try:
            values = json.loads(body)
            choice = values["choices"][0]
            message = choice["message"]
            content, refusal = message.get("content"), message.get("refusal")
            usage = values.get("usage") or {}
            created = values.get("created")
            time = datetime.fromtimestamp(created, UTC) if isinstance(created, int | float) else datetime.now(UTC)
            answer = Answer(
                content=content if isinstance(content, str) else "",
                refusal=refusal if isinstance(refusal, str) and refusal else None,
                finish=str(choice.get("finish_reason") or "stop"),
                model=str(values.get("model") or self.model),
                tokens_in=_count(usage.get("prompt_tokens")),
                tokens_out=_count(usage.get("completion_tokens")),
                time=time.isoformat(timespec="seconds"),
            )
        except (KeyError, IndexError, TypeError, AttributeError, OverflowError, json.JSONDecodeError) as error:
            raise ValueError(f"{type(error).__name__}: {error}") from error
        with self._lock:
            self._answered = True
        return answer

    def _refusal(self, error: APIStatusError) -> Answer | None:
        """The answer that a refusal by the endpoint's own filter is, which comes as an error."""
        words = _words(error)
        if str(error.code) not in _REFUSED and not any(name in words for name in _REFUSED):
            return None
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Answer("", self._told(words), "content_filter", self.model, None, None, now)

    def _passing(self, error: APIStatusError) -> str:
        """In words why a question failed, where another attempt may go better."""
        words = self._told(_words(error))
        what = f"{self.host} answers {error.status_code}: {words}"
        if error.status_code in (401, 403):
            raise EndpointError(f"{what}. Look at the key in the environment variable that --api-key-env names.")
        if error.code == "insufficient_quota":
            raise EndpointError(f"{what}. Nothing more is answered for this key; what was answered is kept.")
        if error.status_code in _PASSING or error.status_code >= 500:
            return what
        if self._answered:
            # It is this question that it does not take.
            raise UnansweredError(what)
        raise EndpointError(f"{what}. Look at --model and --base-url.")

    def _wait(self, attempt: int, asked: float | None) -> None:
        if asked is not None:
            self.gate.close_for(asked)
        if attempt + 1 < self.patience.attempts:
            with self._lock:
                drawn = self.patience.wait(attempt, self._random)
            # What all threads were asked to wait passes at once; each comes back at a time of its own.
            self.gate.rest(drawn if asked is None else min(drawn, asked) / 4)

    def _told(self, error: object) -> str:
        # The key goes before the text is cut, or its beginning could stay at the cut.
        text = " ".join(str(error).split())
        return (text.replace(self._key, "…") if self._key else text)[:300]


def host_of(base_url: str) -> str:
    """The host that an address names.

    Raises
    ------
    PipelineError
        If it names none, or holds what may be secret.
    """
    parts = urlsplit(base_url)
    if "@" in (parts.netloc or base_url) or parts.query or parts.fragment:
        raise PipelineError(
            "--base-url: leave names, passwords and what follows a question mark out of the address, which is kept with the labels; a "
            "key is read from the environment variable that --api-key-env names."
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PipelineError(
            f"--base-url: '{base_url}' is no address of an endpoint. Give one such as http://localhost:11434/v1."
        )
    return parts.hostname


def _words(error: APIStatusError) -> str:
    body = error.body
    told = body.get("message") if isinstance(body, dict) else None
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        told = body["error"].get("message")
    return str(told or error.response.text or error.message)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

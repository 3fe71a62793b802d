"""The values of a JSON file one after the other; of a list, its items: a large file is never held whole."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.ingest.readers.lines import wide_encoding
from pipeline.ingest.sources.opening import Opened
from pipeline.io.charsets import windows_1252

_CHUNK = 1 << 20
_HEAD = 4096
_BETWEEN = re.compile(r"[\s,\ufeff\0]*")
_ESCAPED = re.compile("[\udc80-\udcff]+")
_SIGNS = re.compile(r'["{}\[\]]')
_IN_STRING = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)


class BrokenJsonError(ValueError):
    """What follows is no JSON."""


class TooLongError(ValueError):
    """A value is longer than allowed."""


class _Text:
    """The text of a file, of which only what is not yet read is held."""

    def __init__(self, opened: Opened) -> None:
        # Bytes that are no UTF-8 are kept apart and read as the code page of Windows.
        self._decoder = codecs.getincrementaldecoder(wide_encoding(opened.head(_HEAD)) or "utf-8")("surrogateescape")
        self._stream = opened.stream()
        self._json = json.JSONDecoder()
        self._held = ""
        self._at = 0
        self._ended = False

    def sign(self) -> str:
        """The next character that is no blank; the empty string at the end."""
        while True:
            if between := _BETWEEN.match(self._held, self._at):
                self._at = between.end()
            if self._at < len(self._held) or not self._more(_CHUNK):
                return self._held[self._at : self._at + 1]

    def step(self) -> None:
        """Pass over one character."""
        self._at += 1

    def value(self, longest: int) -> Any:
        """The next value.

        Raises
        ------
        BrokenJsonError
            If there is none.
        TooLongError
            If it has more than `longest` characters.
        """
        size = _CHUNK
        while True:
            try:
                value, end = self._json.raw_decode(self._held, self._at)
            except RecursionError as error:
                raise BrokenJsonError("nested too deeply") from error
            except ValueError as error:
                if len(self._held) - self._at > longest:
                    raise TooLongError from error
                if not self._more(size):
                    raise BrokenJsonError(getattr(error, "msg", str(error))) from error
                size *= 2
                continue
            # Of a number, more figures may follow.
            if end == len(self._held) and not isinstance(value, dict | list | str) and self._more(size):
                continue
            length, self._at = end - self._at, end
            if length > longest:
                raise TooLongError
            return value

    def pass_over(self) -> bool:
        """Go behind a value that cannot be read, as its brackets tell where it ends; false where that is nowhere."""
        depth, in_string = 0, False
        while True:
            if in_string and (inside := _IN_STRING.match(self._held, self._at)):
                self._at = inside.end()
            elif not in_string:
                found = _SIGNS.search(self._held, self._at)
                self._at = found.start() if found else len(self._held)
            sign = self._held[self._at : self._at + 1]
            if sign in ("", "\\"):
                if not self._more(_CHUNK):
                    return False
                continue
            # What closes more than was opened is the end of the list.
            if depth or sign not in "]}":
                self._at += 1
            if sign == '"':
                in_string = not in_string
            else:
                depth += 1 if sign in "{[" else -1
            if depth <= 0 and not in_string:
                return True

    def _more(self, size: int) -> bool:
        """Hold some more of the file; false at its end."""
        if self._ended:
            return False
        data = self._stream.read1(size)
        self._ended = not data
        text = self._decoder.decode(data, final=self._ended)
        text = _ESCAPED.sub(lambda bytes_: windows_1252(bytes_[0].encode("ascii", "surrogateescape")), text)
        self._held = self._held[self._at :] + text
        self._at = 0
        return True


def json_values(opened: Opened, longest: int, longest_answer: int) -> Iterator[Any]:
    """The items of a list, or the values that stand one behind the other; the error for one that cannot be read.

    Parameters
    ----------
    opened : Opened
    longest : int
        Most characters of an item of a list.
    longest_answer : int
        Most characters of a value that is in no list.

    Raises
    ------
    BrokenJsonError
        Where nothing can be read from here on.
    """
    text = _Text(opened)
    in_list = False
    while sign := text.sign():
        if sign in "[]" and in_list == (sign == "]"):
            in_list = not in_list
            text.step()
            continue
        try:
            yield text.value(longest if in_list else longest_answer)
        except (BrokenJsonError, TooLongError) as error:
            if sign not in '{["' or not text.pass_over():
                raise BrokenJsonError(str(error) or "the file stops in the middle") from error
            yield error
    if in_list:
        raise BrokenJsonError("the file stops in the middle")

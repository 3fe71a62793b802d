"""Files at an address (s3://, gs://, https:// …), by fsspec: listed here, opened where they are read."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, BinaryIO, cast

from pipeline.errors import PipelineError
from pipeline.ingest.sources.broken import SourceError
from pipeline.ingest.sources.guarded import source_error
from pipeline.provenance import DISTRIBUTION

_ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+)://")
# A path object has one slash left of an address.
_SHORTENED = re.compile(r"(?P<scheme>s3a?|gs|gcs|az|abfs|https?|ftp|memory):/(?!/)")
_WEB = ("http://", "https://")
# Smaller files are fetched in one request.
_AT_ONCE = 8_000_000


def is_address(place: str) -> bool:
    """Whether `place` is an address and no path of this machine."""
    return bool(_ADDRESS.match(place))


def restored_address(place: str) -> str:
    """An address of which a path object has left one slash, with both; anything else as it is.

    Examples
    --------
    >>> restored_address("s3:/news/2024"), restored_address("data/raw")
    ('s3://news/2024', 'data/raw')
    """
    return _SHORTENED.sub(lambda match: f"{match['scheme']}://", place, count=1)


def _file_system(address: str) -> tuple[Any, str]:
    protocol = address.partition("://")[0]
    try:
        from fsspec.core import url_to_fs

        return cast(tuple[Any, str], url_to_fs(address))
    except ImportError as error:
        raise PipelineError(
            f"{address}: {protocol}:// needs a library that is not installed ({error}): "
            f"`pip install '{DISTRIBUTION}[remote]'`."
        ) from error
    except ValueError as error:
        raise PipelineError(
            f"{address}: {protocol}:// is no protocol that is known; there are s3://, gs:// and https://."
        ) from error


def listed(address: str) -> list[str]:
    """The addresses of the files at an address: one file, all below a folder, or all that a pattern with ``*`` meets.

    Raises
    ------
    PipelineError
        If there is nothing, or it cannot be listed.
    """
    files, path = _file_system(address)
    try:
        files.invalidate_cache()
        if "*" in path or (not address.startswith(_WEB) and re.search(r"[?\[]", path)):
            found = [name for name, info in files.glob(path, detail=True).items() if info["type"] == "file"]
        elif address.startswith(_WEB):
            found = _of_web_server(files, path)
        elif files.info(path)["type"] == "file":
            found = [path]
        else:
            found = list(files.find(path))
    except (PipelineError, MemoryError):
        raise
    except FileNotFoundError:
        found = []
    except Exception as error:
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        raise PipelineError(
            f"{address}: cannot be listed ({reason}). Check the address, the network and your credentials."
        ) from error
    if not found:
        raise PipelineError(f"{address}: no such file or folder. Check the address.")
    return sorted(str(files.unstrip_protocol(name)) for name in found)


def _of_web_server(files: Any, address: str) -> list[str]:
    """A web server has no folders: an address that ends in a slash is one where its page links to files right below it."""
    if not address.endswith("/"):
        return [address] if files.exists(address) else []
    below = {name for name in files.ls(address, detail=False) if name.startswith(address)}
    return [name for name in below if not re.search(r"[/?#]", name.removeprefix(address))] or [address]


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file at an address.

    Attributes
    ----------
    address : str
    size : int, optional
        In bytes; ``None`` where the server does not say it.
    version : str
        What the store says of its state, to notice a change.
    seekable : bool
        Whether parts of it can be fetched.
    """

    address: str
    size: int | None
    version: str
    seekable: bool

    @classmethod
    def at(cls, address: str) -> RemoteFile:
        """The file at an address.

        Raises
        ------
        SourceError
            If there is none, or the store does not answer.
        """
        try:
            files, path = _file_system(address)
            info = files.info(path)
        except MemoryError:
            raise
        except Exception as error:
            raise source_error(error) from error
        stated = [
            str(info[key])
            for key in ("ETag", "etag", "LastModified", "Last-Modified", "mtime", "created", "size")
            if key in info
        ]
        parts = not address.startswith(_WEB) or bool(info.get("partial"))
        return cls(address, info.get("size"), " ".join(stated), parts and info.get("size") is not None)

    def open(self) -> BinaryIO:
        """Its bytes, from the beginning.

        Raises
        ------
        SourceError
            If the store does not answer.
        """
        try:
            if self.size is not None and self.size <= _AT_ONCE:
                return io.BytesIO(_fetched(self))
            files, path = _file_system(self.address)
            return cast(BinaryIO, files.open(path, "rb"))
        except MemoryError:
            raise
        except Exception as error:
            raise source_error(error) from error


def attributes_of_address(address: str) -> str:
    """What the store says of a file (entity tag, time of change, size), which changes when the file does.

    Raises
    ------
    OSError
        If there is no such file, or the store does not answer.
    """
    try:
        return RemoteFile.at(address).version
    except SourceError as broken:
        raise OSError(broken.sentence) from broken


# A small file is looked at and then read: fetched once.
@lru_cache(maxsize=1)
def _fetched(remote: RemoteFile) -> bytes:
    files, path = _file_system(remote.address)
    return cast(bytes, files.cat_file(path))

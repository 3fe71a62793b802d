"""Downloading a corpus from its public address; a file that is not the published one is not kept."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from pipeline.corpora.catalogue import Corpus
from pipeline.errors import PipelineError
from pipeline.io import atomic_path

_SECONDS = 60


def fetch_corpus(name: str, corpus: Corpus, folder: Path) -> list[Path]:
    """Download the files of a corpus into ``folder/name``; those already there and right are left alone.

    Returns
    -------
    list of Path
        The files that were downloaded.

    Raises
    ------
    PipelineError
        If the address cannot be reached or a file is not the published one.
    """
    fetched = []
    for file in corpus.files.values():
        path = folder / name / file.path
        if path.is_file() and _digest(path) == file.sha256:
            continue
        address = corpus.address + file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as temporary:
            try:
                with urlopen(address, timeout=_SECONDS) as response, temporary.open("wb") as out:
                    shutil.copyfileobj(response, out)
            except (URLError, OSError, ValueError) as error:
                raise PipelineError(
                    f"{address}: cannot be fetched ({error}). Download it by hand to {path}, or try again later."
                ) from error
            if _digest(temporary) != file.sha256:
                raise PipelineError(
                    f"{address}: not the published file (SHA-256 {_digest(temporary)[:12]}…, expected {file.sha256[:12]}…). "
                    "It was not kept; mend the checksum in pipeline/corpora/catalogue.yaml only if the authors changed the file."
                )
        fetched.append(path)
    return fetched


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

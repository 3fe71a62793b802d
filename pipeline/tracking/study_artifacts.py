"""Files of runs beside a study's SQLite store, under addresses that hold no folder of the machine.

MLflow writes where the files of an experiment, a run and a model lie into its database, as absolute paths; a study that was
moved or copied would look for them where it no longer is. An address such as ``study:/mlartifacts/1`` counts from the
folder of the database instead. MLflow finds this class through the entry point in ``pyproject.toml``, `mlflow ui` too.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mlflow.store.artifact.local_artifact_repo import LocalArtifactRepository

from pipeline.study_folder import lasting_folder

_SQLITE = "sqlite:///"
# The database of a server that runs in this process.
_SERVED = "_MLFLOW_SERVER_FILE_STORE"


class StudyArtifacts(LocalArtifactRepository):
    """The files at ``study:/PATH``, which lie at PATH below the folder of the SQLite store.

    Parameters
    ----------
    artifact_uri : str
    tracking_uri, registry_uri : str, optional
        As MLflow gives them; where neither is SQLite, the store is that of the study of the working folder.
    """

    def __init__(self, artifact_uri: str, tracking_uri: str | None = None, registry_uri: str | None = None) -> None:
        below = unquote(urlsplit(artifact_uri).path).lstrip("/")
        super().__init__((_folder(tracking_uri, registry_uri) / below).as_uri(), tracking_uri, registry_uri)
        self.artifact_uri = artifact_uri


def _folder(*uris: str | None) -> Path:
    import mlflow

    for uri in (*uris, os.environ.get(_SERVED), mlflow.get_tracking_uri()):
        if uri and uri.startswith(_SQLITE):
            return Path(uri.removeprefix(_SQLITE)).resolve().parent
    return lasting_folder()

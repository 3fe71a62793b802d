"""Which data, code, lock file and Python a run belongs to, as the tags that it carries; the same for here and now."""

from __future__ import annotations

import hashlib
import subprocess
from functools import cache
from pathlib import Path

import yaml

from pipeline.config import PipelineConfig
from pipeline.provenance import code_version, file_digest, git_state
from pipeline.tracking.environment import python_version

LOCK = Path("requirements.lock")
_DIGITS = 12


def short(digest: str) -> str:
    """The first digits of a digest, enough to tell versions apart."""
    return digest[:_DIGITS]


def dvc_hash(path: Path) -> str | None:
    """The hash that ``dvc.lock`` gives for the output that is or holds `path`, or ``None`` where DVC does not track it."""
    lock = Path("dvc.lock")
    if not lock.exists():
        return None
    stages = (yaml.safe_load(lock.read_text(encoding="utf-8")) or {}).get("stages", {})
    for stage in stages.values():
        for output in stage.get("outs", []):
            # DVC may keep a file alone or with its folder.
            if Path(output["path"]) in (path, *path.parents):
                return str(output.get("md5") or output.get("hash"))
    return None


def _git(*arguments: str) -> bytes | None:
    try:
        run = subprocess.run(["git", *arguments], capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None


def uncommitted_diff() -> bytes:
    """The changes of tracked files that are not committed, as ``git apply`` takes them; empty outside git."""
    return _git("diff", "HEAD", "--binary", "--no-color", "--no-ext-diff") or b""


@cache
def _code_digest() -> str:
    """Of the package's code and knowledge; what a commit does not say of code that is not committed, or installed."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(path for path in package.rglob("*") if path.is_file()):
        parts = path.relative_to(package).parts
        # The models carry digests of their own, in the description of every model made from them, and in a checkout the
        # packaged configuration is that of the study, which is kept with every run.
        if "__pycache__" not in parts and parts[0] != "shipped" and parts != ("config", "default.yaml"):
            digest.update("/".join(parts).encode() + b"\x00" + path.read_bytes())
    return digest.hexdigest()


def version_tags(config: PipelineConfig, diff: bytes) -> dict[str, str]:
    """The tags that say what a run was made of.

    Parameters
    ----------
    config : PipelineConfig
        Its paths say where the data lie.
    diff : bytes
        What `uncommitted_diff` gave.
    """
    state = git_state(Path.cwd())
    tags = {
        "code_version": code_version(),
        "code_digest": short(_code_digest()),
        "data_version": short(file_digest(config.paths.gold)) if config.paths.gold.is_dir() else "none",
        "git_commit": state.commit if state else "none",
        "git_dirty": str(state.dirty).lower() if state else "unknown",
        "git_diff": short(hashlib.sha256(diff).hexdigest()) if diff else "none",
        "dvc_gold": dvc_hash(config.paths.gold) or "not yet tracked",
        "dvc_articles": dvc_hash(config.paths.articles) or "not yet tracked",
        "lock_file": short(file_digest(LOCK)) if LOCK.exists() else "none",
        "python": python_version(),
    }
    if reference := _git("describe", "--all", "--exact-match"):
        tags["git_ref"] = reference.decode().strip().removeprefix("heads/")
    return tags

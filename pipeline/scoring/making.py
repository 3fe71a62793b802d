"""One table of scores on its way: planned, judged where it is not judged yet, and joined."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.drift import DriftReport, compare
from pipeline.errors import PipelineError
from pipeline.ingest.reasons import Reason
from pipeline.io import SetAside
from pipeline.io.tables import require_distinct
from pipeline.progress import progress_steps
from pipeline.provenance import code_version
from pipeline.scoring.cautions import CRASHED
from pipeline.scoring.claim import claimed
from pipeline.scoring.destination import Destination
from pipeline.scoring.engine import opened_engine
from pipeline.scoring.estimating import worth_of_estimate
from pipeline.scoring.former import Former, table_state
from pipeline.scoring.job import Job
from pipeline.scoring.joining import Joined, Parts
from pipeline.scoring.judge import Judge
from pipeline.scoring.judging import Done, read_part
from pipeline.scoring.manifest import Manifest, write_summary
from pipeline.scoring.outcome import ScoreReport
from pipeline.scoring.places import is_address, remove, upload
from pipeline.scoring.planning import Plan, plan_of
from pipeline.scoring.run import ScoreRun
from pipeline.scoring.running import run_shards
from pipeline.scoring.shards import dealt
from pipeline.scoring.writing import written


@dataclass(slots=True)
class TableInMaking:
    """A table of scores, what it is made of, and how.

    Attributes
    ----------
    inputs : list of str
        Paths and addresses.
    destination : Destination
    job : Job
    run : ScoreRun
    workers : int
    rejects : str, optional
        Where unusable records go; beside the destination by default.
    """

    inputs: list[str]
    destination: Destination
    job: Job
    run: ScoreRun
    workers: int
    rejects: str | None
    began: float = field(default_factory=time.perf_counter)

    def made(self, judge: Judge) -> ScoreReport:
        """Plan, judge what is not judged yet, join.

        Raises
        ------
        PipelineError
            See `pipeline.score_files`.
        """
        former = Former.at(self.destination)
        former.require_replaceable(self.inputs)
        if not self.run.overwrite:
            former.require_mine(self.job.about, self._named)
        with claimed(self.destination) as database:
            plan = plan_of(self.inputs, self._own, self.job, database)
            local = [Path(s.place) for s in plan.sources if not is_address(s.place)]
            outputs = [self.destination.place, *([self.rejects] if self.rejects else [])]
            require_distinct(local, [Path(place) for place in outputs if not is_address(place)])
            if former.is_complete(plan.digest, self.destination, self._tried_again):
                assert former.summary is not None
                return self._told_again(former.summary, judge)
            manifest = Manifest(self.destination.parts)
            done = self._judged_before(plan, manifest)
            before = set(done)
            self._judge(plan, done, manifest)
            # That may have taken days, in which something may have been put into the folder.
            former.require_replaceable(self.inputs)
            report = self._join(plan, done, before, judge)
            # Of former models, options and files, which nothing would ask for again.
            manifest.keep_only({each.shard for each in done.values()})
        if not self._keeps_parts:
            remove(self.destination.parts)
        return report

    @property
    def _own(self) -> list[str]:
        """What this run writes."""
        return [*self.destination.outputs, *([self.rejects] if self.rejects else [])]

    @property
    def _named(self) -> list[str]:
        """The inputs, from where the table is: they mean the same in every folder, and where both are moved together."""
        return sorted({self.destination.called_from_here(place.rstrip("/") or place) for place in self.inputs})

    @property
    def _tried_again(self) -> frozenset[str]:
        """The codes of rejects that may be none the next time; what ended a process is tried where that is asked for."""
        return frozenset([Reason.NOT_REACHED, *([CRASHED] if self.run.overwrite else [])])

    @property
    def _keeps_parts(self) -> bool:
        if self.run.keep_parts is not None:
            return self.run.keep_parts
        return any(is_address(place) or Path(place).is_dir() for place in self.inputs)

    def _aside(self) -> SetAside:
        return SetAside(Path(self.rejects or self.destination.rejects))

    def _judged_before(self, plan: Plan, manifest: Manifest) -> dict[str, Done]:
        """The portions of the plan that a whole part holds, each with its shard."""
        needed = {portion.key for portion in plan.portions}
        found: dict[str, Done] = {}
        for done in manifest.done():
            mine = [counts.key for counts in done.portions if counts.key in needed and counts.key not in found]
            if mine and (part := read_part(self.job, done)) is not None:
                again = part.portions_with(self._tried_again)
                found.update({key: done for key in mine if key not in again})
        return found

    def _judge(self, plan: Plan, done: dict[str, Done], manifest: Manifest) -> None:
        waiting = [portion for portion in plan.portions if portion.key not in done]
        if not waiting:
            return
        # Two files of one content and name cannot be, so each key stands once.
        shards = list(dealt(list({portion.key: portion for portion in waiting}.values()), self.workers))
        sizes = {shard.key: shard.articles for shard in shards}
        finished = 0
        with opened_engine(self.run.engine, self.workers) as engine, progress_steps("score") as step:
            step(0, sum(sizes.values()))
            with closing(run_shards(shards, self.job, engine)) as outcomes:
                for outcome in outcomes:
                    manifest.add(outcome)
                    done.update((counts.key, outcome) for counts in outcome.portions)
                    finished += sizes[outcome.shard]
                    step(finished, sum(sizes.values()))

    def _join(self, plan: Plan, done: dict[str, Done], before: set[str], judge: Judge) -> ScoreReport:
        parts = Parts(plan, done, self.job)
        aside = self._aside()
        aside.rejects += [*plan.rejects, *parts.rejects()]
        self._write_rejects(aside)
        joined = Joined(passed_over=plan.passed_over)
        versions = {
            "data_version": plan.data_version,
            "code_version": code_version(),
            "config_version": self.job.config_version,
        }
        about = {**self.job.about, **versions}
        with written(self.destination, about) as sink:
            for table in parts.tables(joined, versions):
                sink.write(table)
            if not joined.articles and not joined.passed_over:
                # Raised in here, so that no table is left.
                raise aside.nothing_left([Path(place) for place in self.inputs])
            summary = {
                "inputs": self._named,
                "about": self.job.about,
                **versions,
                "plan": plan.digest,
                "partition": list(self.destination.partition),
                "complete": False,
            }
            shards = list({each.shard: each for each in (done[p.key] for p in plan.portions)}.values())
            # If the process ends between here and the end, the next one knows whose table this is.
            write_summary(self.destination.summary, summary, shards)
        summary |= {
            "complete": True,
            "state": table_state(self.destination),
            "counts": {name: value for name, value in asdict(joined).items() if name != "stances"},
            "unread": len(plan.rejects),
            "codes": dict(sorted(Counter(str(reject.code) for reject in aside.rejects).items())),
            "stances": [
                [target, stance, number] for (target, stance), number in sorted(joined.stances.items(), key=str)
            ],
        }
        write_summary(self.destination.summary, summary, shards)
        kept = sum(c.articles for each in shards for c in each.portions if c.key in before)
        new = [each for each in shards if any(c.key not in before for c in each.portions)]
        notes = worth_of_estimate(self.destination, joined.articles + joined.copies - kept, new) if new else []
        drift = compare(self.job.training, parts.profile())
        notes += _logged(drift, self.job, versions)
        records = joined.records + len(plan.rejects)
        return self._told(joined, aside, judge, kept=kept, records=records, notes=notes, drift=drift)

    def _write_rejects(self, aside: SetAside) -> None:
        place = self.rejects or self.destination.rejects
        if not aside.rejects and self.rejects is None:
            # Those of an earlier run are not about this table.
            remove(place)
        elif is_address(place):
            import tempfile

            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / Path(place).name
                SetAside(path, aside.rejects).write()
                upload(path, place)
        elif aside.rejects or self.rejects:
            aside.write()

    def _told(self, joined: Joined, aside: SetAside, judge: Judge, **more: Any) -> ScoreReport:
        return ScoreReport(
            out=Path(self.destination.place),
            rows=joined.rows,
            articles=joined.articles,
            judge=judge,
            stances=joined.stances,
            aside=aside,
            other_languages=joined.other_languages,
            languages=self.job.settings.extract.languages,
            copies=joined.copies,
            copied_rows=joined.copied_rows,
            unwanted=joined.passed_over,
            seconds=time.perf_counter() - self.began,
            **more,
        )

    def _told_again(self, summary: dict[str, Any], judge: Judge) -> ScoreReport:
        stances = Counter({(target, stance): number for target, stance, number in summary["stances"]})
        joined = Joined(**summary["counts"], stances=stances)
        return self._told(
            joined,
            self._aside(),
            judge,
            kept=joined.articles,
            records=joined.records + summary["unread"],
            complete_before=True,
        )


def _logged(drift: DriftReport, job: Job, versions: Mapping[str, str]) -> list[str]:
    """Log what was found in the study's store; a store that does not take it is told of, and no reason to lose scores."""
    from pipeline.tracking.drift_runs import log_drift

    try:
        log_drift(drift, job.settings.tracking, {"model_version": job.model_version, **versions})
    except PipelineError as error:
        return [str(error)]
    return []

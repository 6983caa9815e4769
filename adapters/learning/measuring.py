"""A question set, measured: rates by outcome, language, difficulty and article, and what changed since another run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from adapters.learning.cases import Case
from adapters.learning.judging import Judge, Judgement

#: By what the rates are told, and how a case belongs.
GROUPS = ("outcome", "language", "difficulty", "article")
#: Where a case says nothing of that.
NOT_SAID = "-"


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a run keeps of one case; its text stays in the set."""

    came: str
    wrong: tuple[str, ...] = ()
    wrongly_permitted: bool = False


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement of one set, as it is saved."""

    file: str
    at: str
    #: The library's version: which rule books and vocabulary answered.
    version: str
    results: dict[str, Result]

    @property
    def right(self) -> int:
        """How many came out right."""
        return sum(not result.wrong for result in self.results.values())

    @property
    def wrongly_permitted(self) -> int:
        """How many were permitted and must not be."""
        return sum(result.wrongly_permitted for result in self.results.values())

    @property
    def rate(self) -> float:
        """The share that came out right, in per cent."""
        return 100 * self.right / len(self.results) if self.results else 100.0


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A run with everything that was found out."""

    run: Run
    judgements: tuple[Judgement, ...]

    @property
    def misses(self) -> list[Judgement]:
        """What came out wrong, wrongly permitted ones first."""
        return sorted((one for one in self.judgements if one.wrong), key=lambda one: (not one.wrongly_permitted, one.case.id))

    @property
    def unchecked(self) -> int:
        """How many name words of a source that isn't attached, so that their clause wasn't compared."""
        return sum(one.unchecked for one in self.judgements)

    def rates(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Group -> value -> right and all."""
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for group in GROUPS:
            total = Counter(belongs(one.case, group) for one in self.judgements)
            right = Counter(belongs(one.case, group) for one in self.judgements if not one.wrong)
            found[group] = {key: (right[key], total[key]) for key in sorted(total)}
        return found

    def instead(self) -> dict[str, dict[str, int]]:
        """What was expected -> what came of those that were missed, the most frequent first; the same where another thing was wrong."""
        came: dict[str, Counter[str]] = defaultdict(Counter)
        for one in self.misses:
            came[belongs(one.case, "outcome")][one.came] += 1
        return {wanted: dict(counts.most_common()) for wanted, counts in sorted(came.items())}


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What is otherwise than in the other run; ids of cases."""

    mended: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    newly_permitted: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mended or self.broken or self.newly_permitted or self.new or self.gone)


def belongs(case: Case, group: str) -> str:
    """Where a case belongs within a group, if it says."""
    if group == "outcome":
        return f"{'ask' if case.asks else 'check'} {case.wanted}"
    return {"language": case.lang, "difficulty": case.difficulty, "article": case.article}[group] or NOT_SAID


def measure(judge: Judge, cases: Iterable[Case], file: str, at: datetime) -> Measured:
    """Put every case to the judge."""
    judgements = tuple(judge.judge(case) for case in cases)
    results = {one.case.id: Result(came=one.came, wrong=one.wrong, wrongly_permitted=one.wrongly_permitted) for one in judgements}
    run = Run(file=file, at=at.isoformat(timespec="seconds"), version=judge.service.library.version, results=results)
    return Measured(run=run, judgements=judgements)


def difference(before: Run, after: Run) -> Difference:
    """What came out right before and doesn't now, and the other way round."""
    both = [ident for ident in after.results if ident in before.results]
    return Difference(
        mended=tuple(i for i in both if before.results[i].wrong and not after.results[i].wrong),
        broken=tuple(i for i in both if after.results[i].wrong and not before.results[i].wrong),
        newly_permitted=tuple(i for i in both if after.results[i].wrongly_permitted and not before.results[i].wrongly_permitted),
        new=tuple(i for i in after.results if i not in before.results),
        gone=tuple(i for i in before.results if i not in after.results),
    )


def write_run(run: Run, path: Path) -> None:
    """Save a run, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=1))
    draft.replace(path)


def read_run(path: Path) -> Run | None:
    """A saved run; None where there is none, or where it isn't one."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Run)
    except (OSError, msgspec.MsgspecError):
        return None


def last_runs(folder: Path) -> Mapping[str, Run]:
    """Every saved run of a folder, by the file that it measured."""
    runs = (read_run(path) for path in sorted(folder.glob("*.json")))
    return {run.file: run for run in runs if run is not None}

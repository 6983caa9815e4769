"""What can be wrong with a rule book, and what to write instead.

`FAULTS` says it for every kind of fault, in both languages; checks name the kind, the line and the words to fill in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from bot.model import ClauseId, Words
from bot.rulebook.faults import FAULTS, Fault

#: After so many of one file only one more is given, which says that there are more.
MOST = 500
#: Among more names than these the nearest isn't looked for.
MOST_NAMES = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that is wrong at one place. A `warning` leaves the book usable."""

    file: str
    line: int
    kind: str
    message: Words
    remedy: Words
    warning: bool = False
    #: The clauses that it concerns, where it is about what they say and not about how they are written down.
    clauses: tuple[ClauseId, ...] = ()
    #: Why the company lives with it, where the book accepts it.
    accepted: Words | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message.en}; {self.remedy.en}"


class Broken(Exception):
    """Something that is read can't be used; `findings` holds every error, in the order of files and lines."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


class BrokenRuleBook(Broken):
    """The rule books can't be used."""


@dataclass(kw_only=True, slots=True)
class Report:
    """Collects what is wrong with one file."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    #: What is said of each kind of fault; files that are no rule books bring their own.
    faults: Mapping[str, Fault] = field(default_factory=lambda: FAULTS, repr=False)
    #: How often an error was noted, the same one twice included.
    noted: int = 0

    @property
    def full(self) -> bool:
        """Whether enough was found to stop looking."""
        return self.noted >= MOST

    @property
    def broken(self) -> bool:
        """Whether there is an error among the findings."""
        return any(not finding.warning for finding in self.findings)

    def add(self, kind: str, line: int, **words: object) -> None:
        """Note a fault of `kind` in `line`; `words` fill its sentences."""
        if not self.faults[kind].warning:
            self.noted += 1
            if self.noted > MOST + 1:
                return
            if self.noted > MOST:
                kind, line, words = "more", 1, {"most": MOST}
        fault = self.faults[kind]
        if fault.warning and len(self.findings) >= 2 * MOST:
            return
        todo = fault.otherwise if fault.otherwise and not words.get("hint") else fault.remedy
        message, remedy = fault.message.filled(**words), todo.filled(**words)
        finding = Finding(file=self.file, line=line, kind=kind, message=message, remedy=remedy, warning=fault.warning)
        if finding not in self.findings:
            self.findings.append(finding)

    def unknown(self, kind: str, line: int, name: str, known: Collection[str], **words: object) -> None:
        """Note that `name` is none of `known`, with the nearest of them, or all where they are few.

        A name that may as well have to be added is told only what it may have been meant for.
        """
        guess = self.faults[kind].otherwise is None
        hint = "…" if self.full or len(known) > MOST_NAMES else nearest(name, sorted(known), guess=guess)
        self.add(kind, line, name=shortened(name), hint=hint, **words)


def shortened(text: object) -> str:
    """A text cut to what fits into a line of a report."""
    line = " ".join(str(text).split())
    return line if len(line) <= 60 else f"{line[:57]}…"


def nearest(name: str, known: Sequence[str], *, guess: bool = True) -> str:
    """The names nearest to this one; of few names those that are near, else all; of many always some, unless nobody is to guess."""
    few = len(known) <= 12
    cutoff = 60 if few or not guess else 0
    near = [word for word, _, _ in process.extract(name[:60], known, scorer=fuzz.ratio, limit=2, score_cutoff=cutoff)]
    return " / ".join(f"`{word}`" for word in near or (known if few or guess else ())) or ("—" if guess else "")

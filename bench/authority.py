"""`make bench-authority`: how fast we decide, beside other engines on the same decisions in the same run.

    python bench/authority.py [--quick]

Every engine must say the same as we do of every decision it is timed on, and we the same as the oracle; otherwise the run fails.
Ours is the full decision: outcome, reason, clauses, approver, trail, obligations. The others are asked until they have named the
same approver: for the actor, then for each superior up the line, which we work out for them; beside it stands their rate for the
actor's yes or no alone. They explain nothing. Nothing is cached between decisions.
Times are processor time of this process, so that what else the machine does isn't measured; how many times as fast we are is the
median of rounds that they and we take in turn.
A figure stands beside its goal in brackets, and is marked when it misses it.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import yaml

from bench import company, peers
from bot.authority import Situation, decide
from bot.authority.routing import line_above
from bot.model import Decision, Outcome, Proposal
from bot.rulebook.caching import library_from, packed
from bot.rulebook.compiling import compile_books
from bot.rulebook.library import Library
from bot.rulebook.reading import compile_library
from bot.rulebook.wording import compile_vocabulary
from tests.bot.authority.oracle import Ask, Oracle

GRANTS = 10_000
GROWTH = (100, 1_000, 10_000, 100_000)
DECISIONS = 20_000
ROUNDS = 5
JUDGED = 150
#: So many of our decisions take long enough to be timed.
MEASURABLE = 4000
Case = tuple[Situation, Proposal]
missed: list[str] = []


def told(name: str, figure: str, *, goal: str = "", met: bool = True) -> None:
    """One line of the report."""
    mark = "" if met else "   <- missed"
    print(f"  {name:<44} {figure:>26}   {f'[{goal}]' if goal else ''}{mark}", flush=True)
    if not met:
        missed.append(name)


def library_of(grants: int) -> Library:
    """The company with this many grants, compiled."""
    return compile_books(company.books(grants), compile_vocabulary(company.vocabulary()), "v")


def rate(work: Callable[[], Any], count: int, rounds: int = ROUNDS) -> float:
    """How many a second, in the best of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return count / best


def beside(ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int, times: int) -> tuple[float, float]:
    """The shortest time that theirs takes, and how many times as long as ours: the median of rounds taken in turn.

    Ours is done so many `times` over: of the slowest engines' few decisions it takes less than can be measured.
    """
    took: list[float] = []
    ratios: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            ours()
        between = time.process_time()
        theirs()
        took.append(time.process_time() - between)
        ratios.append(took[-1] * times / (between - start))
    return min(took), median(ratios)


def percentiles(work: Callable[[Any], Any], cases: Iterable[Any]) -> tuple[float, float]:
    """The median and the 99th percentile of one call, in microseconds."""
    took: list[int] = []
    for case in cases:
        start = time.thread_time_ns()
        work(case)
        took.append(time.thread_time_ns() - start)
    took.sort()
    return took[len(took) // 2] / 1000, took[len(took) * 99 // 100] / 1000


def decide_all(library: Library, cases: Sequence[Case]) -> None:
    """Every case once."""
    for situation, proposal in cases:
        decide(library, situation, proposal)


def measure_ours(library: Library, cases: Sequence[Case]) -> None:
    """Print our rate and our percentiles."""
    ours = rate(lambda: decide_all(library, cases), len(cases))
    half, most = percentiles(lambda case: decide(library, *case), cases)
    told("decisions a second", f"{ours:,.0f}", goal="at least 90,000", met=ours >= 90_000)
    told("one decision, p50 / p99", f"{half:.1f} / {most:.1f} µs", goal="p99 at most 25 µs", met=most <= 25)
    unsure = list(company.questions(GRANTS, DECISIONS, known=False))
    half, most = percentiles(lambda case: decide(library, *case), unsure)
    told("partial facts, p50 / p99", f"{half:.1f} / {most:.1f} µs", goal="p99 at most 500 µs", met=most <= 500)


def posts_of(library: Library, situation: Situation) -> tuple[str, ...]:
    """The posts whose grants count: one's own, and that of an absent one for whom one acts."""
    (own,) = situation.roles
    acts_for = library.roles[own].acts_for
    return (own, acts_for.role) if acts_for and acts_for.role in situation.absent and own not in situation.absent else (own,)


def chain_of(library: Library, case: Case) -> list[peers.Question]:
    """What the others are asked for one decision: the actor's own posts, then each superior who is there, up the line."""
    situation, proposal = case
    assert proposal.amount
    above = [(key,) for key in line_above(library, situation.roles[0]) if key not in situation.absent]
    asked = [posts_of(library, situation), *above]
    return [peers.question(posts, str(proposal.action), proposal.amount.value, proposal.facts) for posts in asked]


def ask_own(ask: peers.Ask, chains: Sequence[list[peers.Question]]) -> list[bool]:
    """Yes or no for the actor alone."""
    return [ask(chain[0]) for chain in chains]


def ask_up(ask: peers.Ask, chains: Sequence[list[peers.Question]]) -> list[str | None]:
    """The first who may: the actor or the nearest superior."""
    return [next((question.posts[0] for question in chain if ask(question)), None) for chain in chains]


def who_may(case: Case, decision: Decision) -> str | None:
    """The same as we say it, stand-ins and referrals aside."""
    if decision.outcome is Outcome.PERMITTED:
        return case[0].roles[0]
    approver = decision.approver
    return approver.role if approver and not approver.referral and not approver.stands_for else None


def measure_peers(library: Library, books: dict[str, Any], cases: Sequence[Case]) -> None:
    """Print each engine's rate, after it has agreed with us on every decision that it is timed on."""
    listed, forbidden = peers.rules(books), peers.bans(books)
    decisions = [decide(library, *case) for case in cases]
    chains = [chain_of(library, case) for case in cases]
    allowed = [decision.outcome is Outcome.PERMITTED for decision in decisions]
    approvers = [who_may(case, decision) for case, decision in zip(cases, decisions, strict=True)]
    # An absent superior's stand-in is ours alone to find: such cases are timed and not compared.
    plain = [not case[0].absent and decision.outcome is not Outcome.PROHIBITED for case, decision in zip(cases, decisions, strict=True)]
    for name, (make, count, goal) in peers.ENGINES.items():
        try:
            ask = make(listed, forbidden)
        except ImportError as error:
            told(name, f"not installed: {error.name}")
            continue
        few = chains[:count]
        found = zip(ask_up(ask, few), approvers, plain, strict=False)
        agree = ask_own(ask, few) == allowed[:count] and all(theirs == known for theirs, known, compared in found if compared)
        same = partial(decide_all, library, cases[:count])
        rounds = 15 if count > 10_000 else 5
        (alone, own_ratio), (up, ratio) = (
            beside(same, partial(way, ask, few), rounds, max(1, MEASURABLE // count)) for way in (ask_own, ask_up)
        )
        half, most = percentiles(ask, [chain[0] for chain in few])
        floor = make is peers.floor
        goal_text = "within 3 ×" if floor else f"we at least {goal:g} ×" if goal else ""
        met = 1 / ratio <= 3 if floor else goal is None or ratio >= goal
        told(name, f"{count / up:,.0f}/s, we {_times(ratio)}", goal=goal_text, met=met and agree)
        told("", f"yes or no alone {count / alone:,.0f}/s, we {_times(own_ratio)}; p50 {half:,.1f}, p99 {most:,.1f} µs")
        if not agree:
            told("", "it DISAGREES")


def _times(ratio: float) -> str:
    return f"{ratio:,.1f} ×" if ratio >= 1 else f"1/{1 / ratio:.1f}"


def judge(library: Library, books: dict[str, Any], cases: Sequence[Case]) -> None:
    """Hold our decisions against the oracle's."""
    wrong = 0
    for situation, proposal in cases[:JUDGED]:
        book, _, post = situation.roles[0].partition("/")
        amount = (proposal.amount.value, proposal.amount.unit) if proposal.amount else None
        ask = Ask(action=proposal.action, amount=amount, facts=proposal.facts, relation=proposal.target.relation)
        absent = frozenset(one.partition("/")[2] for one in situation.absent if one.startswith(f"{book}/"))
        verdict = Oracle(books[book], (), (post,), absent, ask).verdict()
        decision = decide(library, situation, proposal)
        approver = decision.approver.role.partition("/")[2] if decision.approver and decision.approver.role else None
        wrong += (decision.outcome.value, approver) != (verdict.outcome, verdict.approver)
    told("decisions that agree with the oracle", f"{len(cases[:JUDGED]) - wrong} of {len(cases[:JUDGED])}", goal="all", met=not wrong)


def measure_growth() -> None:
    """Print our rate as the books grow."""
    for grants in GROWTH:
        library = library_of(grants)
        cases = list(company.questions(grants, DECISIONS // 4))
        told(f"{grants:,} grants, {len(library.roles):,} posts", f"{rate(partial(decide_all, library, cases), len(cases)):,.0f}/s")


def measure_loading(library: Library) -> None:
    """Print how long it takes to load the company."""
    content = {**{f"{book}/rulebook.yaml": said for book, said in company.books(GRANTS).items()}, "vocabulary.yaml": company.vocabulary()}
    texts = {path: yaml.dump(_plain(said), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False) for path, said in content.items()}
    took = 1 / rate(lambda: compile_library(texts), 1, 3)
    told("load from YAML", f"{took:.2f} s", goal="at most 2.5 s", met=took <= 2.5)
    kept = packed(library)
    took = 1 / rate(lambda: library_from(kept), 1, 3)
    told("load from the cache", f"{took:.3f} s, {len(kept) / 1e6:.1f} MB", goal="at most 0.15 s", met=took <= 0.15)
    if library_from(kept) != library:
        told("the cache gives the same library", "no", met=False)


def _plain(said: Any) -> Any:
    if isinstance(said, dict):
        return {str(key): _plain(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_plain(value) for value in said]
    return said if isinstance(said, bool) else str(said) if isinstance(said, str) else int(said)


def main() -> int:
    """Print every figure; 1 if one missed its goal."""
    gc.collect()
    books = company.books(GRANTS)
    library = library_of(GRANTS)
    cases = list(company.questions(GRANTS, DECISIONS))
    print(f"{len(library.grants):,} grants over {len(library.roles):,} posts, {len(cases):,} decisions")
    judge(library, books, cases)
    measure_ours(library, cases)
    if "--quick" not in sys.argv:
        print("beside others, on the same decisions (with the approver; processor time)")
        measure_peers(library, books, cases)
        print("as the books grow")
        measure_growth()
        print("loading")
        measure_loading(library)
    print(f"{len(missed)} figures missed" + (f": {', '.join(missed)}" if missed else ""))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())

"""What is left of the rule books once they are read, checked and compiled: the one thing that answers and decides.

Nothing here knows YAML or files; `bot.rulebook.reading` makes a `Library` from a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.model import Clause, ClauseId, Grant, Limit, Obligation, Prohibition, Role, RoleKey, Words
from bot.rulebook.index import Index, index


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """The ways people say one thing. A `*` in a phrase stands for up to six characters within a sentence."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Concept:
    """One notion of the vocabulary, a verb or a thing, that duties, clauses and questions have in common."""

    id: str
    phrases: Phrases


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """Something that a grant can be about.

    `money` are words that mean it only where a sum stands beside them (扣他 50 元, pay her 300 yuan).
    `things` name only whom or what it is done to, and mean it behind one of the words of `doing`, or beside one of `done`;
    beside one of `doing` anywhere, where it isn't done to employees.
    `unlike` are words that make something else of it where they stand in its clause (a gift in cash).
    An action that counts only `alone` gives way to any other in the same sentence. `beside` are the things no book
    speaks of that may be named with it (a fine out of somebody's salary).
    `worth` says that a sum beside it tells what the thing is worth, and isn't its amount.
    `unit` is the unit of its amount (`CNY`, `percent`, `share`, …), None where it has none.
    `concerns` is `employee` or `customer`: whom it is done to, None where that doesn't matter.
    `earned` says what kind of work it answers, done `well` or `ill`, None where it may answer either.
    """

    id: str
    title: Words
    phrases: Phrases
    money: Phrases = Phrases()
    things: Phrases = Phrases()
    doing: Phrases = Phrases()
    done: Phrases = Phrases()
    unlike: Phrases = Phrases()
    unit: str | None = None
    concerns: str | None = None
    earned: str | None = None
    irrevocable: bool = False
    alone: bool = False
    worth: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Gauge:
    """Within which bounds a number states a fact, in which unit, and `of` what: the words beside which it stands."""

    unit: str
    at_least: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    at_most: Decimal | None = None
    of: Phrases = Phrases()

    @property
    def over_midnight(self) -> bool:
        """Whether it is from one hour of the day to an earlier one of the next."""
        lower, upper = (one if other is None else other for one, other in ((self.at_least, self.above), (self.below, self.at_most)))
        return self.unit == "clock" and lower is not None and upper is not None and lower > upper


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """Something that a condition turns on.

    `true` and `false` are phrases that state it; `about` are phrases that speak of it and state
    it true or false by the words round them (确认有…, 没有…, 不知道有没有…); `signs` point to it and
    state it only beside a word that confirms it, or where it tells how an employee works, one that says every day;
    `open` says that it is not known yet.
    Of the `others` it says nothing, whatever is said of them in its words (the box is broken).
    An `own` fact is about the one who acts: what is said of somebody else states nothing of it.
    `concerns` is `employee` where it tells how an employee works; whoever it is said of is whom the act is done to.
    `conflict` is what counts where a sentence says both (损害不大但影响较大); without it, neither does.
    A `presumed` fact holds unless it is stated not to, and is never asked for.
    `measure` says which numbers state it (120 guests, where there must be at least 100).
    """

    id: str
    title: Words
    question: Words
    true: Phrases = Phrases()
    false: Phrases = Phrases()
    about: Phrases = Phrases()
    signs: Phrases = Phrases()
    open: Phrases = Phrases()
    others: Phrases = Phrases()
    own: bool = False
    concerns: str | None = None
    conflict: bool | None = None
    presumed: bool = False
    measure: Gauge | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Everything that the language layer recognises, as data.

    `relations` maps ids of `bot.model.Relation` to phrases; `markers` names the small words (negation,
    doubt, hearsay, condition, question, …) to phrases; `silent` are things that people ask for and no book speaks of.
    """

    concepts: Mapping[str, Concept] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    relations: Mapping[str, Phrases] = field(default_factory=dict)
    markers: Mapping[str, Phrases] = field(default_factory=dict)
    silent: Mapping[str, Phrases] = field(default_factory=dict)
    #: Words that entries have in common, where a phrase names them; in the phrases of the entries they are spelt out.
    lists: Mapping[str, Phrases] = field(default_factory=dict)
    #: What the company's own file says beside the shipped one; empty where there is but one.
    own: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyTerms:
    """The verbs and the things, as concept ids, that recognise a duty's action in a sentence."""

    action: str
    role: RoleKey
    clause: ClauseId
    do: tuple[str, ...]
    what: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """One rule book: its name, its department and the hash of the document that it restates, where the book tells it."""

    id: str
    title: Words
    unit: Words
    unit_aliases: tuple[str, ...]
    document: Words
    source_sha256: str | None
    status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """All rule books together, compiled.

    `grants` holds duties too (their `action` is `duty:<clause>:<n>`, described by `duties[action]`).
    `version` is the sha256 over the canonical content of every book and the vocabulary.
    """

    books: Mapping[str, Book]
    roles: Mapping[RoleKey, Role]
    clauses: Mapping[ClauseId, Clause]
    grants: tuple[Grant, ...]
    duties: Mapping[str, DutyTerms]
    prohibitions: tuple[Prohibition, ...]
    obligations: Mapping[str, Obligation]
    vocabulary: Vocabulary
    version: str
    #: Questions as people put them by the clause that answers them, under `none` those that nothing answers.
    questions: Mapping[ClauseId, tuple[str, ...]] = field(default_factory=dict)
    #: What people said they would do by the clause that it is about, under `none` what no clause grants. Nothing is permitted by it.
    statements: Mapping[ClauseId, tuple[str, ...]] = field(default_factory=dict)
    #: role -> its own grants, in the order of the book.
    by_role: Mapping[RoleKey, tuple[Grant, ...]] = field(default_factory=dict)
    #: The same, arranged for deciding.
    index: Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        presumed = frozenset(key for key, fact in self.vocabulary.facts.items() if fact.presumed)
        object.__setattr__(self, "index", index(self.roles, self.grants, self.prohibitions, presumed))

    def unsaid(self) -> Library:
        """The same rules, to which nobody has said anything yet."""
        return replace(self, questions={}, statements={})

    def turns_on(self, action: str | None) -> frozenset[str]:
        """The facts that matter to an act: those of its grants and of what is forbidden, and the approval of a superior."""
        return self.index.turning.get(action, self.index.turning[None])

    def adding_up(self, action: str | None) -> tuple[Limit, ...]:
        """The limits of an act that count more than one such act."""
        return self.index.adding_up.get(action, ()) if action else ()

    @property
    def currency(self) -> str:
        """The one currency in which the books have limits; '' where they have none, or several."""
        found = {grant.limit.unit for grant in self.grants if grant.limit and grant.limit.unit.isupper()}
        return found.pop() if len(found) == 1 else ""

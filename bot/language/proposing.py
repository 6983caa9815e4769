"""A sentence -> the actions it proposes, each with its amount, facts, target and mode.

What isn't said stays open. Several actions in one sentence give several proposals; an action that a
customer asks for is only what it is about, once the sentence says what the speaker will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.authority.deciding import APPROVED
from bot.language.amounts import Mention
from bot.language.lexicon import Hit
from bot.language.sentence import Sentence
from bot.language.stating import negated, stated
from bot.language.matching import DutyMatch, DutyMatcher
from bot.model import Mode, Proposal, Quantity, Relation, RoleKey, Target, Words
from bot.rulebook.library import Library
from bot.staff import Person, Staff

#: Of several relations in one sentence, the one that narrows authority most is believed.
_RELATIONS = (
    Relation.OTHER_DEPARTMENT,
    Relation.SELF,
    Relation.OTHER_GROUP,
    Relation.OWN_GROUP,
    Relation.OWN_DEPARTMENT,
)
_EMPLOYEE, _CUSTOMER = "employee", "customer"


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who says it: their posts and, where the staff list knows them, who they are."""

    roles: tuple[RoleKey, ...] = ()
    person: Person | None = None
    staff: Staff = field(default_factory=Staff)

    @property
    def books(self) -> tuple[str, ...]:
        """The rule books that apply to them."""
        return tuple(dict.fromkeys(role.split("/")[0] for role in self.roles))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a sentence proposes: at least one proposal, whose action is None where nothing was recognised.

    `absent` are the posts that the sentence says are without their holder.
    """

    proposals: tuple[Proposal, ...]
    absent: frozenset[RoleKey] = frozenset()


class Proposer:
    """Reads proposals from sentences, for one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.matcher = DutyMatcher(library)
        self._covered = {book: frozenset(g.action for g in library.grants if g.role.startswith(book + "/")) for book in library.books}
        self._banned = {ban.action: ban.book for ban in library.prohibitions if ban.action}

    def read(self, sentence: Sentence, speaker: Speaker) -> Reading:
        """Every action that the sentence proposes, in order."""
        absent = absences(sentence, speaker)
        facts = self._facts(sentence)
        target = _target(sentence, speaker, absent)
        acts = self._acts(sentence, speaker)
        duties = self.matcher.find(sentence, speaker.roles, speaker.books, [hit for _, hit in acts])
        proposals = [
            self._proposal(sentence, action, hit, facts, target, alone=len(acts) == 1 and not duties) for action, hit in acts
        ]
        proposals += [_of_duty(sentence, match, facts, target) for match in duties]
        if not proposals:
            proposals = [Proposal(action=None, facts=facts, target=target, text=sentence.text)]
        return Reading(proposals=_merge(proposals), absent=absent)

    def _facts(self, sentence: Sentence) -> dict[str, bool]:
        values = {key: stated(sentence, fact) for key, fact in self.library.vocabulary.facts.items()}
        if sentence.of("marker", "approved"):
            values[APPROVED] = not any(negated(sentence, hit) for hit in sentence.of("marker", "approved"))
        return {key: value for key, value in values.items() if value is not None}

    def _acts(self, sentence: Sentence, speaker: Speaker) -> list[tuple[str, Hit]]:
        """The actions of the vocabulary that the speaker proposes; of one action its first mention."""
        hits = [hit for hit in sentence.of("action") if not negated(sentence, hit)]
        known = [hit for hit in hits if self._applies(hit.id, speaker.books)]
        hits = known or hits
        hits = _without_parts(hits)
        done = [hit for hit in hits if not _is_wish(sentence, hit)]
        chosen: dict[str, Hit] = {}
        for hit in done or hits:
            chosen.setdefault(hit.id, hit)
        mentioned = {mention.unit for mention in sentence.amounts if mention.quantity or mention.why}
        if "discount" in self.library.vocabulary.actions and "percent" in mentioned and not chosen:
            place = next(sentence.place(m.start) for m in sentence.amounts if m.unit == "percent")
            chosen["discount"] = Hit(place, place + 1, "action", "discount")
        return list(chosen.items())

    def _applies(self, action: str, books: Iterable[str]) -> bool:
        return any(action in self._covered.get(book, ()) or self._banned.get(action) == book for book in books)

    def _proposal(self, sentence: Sentence, action: str, hit: Hit, facts: dict[str, bool], target: Target, *, alone: bool) -> Proposal:
        described = self.library.vocabulary.actions[action]
        amount, vague, remarks = _amount(sentence, hit, described.unit, alone=alone)
        if described.concerns == _CUSTOMER:
            target = replace(target, relation=None, role=None, person=None) if target.relation is not Relation.SELF else target
        return Proposal(
            action=action,
            mode=_mode(sentence, hit, alone=alone),
            amount=amount,
            amount_vague=vague,
            facts=facts,
            target=target,
            text=sentence.text if alone else sentence.words(sentence.segments[sentence.segment_of(hit.start)]).strip(" ,.;"),
            remarks=remarks,
        )


def _of_duty(sentence: Sentence, match: DutyMatch, facts: dict[str, bool], target: Target) -> Proposal:
    mode = Mode.APPLY if sentence.of("marker", "submit") else Mode.ACT
    return Proposal(action=match.action, mode=mode, facts=facts, target=target, text=sentence.text)


def _merge(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One proposal an action."""
    return tuple({proposal.action: proposal for proposal in reversed(proposals)}.values())[::-1]


def _without_parts(hits: Sequence[Hit]) -> list[Hit]:
    """Without hits that lie inside a longer hit of another action, or overlap an earlier one that is longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-h.length, h.start, h.id)):
        if not any(hit.start < other.end and other.start < hit.end and other.id != hit.id and other.length > hit.length for other in kept):
            kept.append(hit)
    return sorted(kept)


def _is_wish(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is what a customer wants, not what the speaker will do."""
    index = sentence.segment_of(hit.start)
    segment = sentence.segments[index]
    customers = [c for c in sentence.of("relation", "customer") if segment.start <= c.start < hit.start]
    wishes = [w for w in sentence.of("marker", "wish") if segment.start <= w.start and w.start <= hit.end]
    if not wishes:
        return False
    if customers:
        speaker = [m for m in sentence.of("marker", "speaker") if customers[-1].end <= m.start < hit.start]
        given = any(sentence.folded.text[c.start - 1] in "给帮为替" for c in customers if c.start)
        return not speaker and not given and any(customers[0].start < wish.start for wish in wishes)
    speaks = any(segment.start <= m.start < hit.start for m in sentence.of("marker", "speaker"))
    earlier = any(c.start < segment.start for c in sentence.of("relation", "customer"))
    third = any(segment.start <= m.start < hit.start for m in sentence.of("marker", "third"))
    return not speaks and (third or (earlier and index > 0 and any(w.start == segment.start or True for w in wishes) and not _given(sentence, segment, hit)))


def _given(sentence: Sentence, segment: object, hit: Hit) -> bool:
    """给他退: a giving word right before the action says that the speaker does it."""
    before = sentence.folded.text[max(0, hit.start - 4) : hit.end]
    return any(word in before for word in ("给", "帮", "替", "为", "直接", "立即", "马上", "把"))


def _mode(sentence: Sentence, hit: Hit, *, alone: bool) -> Mode:
    index = sentence.segment_of(hit.start)

    def said(marker: str) -> bool:
        found = [
            m
            for m in sentence.of("marker", marker)
            if (alone or sentence.segment_of(m.start) == index)
            and not negated(sentence, m)
            and not any(
                sentence.segment_of(c.start) == sentence.segment_of(m.start) and c.start < m.start and m.start - c.end <= 8
                for c in sentence.of("relation", "customer")
            )
        ]
        return bool(found)

    if said("advise"):
        return Mode.ADVISE
    return Mode.APPLY if said("apply") else Mode.ACT


def _amount(sentence: Sentence, hit: Hit, unit: str | None, *, alone: bool) -> tuple[Quantity | None, bool, tuple[Words, ...]]:
    """The amount that belongs to an action: the nearest of its unit in its clause, else (if it is the only action) anywhere."""
    if unit is None:
        return None, False, ()
    fitting = [m for m in sentence.amounts if _fits(m, unit)]
    index = sentence.segment_of(hit.start)
    near = [m for m in fitting if sentence.segment_of(sentence.place(m.start)) == index]
    chosen = near or (fitting if alone else [])
    if not chosen:
        return None, False, ()
    if unit == "CNY" and alone and len(chosen) > 1:
        return _several(chosen)
    best = min(chosen, key=lambda m: abs(sentence.place(m.start) - hit.end))
    return _quantity(best, unit)


def _fits(mention: Mention, unit: str) -> bool:
    if unit == "percent":
        return mention.unit in ("percent", "CNY", "number") or bool(mention.why and mention.unit == "percent")
    return mention.unit not in ("percent", "count", "person", "day", "square-metre", "time", "date")


def _several(chosen: Sequence[Mention]) -> tuple[Quantity | None, bool, tuple[Words, ...]]:
    """Two sums in one sentence for one act: neither can be relied on, unless they are the same."""
    values = {m.quantity for m in chosen}
    if len(values) == 1:
        return _quantity(chosen[0], "CNY")
    return None, True, ()


def _quantity(mention: Mention, unit: str) -> tuple[Quantity | None, bool, tuple[Words, ...]]:
    if mention.quantity is None:
        bound = _bound(mention, unit)
        return (bound, False, ()) if bound else (None, True, ())
    quantity = mention.quantity
    if quantity.unit == "number":
        if unit == "percent":
            return None, True, ()
        quantity = Quantity(value=quantity.value, unit=unit)
    if mention.each and mention.count and mention.count > 1:
        total = quantity.value * Decimal(mention.count)
        remark = Words(
            zh=f"每人 {quantity.value.normalize():f}，共 {mention.count} 人，合计 {total.normalize():f}；规定没有写明按人还是按次，按合计从严计算。",
            en=f"{quantity.value.normalize():f} each for {mention.count} people makes {total.normalize():f}; the book doesn't say whether its limit is per person, so the total counts.",
        )
        return Quantity(value=total, unit=quantity.unit), False, (remark,)
    return quantity, False, ()


def _bound(mention: Mention, unit: str) -> Quantity | None:
    """A range or an upper bound counts as its highest value; what is open upwards can't be relied on."""
    if mention.relation in ("range", "at-most") and mention.high is not None and mention.high > 0:
        return Quantity(value=mention.high, unit=unit if mention.unit == "number" else mention.unit)
    return None


def absences(sentence: Sentence, speaker: Speaker) -> frozenset[RoleKey]:
    """The posts of the speaker's books that the sentence says are away (总监出差, the director is on leave)."""
    away: set[RoleKey] = set()
    for marker in sentence.of("marker", "away"):
        index = sentence.segment_of(marker.start)
        if negated(sentence, marker) or any(
            sentence.segment_of(m.start) == index and m.start <= marker.start < m.end + 2 for m in sentence.of("marker", "present")
        ):
            continue
        segment = sentence.segments[index]
        roles = [hit for hit in sentence.of("role") if segment.start <= hit.start < marker.start and marker.start - hit.end <= 24]
        away |= {hit.id for hit in roles if hit.id not in speaker.roles and hit.id.split("/")[0] in speaker.books}
    return frozenset(away)


def _target(sentence: Sentence, speaker: Speaker, absent: frozenset[RoleKey]) -> Target:
    """Whom it concerns: a person of the staff list by name, a post, or how they stand to the speaker."""
    person = _person(sentence, speaker)
    relations = {hit.id for hit in sentence.of("relation") if not negated(sentence, hit)}
    if any(hit.id == "own-group" and negated(sentence, hit) for hit in sentence.of("relation")):
        relations.add(Relation.OTHER_GROUP)
    if any(hit.id == "own-department" and negated(sentence, hit) for hit in sentence.of("relation")):
        relations.add(Relation.OTHER_DEPARTMENT)
    unit = _unit_relation(sentence, speaker)
    if unit:
        relations.add(unit)
    relation = next((r for r in _RELATIONS if r in relations), None)
    if relation is None and "customer" in relations:
        relation = Relation.CUSTOMER
    role = _object_role(sentence, speaker, absent)
    if person is not None:
        return Target(relation=_relation_of(person, speaker) or relation, person=person.id, name=person.name)
    if role and relation in (None, Relation.CUSTOMER):
        relation = Relation.OWN_DEPARTMENT
    return Target(relation=relation, role=role)


def _unit_relation(sentence: Sentence, speaker: Speaker) -> Relation | None:
    """财务部的小王, the key accounts department's Li: the department named with 的 tells how they stand."""
    for hit in sentence.of("unit"):
        after = sentence.folded.text[hit.end : hit.end + 2]
        if not after.startswith(("的", "员", "那", "同", " 的")) and sentence.language == "zh":
            continue
        return Relation.OWN_DEPARTMENT if hit.id.split("/")[0] in speaker.books else Relation.OTHER_DEPARTMENT
    return None


def _person(sentence: Sentence, speaker: Speaker) -> Person | None:
    me = speaker.person.id if speaker.person else None
    for person in speaker.staff.people.values():
        names = (person.id.lower(), person.name.lower())
        if person.id != me and any(name and name in sentence.text for name in names):
            return person
    return None


def _relation_of(person: Person, speaker: Speaker) -> Relation | None:
    me = speaker.person
    if me is None:
        return None
    if person.id == me.id:
        return Relation.SELF
    groups = {*me.leads, *((me.group,) if me.group else ())}
    if person.group is not None and person.group in groups:
        return Relation.OWN_GROUP
    same = {post.split("/")[0] for post in person.posts} & {post.split("/")[0] for post in me.posts}
    if not same:
        return Relation.OTHER_DEPARTMENT
    return Relation.OTHER_GROUP if groups and person.group is not None else Relation.OWN_DEPARTMENT


_OBJECT_BEFORE = ("罚", "奖", "奖励", "处罚", "辞退", "开除", "调离", "炒掉", "调走", "把", "给", "让", "对", "将")


def _object_role(sentence: Sentence, speaker: Speaker, absent: frozenset[RoleKey]) -> RoleKey | None:
    """A post that the act is done to: 罚经理 200 元, dismiss the manager."""
    for hit in sentence.of("role"):
        if hit.id in speaker.roles or hit.id in absent or hit.id.split("/")[0] not in speaker.books:
            continue
        before = sentence.folded.text[max(0, hit.start - 4) : hit.start]
        acted = any(action.end in (hit.start, hit.start - 1) or (0 <= hit.start - action.end <= 5 and "the" in before) for action in sentence.of("action"))
        if before.rstrip(" 一名个位该").endswith(_OBJECT_BEFORE) or acted:
            return hit.id
    return None

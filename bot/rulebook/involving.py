"""Who takes part when a grant is used: from the book's `involve` to values, with what each obliges to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.model import ClauseId, Involvement, Kind, Obligation, RoleKey, Words
from bot.model.articles import bare, filled

#: Each kind of involvement, in words, with the title of whoever takes part.
WORDS: dict[Kind, Words] = {
    Kind.APPROVE: Words(zh="事先由{who}批准", en="approved by the {who} beforehand"),
    Kind.COUNTERSIGN: Words(zh="由{who}会签", en="countersigned by the {who}"),
    Kind.SIGN: Words(zh="由{who}签字", en="signed by the {who}"),
    Kind.CONSULT: Words(zh="事先征求{who}的意见", en="the {who} is consulted beforehand"),
    Kind.RECOMMEND: Words(zh="事先由{who}提出建议", en="recommended by the {who} beforehand"),
    Kind.INFORM: Words(zh="告知{who}", en="the {who} is informed"),
}
#: Of these the one who acts sees to it; the others owe it themselves.
BY_ACTOR = frozenset({Kind.CONSULT, Kind.INFORM})
#: What comes after the act; the rest comes before it.
AFTERWARDS = frozenset({Kind.INFORM})
#: The three ways to say who: one, all of several, or any of several.
WHO = ("by", "all_of", "any_of")


def involvements(clause: ClauseId, book: str, roles: Mapping[str, Any], listed: Iterable[Mapping[str, Any]]) -> Iterator[Involvement]:
    """What `involve` says of one grant."""
    for said in listed:
        named = involved(said)
        joint = "all_of" in said
        groups = [(one,) for one in named] if joint else [named]
        yield Involvement(
            kind=said["kind"],
            roles=tuple(f"{book}/{one}" for one in named),
            joint=joint,
            condition=said.get("if", said.get("unless")),
            holds="unless" not in said,
            obligations=tuple(_obligation(clause, book, roles, said["kind"], group) for group in groups),
        )


def involved(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The roles that one entry names."""
    return (said["by"],) if "by" in said else tuple(said.get("all_of", said.get("any_of", ())))


def _obligation(clause: ClauseId, book: str, roles: Mapping[str, Any], kind: Kind, named: tuple[str, ...]) -> Obligation:
    first, *others = (f"{book}/{one}" for one in named)
    own: tuple[RoleKey | None, RoleKey | None] = (None, first) if kind in BY_ACTOR else (first, None)
    titles = [roles[one]["title"] for one in named]
    return Obligation(
        id=f"{book}/{kind}:{'+'.join(named)}",
        kind=kind,
        clause=clause,
        text=Words(
            zh=WORDS[kind].zh.format(who="或".join(title["zh"] for title in titles)),
            en=filled(WORDS[kind].en, who=" or the ".join(bare(title["en"]) for title in titles)),
        ),
        by=own[0],
        to=own[1],
        step=1 if kind in AFTERWARDS else 0,
        alternatives=tuple(others),
    )

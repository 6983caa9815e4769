"""The kinds of fault that a configuration can have besides those of every file, each with its remedy in both languages."""

from __future__ import annotations

from bot.model import Words
from bot.rulebook.faults import FAULTS, Fault


def _fault(zh: tuple[str, str], en: tuple[str, str], *, warning: bool = False) -> Fault:
    return Fault(message=Words(zh=zh[0], en=en[0]), remedy=Words(zh=zh[1], en=en[1]), warning=warning)


CONFIGURATION_FAULTS: dict[str, Fault] = {
    **FAULTS,
    "no-file": _fault(
        ("没有这个配置文件", "请写对路径，或把 config.example.yaml 复制成它"),
        ("there is no such configuration", "correct the path, or copy config.example.yaml to it"),
    ),
    "folder": _fault(
        ("这是文件夹", "请写其中配置文件的路径，例如 config.yaml"),
        ("this is a folder", "name the configuration in it, such as config.yaml"),
    ),
    "empty": _fault(
        ("文件内容不是“键: 值”的列表", "请照 config.example.yaml 书写"),
        ("the file is no list of `key: value`", "write it as config.example.yaml shows"),
    ),
    "too-large": _fault(
        ("文件超过 1 MB", "请照 config.example.yaml 书写"),
        ("the file is larger than 1 MB", "write it as config.example.yaml shows"),
    ),
    "too-many": _fault(
        ("文件的内容超过 {most} 项", "请照 config.example.yaml 书写"),
        ("the file has more than {most} items", "write it as config.example.yaml shows"),
    ),
    "too-deep": _fault(
        ("嵌套超过 {most} 层", "请照 config.example.yaml 书写"),
        ("it is nested more than {most} deep", "write it as config.example.yaml shows"),
    ),
    "not-positive": _fault(
        ("{name} 的 {value} 不大于零", "请写大于零的数"),
        ("{value} in `{name}` is not above zero", "write a number above zero"),
    ),
    # No posts stand here: what looks like one is a bad id and nothing else.
    "foreign-post": FAULTS["bad-id"],
    "no-folder": _fault(
        ("没有文件夹 {name}", "请写放规章的文件夹；相对路径从配置文件所在的文件夹算起"),
        ("there is no folder {name}", "name the folder of the rule books; a path starts from this file's folder"),
    ),
    "no-such-file": _fault(
        ("没有文件 {name}", "请写对路径；相对路径从配置文件所在的文件夹算起"),
        ("there is no file {name}", "correct the path; it starts from this file's folder"),
    ),
    "not-a-file": _fault(
        ("{name} 是文件夹", "请写一个文件的路径，例如 .remit/remit.db"),
        ("{name} is a folder", "write the path of a file, such as `.remit/remit.db`"),
    ),
    "bad-zone": _fault(
        ("{name} 的值 {value} 不是时区", "请写时区的名称，例如 Asia/Shanghai"),
        ("{name} is {value}, which is no time zone", "write its name, such as Asia/Shanghai"),
    ),
    "bad-hours": _fault(
        ("{name} 的值 {value} 不是一段时间", "请写 09:00-18:00 这样的起止时间"),
        ("{name} is {value}, which is no span of hours", "write it as 09:00-18:00"),
    ),
    "turned-hours": _fault(
        ("{name} 的值 {value} 不是先起后止", "请先写开始、后写结束；过夜的写成两段，例如 00:00-06:00 和 22:00-23:59"),
        (
            "{name} is {value}, which ends before it begins",
            "write when work begins, then when it ends; hours over midnight are two spans, such as 00:00-06:00 and 22:00-23:59",
        ),
    ),
    "overlapping-hours": _fault(
        ("{name} 的 {earlier} 和 {later} 重叠", "请合并成一段，或改正其中一段"),
        ("{earlier} and {later} in {name} overlap", "write them as one span, or correct one of them"),
    ),
    "span-too-long": _fault(
        ("{name} 的 {value} 小时超过一年的工作时间", "请写不超过 {most} 的数，或写更多的 hours 和 days"),
        ("{name} is {value} hours, more working time than a year has", "write at most {most}, or more `hours` and `days`"),
    ),
    "days-too-long": _fault(
        ("{name} 的 {value} 天太长", "请写不超过 {most} 的数"),
        ("{name} is {value} days, which is too long", "write at most {most}"),
    ),
    "bad-country": _fault(
        ("{name} 的值 {value} 不是已知的国家或地区", "请写两个大写字母的代码，例如 CN，或写 off"),
        ("{name} is {value}, a country whose holidays are not known", "write its code, such as CN or US-CA, or off"),
    ),
    "bad-day": _fault(
        ("{name} 的值 {value} 不是日期", "请写 2026-05-01 这样的日期"),
        ("{name} is {value}, which is no date", "write it as 2026-05-01"),
    ),
    "bad-port": _fault(
        ("{name} 的值 {value} 不是端口", "请写 0 到 65535 的整数，例如 8080"),
        ("{name} is {value}, which is no port", "write a whole number up to 65535, such as 8080"),
    ),
    "bad-url": _fault(
        ("{name} 的值 {value} 不是网址", "请写 http:// 或 https:// 开头的地址，例如 http://localhost:8000/v1"),
        ("{name} is {value}, which is no address", "write one that begins with http:// or https://, such as http://localhost:8000/v1"),
    ),
    "bad-public-url": _fault(
        ("{name} 的值 {value} 不是平台能访问的网址", "请写 https:// 开头的地址，例如 https://remit.example.com"),
        (
            "{name} is {value}, an address that a platform can't reach",
            "write one that begins with https://, such as https://remit.example.com",
        ),
    ),
    "no-bot-token": _fault(
        ("启用了 Telegram，却没有机器人的令牌", "请把 BotFather 给的令牌放进环境变量 {name}，或写 use: off"),
        ("Telegram is switched on without its bot's token", "put what BotFather gave you into the variable {name}, or write `use: off`"),
    ),
    "no-slack-token": _fault(
        ("启用了 Slack，却没有机器人的令牌", "请把 xoxb- 开头的令牌放进环境变量 {name}，或写 use: off"),
        (
            "Slack is switched on without its bot's token",
            "put the token that begins with xoxb- into the variable {name}, or write `use: off`",
        ),
    ),
    "no-app-token": _fault(
        ("Slack 用 socket 方式，却没有应用的令牌", "请把 xapp- 开头的令牌放进环境变量 {name}，或写 mode: http"),
        (
            "Slack is to be reached by socket, without the app's token",
            "put the token that begins with xapp- into the variable {name}, or write `mode: http`",
        ),
    ),
    "no-signing-secret": _fault(
        ("Slack 用 http 方式，却没有签名密钥", "请把应用的 Signing Secret 放进环境变量 {name}，或写 mode: socket"),
        (
            "Slack is to reach us over HTTP, without the secret that signs what it sends",
            "put the app's signing secret into the variable {name}, or write `mode: socket`",
        ),
    ),
    "bad-workspace": _fault(
        ("{name} 的值 {value} 不是工作区的编号", "请写 T 开头的编号，例如 T0123ABCD"),
        ("{name} is {value}, which is no workspace's id", "write the id that begins with T, such as T0123ABCD"),
    ),
    "no-public-url": _fault(
        ("启用了 webhook，却没有写 {name}", "请写平台能访问的 https 地址，或写 use: off"),
        ("the webhook is switched on without `{name}`", "write the https address at which you can be reached, or `use: off`"),
    ),
    "weak-webhook-secret": _fault(
        ("webhook 没有密钥，或密钥太弱", "请在环境变量 {name} 里放至少 32 个随机的字母、数字、_ 或 -，例如 openssl rand -hex 32 的输出"),
        (
            "the webhook has no secret, or one that could be guessed",
            "put at least 32 random characters of A-Z a-z 0-9 _ - into the variable {name}, such as the output of `openssl rand -hex 32`",
        ),
    ),
    "half-a-model": _fault(
        ("启用了语言模型，却没有写 model.{name}", "请补上，或写 use: off"),
        ("a language model is switched on without `model.{name}`", "add it, or write `use: off`"),
    ),
    "unknown-person": _fault(
        ("人员文件里没有编号为 {name} 的人", "请写：{hint}，或把此人加到人员文件"),
        ("the staff file has nobody with the id `{name}`", "did you mean {hint}? Else add them to the staff file"),
    ),
    "administrator-decides": _fault(
        ("管理员 {name} 的岗位 {post} 有审批权", "管理员不参与审批：请去掉这个岗位，或换一位管理员"),
        (
            "the administrator `{name}` holds `{post}`, a post that decides for others",
            "administrators never decide: take the post away, or choose another administrator",
        ),
    ),
    "password-in-file": _fault(
        ("数据库的密码不能写在这个文件里", "请去掉密码，用环境变量 PGPASSWORD 提供，或把整个地址放进 REMIT_STORE"),
        ("the database's password stands in this file", "take it out; give it in PGPASSWORD, or the whole address in REMIT_STORE"),
    ),
    "document-changed": _fault(
        ("附上的文件已经改动，引用的仍是原来的文字", "请用 remit attach 重新附上，并逐条核对规章"),
        (
            "the attached document has changed, and citations still have its former words",
            "attach it again with `remit attach`, and compare the clauses",
        ),
        warning=True,
    ),
    "other-document": _fault(
        ("附上的不是规章 {name} 转述的那份文件（sha256 不同）", "请逐条核对，核对无误后把规章的 source.sha256 改成这份文件的"),
        (
            "what is attached isn't the document that the rule book {name} restates (another sha256)",
            "compare the clauses, and once they agree put this document's into the book's `source.sha256`",
        ),
        warning=True,
    ),
    "store-refused": _fault(
        ("存储打不开（{problem}）", "请处理：{remedy}"),
        ("the store {problem}", "{remedy}"),
    ),
    "store-unmakable": _fault(
        ("存储无法建在这里：{name} 不能写入", "请给运行 remit 的用户写入权限，或把 store 改到别处"),
        ("the store can't be made: nothing can be written in {name}", "let the user who runs remit write there, or name another `store`"),
    ),
    "store-in-use": _fault(
        ("存储正由进程 {pid} 使用，这次没有检查它", "要检查就先停下那个进程"),
        ("process {pid} holds the store, so it wasn't checked", "stop that process first if you want it checked"),
        warning=True,
    ),
}

"""The kinds of fault that a rule book can have, each with its sentence and its remedy in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong (`message`) and what to write instead (`remedy`)."""

    message: Words
    remedy: Words
    warning: bool = False
    #: The remedy where no name is near enough to have been meant, if that is another one.
    otherwise: Words | None = None


def fault(zh: str, zh_remedy: str, en: str, en_remedy: str, *, warning: bool = False) -> Fault:
    """One row of a table of faults."""
    return Fault(message=Words(zh=zh, en=en), remedy=Words(zh=zh_remedy, en=en_remedy), warning=warning)


def unlisted(zh: str, zh_place: str, en: str, en_place: str) -> Fault:
    """A row for a name that stands nowhere: it is another's slip, or it has still to be added to its place."""
    return Fault(
        message=Words(zh=zh, en=en),
        remedy=Words(zh=f"是不是 {{hint}}？不是的话，请把它加到 {zh_place}", en=f"did you mean {{hint}}? Else add it to {en_place}"),
        otherwise=Words(zh=f"请把它加到 {zh_place}", en=f"add it to {en_place}"),
    )


# fmt: off
_FILES = {
    "no-vocabulary": fault(
        "没有词汇表文件", "请在规章文件夹里放一份 vocabulary.yaml",
        "there is no vocabulary", "put a vocabulary.yaml into the folder of the rule books",
    ),
    "no-book": fault(
        "没有名为 {name} 的规章", "请写现有的规章：{hint}",
        "there is no rule book named `{name}`", "name one that exists: {hint}",
    ),
    "no-books": fault(
        "文件夹里没有任何规章", "请为每本规章建一个文件夹，里面放 rulebook.yaml",
        "the folder holds no rule book", "give each book a folder with a rulebook.yaml in it",
    ),
    "too-large": fault(
        "文件超过 2 MB", "请把它拆成几本规章",
        "the file is larger than 2 MB", "split it into several books",
    ),
    "unreadable": fault(
        "文件读不了（{problem}）", "请让运行 remit 的用户能读它和它所在的文件夹",
        "the file can't be read ({problem})", "let the user who runs remit read it and the folder it lies in",
    ),
    "not-utf8": fault(
        "文件不是 UTF-8 编码", "请另存为 UTF-8",
        "the file is not UTF-8", "save it as UTF-8",
    ),
    "empty": fault(
        "文件内容不是“键: 值”的列表", "请按 docs/rule-books.md 的格式书写",
        "the file is empty or is no list of `key: value`", "write it as docs/rule-books.md shows",
    ),
    "more": fault(
        "这个文件的错误不止 {most} 处", "请先改正列出的这些",
        "the file has more than {most} faults", "correct those that are listed first",
    ),
}

_YAML = {
    "yaml": fault(
        "YAML 语法错误：{problem}", "请检查括号、引号、冒号和缩进（用空格）；含有“: ”或“ #”的文字要加引号",
        "this is not valid YAML: {problem}",
        "check brackets, quotes, colons and indentation (by spaces); put a text with `: ` or ` #` in it into quotes",
    ),
    "tab": fault(
        "这一行用制表符缩进", "请改用空格缩进",
        "this line is indented with a tab", "indent it with spaces",
    ),
    "wide-colon": fault(
        "键 {name} 后面是全角冒号", "请写半角冒号和一个空格：{name}: …",
        "behind the key `{name}` stands a full-width colon", "write `{name}: …`, with a plain colon and a space",
    ),
    "control-character": fault(
        "含有控制字符 {character}", "请删掉它",
        "there is a control character {character}", "delete it",
    ),
    "alias": fault(
        "用了 YAML 引用 *{name}", "请把内容直接写在这里；以 * 开头的文字要加引号",
        "`*{name}` is a YAML alias", "write the content out, or put a text that begins with * into quotes",
    ),
    "anchor": fault(
        "用了 YAML 锚点 &{name}", "请去掉它；以 & 开头的文字要加引号",
        "`&{name}` is a YAML anchor", "leave it out, or put a text that begins with & into quotes",
    ),
    "tag": fault(
        "用了 YAML 标签 {name}", "请去掉它；以 ! 开头的文字要加引号",
        "`{name}` is a YAML tag", "leave it out, or put a text that begins with ! into quotes",
    ),
    "duplicate-key": fault(
        "键 {name} 重复，第 {first} 行已经写过", "请合并或删掉其中一处",
        "the key `{name}` is there already, in line {first}", "merge the two or delete one",
    ),
    "key-not-text": fault(
        "键不是一个词", "冒号前请写一个词；文字里有括号要加引号",
        "a key is not a word", "write one word before the colon, and put a text with brackets into quotes",
    ),
    "too-deep": fault(
        "嵌套超过 {most} 层", "请按 docs/rule-books.md 的格式书写",
        "it is nested more than {most} deep", "write it as docs/rule-books.md shows",
    ),
    "too-many": fault(
        "文件的内容超过 {most} 项", "请把它拆成几本规章",
        "the file has more than {most} items", "split it into several books",
    ),
    "several-documents": fault(
        "一个文件里有多份 YAML 文档", "请去掉 --- 这一行",
        "there are several YAML documents in one file", "leave out the line `---`",
    ),
}

_SHAPE = {
    "unknown-key": fault(
        "不认识的键 {name}", "请写：{hint}",
        "unknown key `{name}`", "did you mean {hint}?",
    ),
    "loose-text": fault(
        "{name} 不是键，后面也没有值", "没有引号的文字到逗号为止：含有逗号的文字请整段加引号；本来要写键的，请写：{hint}",
        "`{name}` is no key and has no value",
        "a text without quotes ends at a comma: put the whole text into quotation marks; if a key was meant, write {hint}",
    ),
    "missing-key": fault(
        "缺少 {name}", "请补上 {name}: …",
        "`{name}` is missing", "add `{name}: …`",
    ),
    "no-clause": fault(
        "没有写依据的条款", '请补上 clause: "条款号"',
        "it names no clause", "add `clause:` with the number of the clause that it rests on",
    ),
    "lacks-language": fault(
        "{what} 缺少 {name}", "请补上 {name}: …，中文和英文都要有",
        "`{what}` lacks `{name}`", "add `{name}: …`; everything is said in Chinese and English",
    ),
    "not-words": fault(
        "{name} 不是中英文各一句", "请写成 {{zh: …, en: …}}",
        "`{name}` is not said in both languages", "write `{{zh: …, en: …}}`",
    ),
    "not-text": fault(
        "{name} 的 {value} 会被 YAML 读成别的东西", '请加引号："{value}"',
        "YAML doesn't read {value} in `{name}` as a text", 'put it into quotes: `"{value}"`',
    ),
    "text-expected": fault(
        "{name} 应是一段文字", "请写一段文字，不要写列表或键",
        "`{name}` must be a text", "write one text there, not a list and not keys",
    ),
    "several-actions": fault(
        "action 只能写一个事项", "请一个事项写一行，条款和岗位相同",
        "`action` names one act, not a list", "write a line for each, with the same clause and post",
    ),
    "empty-text": fault(
        "{name} 是空的", "请写上文字，或删掉这一项",
        "`{name}` is empty", "write a text there or leave the key out",
    ),
    "not-flag": fault(
        "{name} 的 {value} 不是 true 或 false", "请写 true 或 false",
        "{value} in `{name}` is neither true nor false", "write true or false",
    ),
    "not-number": fault(
        "{name} 的 {value} 不是数字", "请写普通的十进制数，例如 500 或 7.5，不加引号、单位和千位分隔符",
        "{value} in `{name}` is not a number", "write a plain decimal number such as 500 or 7.5, without quotes, unit or separators",
    ),
    "not-positive": fault(
        "{name} 的 {value} 不大于零", "请写大于零的数；没有权限就删掉这一条",
        "{value} in `{name}` is not above zero", "write a number above zero, or leave the grant out where there is no authority",
    ),
    "not-list": fault(
        "{name} 不是列表", "请写成 [ … ]",
        "`{name}` is not a list", "write `[…]`",
    ),
    "empty-list": fault(
        "{name} 是空列表", "请至少写一项",
        "`{name}` is an empty list", "write at least one item",
    ),
    "not-keys": fault(
        "{name} 不是“键: 值”", "请写成 {{键: 值}}",
        "`{name}` is not written as `key: value`", "write `{{key: value}}`",
    ),
    "not-choice": fault(
        "{name} 没有 {value} 这种写法", "请写：{hint}",
        "`{value}` is nothing that `{name}` can be", "write one of {hint}",
    ),
    "bad-id": fault(
        "{value} 不能用作名称", "请用小写字母、数字和连字符，以字母开头，例如 own-group",
        "`{value}` can't be an id", "use small letters, digits and hyphens, a letter first, such as `own-group`",
    ),
    "foreign-post": fault(
        "{value} 是另一本规章的岗位，这里只能写本规章的岗位",
        "请写本规章的岗位；别的规章的岗位只有 prohibitions 的 role 可以写，要报给它的，请在本规章的 roles 里另写一个",
        "`{value}` is a post of another book, and only posts of this book can stand here",
        "name a post of this book; one of another can only be named under `role` of a prohibition, "
        "and whoever is to be reported to needs a role of this book as well",
    ),
    "bad-unit": fault(
        "没有单位 {value}",
        "请写三个大写字母的货币代码（CNY），或 percent、share、day、hour、minute、person、count、square-metre、kilogram、kilometre",
        "`{value}` is no unit",
        "write a currency code (`CNY`), `percent`, `share`, `day`, `hour`, `minute`, `person`, `count`, `square-metre`, "
        "`kilogram` or `kilometre`",
    ),
    "clause-unquoted": fault(
        "条款号 {value} 没加引号，会被读成数字", '请加引号："{value}"',
        "the clause number {value} is read as a number", 'put it into quotes: `"{value}"`',
    ),
    "bad-clause": fault(
        "{value} 不是条款号", '请照原文写条款号，例如 "1.3.2.3"',
        "`{value}` is no clause number", 'write the number that the source gives it, such as `"1.3.2.3"`',
    ),
    "bad-sha256": fault(
        "sha256 不是 64 位十六进制数", "请写 sha256sum 命令给出的值",
        "the sha256 is not 64 hexadecimal digits", "write what the command `sha256sum` prints for the document",
    ),
    "line-form": fault(
        "汇报对象写法不对", "role、roles、unnamed 三者只写一个",
        "it isn't clear whom the role reports to", "write just one of `role`, `roles` and `unnamed`",
    ),
    "two-bounds": fault(
        "inclusive 和 bound 同时写了", "只写一个：bound: inclusive、exclusive 或 unstated",
        "`inclusive` and `bound` both say whether the number itself is covered", "keep `bound` and leave `inclusive` out",
    ),
    "bad-gauge-unit": fault(
        "没有可比较的单位 {value}",
        "请写 percent、day、hour、minute、month、age（岁）、clock（钟点）、level（几级、几度）、person、count、"
        "square-metre、kilogram、kilometre，"
        "或货币代码（CNY）",
        "`{value}` is nothing that a number can be compared in",
        "write `percent`, `day`, `hour`, `minute`, `month`, `age`, `clock`, `level`, `person`, `count`, "
        "`square-metre`, `kilogram`, `kilometre` "
        "or a currency code (`CNY`)",
    ),
    "gauge-bounds": fault(
        "measure 的界限没有写清楚", "下限写 at_least 或 above，上限写 below 或 at_most，各至多一个，至少写一个",
        "it isn't clear which numbers `measure` means",
        "write one of `at_least` and `above`, one of `below` and `at_most`, or one of each pair",
    ),
    "gauge-words": fault(
        "按 {unit} 比较而没有写是什么的数", "请补上 of: {{zh: [入住率], en: [occupancy]}}，即旁边出现哪些词才算",
        "`measure` is in {unit} and doesn't say of what",
        "add `of: {{zh: [入住率], en: [occupancy]}}`, the words beside which the number stands",
    ),
    "involve-form": fault(
        "参与方没有写清楚", "by、all_of、any_of 三者写一个；if 和 unless 至多写一个",
        "it isn't clear who takes part, or when", "write just one of `by`, `all_of` and `any_of`, and at most one of `if` and `unless`",
    ),
    "decides-nobody": fault(
        "decides 没有写由谁决定", "请用 to 写明岗位，或去掉 decides",
        "`decides` doesn't say who", "name the post in `to`, or leave `decides` out",
    ),
    "ban-form": fault(
        "没有写明禁止什么", "一律禁止的写 action；不论什么事、这样做就禁止的写 when；只在某种情况下禁止这件事的两样都写",
        "it isn't said what is forbidden",
        "write `action` for what is always forbidden, `when` for what makes anything forbidden, both for an action that is forbidden then",
    ),
    "empty-when": fault(
        "when 是空列表", "一律禁止的不写 when，只写 action",
        "`when` is an empty list", "leave `when` out where the action is always forbidden",
    ),
    "line-unfounded": fault(
        "汇报关系没有依据", "有条款写明就写 clause，推断的就写 inferred: {{zh: …, en: …}}",
        "nothing is given that the reporting line rests on",
        "add the `clause` that states it, or `inferred: {{zh: …, en: …}}` where it is inferred",
    ),
}

_REFERENCES = {
    "unknown-role": unlisted(
        "本规章没有岗位 {name}", "roles",
        "this book has no role `{name}`", "`roles`",
    ),
    "unknown-post": fault(
        "没有岗位 {name}：没有这本规章，或它没有这个岗位，或它还没有生效", "是不是 {hint}？",
        "there is no post `{name}`: no such book is in force, or it has no such post", "did you mean {hint}?",
    ),
    "unknown-clause": unlisted(
        "本规章没有条款 {name}", "clauses",
        "this book has no clause `{name}`", "`clauses`",
    ),
    "unknown-obligation": unlisted(
        "本规章没有事后义务 {name}", "obligations",
        "the obligation `{name}` is nowhere defined", "`obligations`",
    ),
    "unknown-action": unlisted(
        "词汇表没有行为 {name}", "vocabulary.yaml 的 actions",
        "the vocabulary has no action `{name}`", "`actions` of vocabulary.yaml",
    ),
    "unknown-fact": unlisted(
        "词汇表没有事实 {name}", "vocabulary.yaml 的 facts",
        "the vocabulary has no fact `{name}`", "`facts` of vocabulary.yaml",
    ),
    "unknown-concept": unlisted(
        "词汇表没有概念 {name}", "vocabulary.yaml 的 concepts",
        "the vocabulary has no concept `{name}`", "`concepts` of vocabulary.yaml",
    ),
    "unknown-silent": unlisted(
        "词汇表的 silent 没有 {name}", "silent",
        "the vocabulary has no `{name}` under `silent`", "`silent`",
    ),
    "unknown-list": unlisted(
        "词汇表的 lists 没有 {name}", "lists",
        "the vocabulary has no `{name}` under `lists`", "`lists`",
    ),
    "new-entry": Fault(
        message=Words(
            zh="Remit 的词汇表没有 {name}，这里也没写它的 {what}",
            en="Remit's vocabulary has no `{name}`, and its `{what}` isn't written here",
        ),
        remedy=Words(
            zh="是不是 {hint}？不是的话，请写上 {what}: {{zh: …, en: …}}",
            en="did you mean {hint}? Else add `{what}: {{zh: …, en: …}}`",
        ),
        otherwise=Words(zh="请写上 {what}: {{zh: …, en: …}}", en="add `{what}: {{zh: …, en: …}}`"),
    ),
    "listed-twice": fault(
        "{name} 在同一个列表里写了两次", "请删掉一处",
        "`{name}` is listed twice", "delete one of the two",
    ),
    "said-twice": fault(
        "“{name}”写了两次", "只留在它所说的那一条下面",
        "`{name}` stands here twice", "keep it under the clause that it is about",
    ),
    "reporting-cycle": fault(
        "汇报关系成环：{name}", "请改正其中一个岗位的 reports_to",
        "the roles report to one another in a circle: {name}", "correct the `reports_to` of one of them",
    ),
    "acting-cycle": fault(
        "代理关系成环：{name}", "请改正其中一个岗位的 acts_for",
        "the roles act for one another in a circle: {name}", "correct the `acts_for` of one of them",
    ),
    "inheriting-cycle": fault(
        "权限继承成环：{name}", "请改正其中一个岗位的 inherits",
        "the roles inherit from one another in a circle: {name}", "correct the `inherits` of one of them",
    ),
    "same-title": fault(
        "岗位 {name} 与 {other} 名称相同：{title}", "请让每个岗位的名称能区分开",
        "the roles `{name}` and `{other}` have the same title, {title}", "give each a title of its own",
    ),
    "department-title": fault(
        "岗位 department 的名称与 unit 不同", "请删掉它的 title，它的名称就是 unit",
        "the title of `department` differs from `unit`", "leave its `title` out; the department is called as `unit` says",
    ),
    "outside-holds": fault(
        "岗位 {name} 标为 outside，却有权限或职责", "请去掉 outside: true，或删掉这一条",
        "the role `{name}` is marked `outside` and yet holds something here", "take `outside: true` off the role, or delete this entry",
    ),
    "other-folder": fault(
        "book 写的是 {name}，文件夹却是 {folder}", "请写 book: {folder}",
        "`book` says `{name}` and the folder is `{folder}`", "write `book: {folder}`",
    ),
    "clause-in-two-books": fault(
        "条款 {name} 在 {other} 已经有了", "每个条款只属于一本生效的规章：请删掉一处，或把其中一本的 status 改为 draft",
        "the clause `{name}` is in {other} already",
        "a clause belongs to one active book: delete it in one of them, or set `status: draft` there",
    ),
    "limits-alike": fault(
        "几个额度里，有两个说的是同一件事", "最多一个按次（act）或按人（person），其余各按一个不同的期间累计：per: month、year……",
        "two of these limits are on the same thing",
        "at most one is on each `act` or `person`; give each of the others a `per` of its own that adds up: `per: month`, `year` …",
    ),
    "no-unit": fault(
        "行为 {name} 没有单位，不能有额度", "请在 vocabulary.yaml 给它写上 unit: {unit}",
        "the action `{name}` has no unit, so nothing can be held against this limit", "add `unit: {unit}` to it in vocabulary.yaml",
    ),
    "other-unit": fault(
        "额度单位 {value} 与行为 {name} 的单位 {unit} 不同", "这里请写 unit: {unit}，或在词汇表里把 {name} 的单位写成 {value}",
        "the limit is in {value} and the action `{name}` in {unit}",
        "write `unit: {unit}` here, or `unit: {value}` at `{name}` in vocabulary.yaml",
    ),
}

_WARNINGS = {
    "nothing-left-out": Fault(
        message=Words(zh="without 里的 {name}，Remit 的词汇表没有", en="Remit's vocabulary has no `{name}` that could be left out"),
        remedy=Words(zh="是不是 {hint}？不是的话，请删掉它", en="did you mean {hint}? Else delete it"),
        otherwise=Words(zh="请删掉它", en="delete it"),
        warning=True,
    ),
    "same-phrase": fault(
        "“{phrase}”既是 {name} 又是 {other}，两项都授予了人", "请只留在一处，或写得更长；Remit 自带的用 without 去掉",
        "“{phrase}” stands for `{name}` and for `{other}`, and both are granted",
        "leave it in one of them, or make it longer; `without` takes out what is Remit's",
        warning=True,
    ),
    "short-phrase": fault(
        "只有一个字的短语，会在别的词里出现，像“开”在“开除”里：{phrases}",
        "问到别的事也被答成这件事的，请写得更长，或连同所说的东西一起写（开*户）",
        "phrases of a single character stand within other words, as 开 does in 开除: {phrases}",
        "where questions about other things are answered by them, make them longer, or write them with their thing (开*户)",
        warning=True,
    ),
    "hole": fault(
        "条款编号不连续：有 {before} 和 {after}，没有 {name}", "请核对原文，漏了就补上",
        "the numbering has a hole: {before} and {after} are there, {name} is not", "compare the source and add what was left out",
        warning=True,
    ),
    "unused-obligation": fault(
        "事后义务 {name} 没有用到", "请在某条权限里写上它，或删掉它",
        "the obligation `{name}` is used by no grant", "list it in a grant or delete it",
        warning=True,
    ),
    "asks-idle": fault(
        "{name} 对{action}有权办理，asks 只用于申请和建议，这里不起作用",
        "请写 mode: apply 或 advise；超出额度由别人决定的，写进 escalations，加 decides: true",
        "`{name}` may do this ({action}), and `asks` counts for applications and recommendations only",
        "write `mode: apply` or `advise`; for whoever decides what is beyond the limit, write an escalation with `decides: true`",
        warning=True,
    ),
}
# fmt: on

#: kind of fault -> what is said of it.
_CASES = {
    "case-misses": fault(
        "{who}：“{say}”，例子写的是 {expected}，实际得出 {result}",
        "请核对条款、词汇表和这个例子，哪里写错改哪里",
        "{who}: “{say}” must come out as {expected} and comes out as {result}",
        "compare clause, vocabulary and case, and mend the one that is wrong",
    ),
    "case-stranger": fault(
        "规章没有例子里的岗位：{who}",
        "请写岗位名称；两本规章都有时加 @规章",
        "no rule book has a post that the case names: {who}",
        "write a post's title, with `@book` where two books have it",
    ),
}

FAULTS: dict[str, Fault] = {**_FILES, **_YAML, **_SHAPE, **_REFERENCES, **_WARNINGS, **_CASES}

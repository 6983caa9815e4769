"""The Chinese of what commands and options declare in English, and of what the library says of a line that it can't take.

It is found by the English, so that nobody changes the one and leaves the other as it was: a test holds that every sentence is here.
"""

from __future__ import annotations

import re

CHINESE: dict[str, str] = {
    # The library's words around a help or an error.
    "Usage: ": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Arguments": "参数",
    "Options": "选项",
    "Commands": "命令",
    "Error": "错误",
    "[default: {}]": "[默认：{}]",
    "[required]": "[必填]",
    "Try [blue]'{command_path} {help_option}'[/] for help.": "用法说明：[blue]{command_path} {help_option}[/]",
    "Show this message and exit.": "显示这份说明。",
    "Aborted.": "已中止。",
    "Print the version, and end.": "显示版本后结束。",
    # What several commands have.
    "zh or en; without it, as configured.": "zh 或 en；不写则按配置。",
    "zh or en; without it, the language of the question.": "zh 或 en；不写则按问题的语言。",
    "The configuration file; without one, the demo company's books and staff.": "配置文件；不写则用演示公司的规章和人员。",
    "The file to write; without one, it is printed.": "写入的文件；不写则直接显示。",
    "The first day.": "第一天。",
    "The last day.": "最后一天。",
    "A person's id.": "人员编号。",
    "A person's id in the staff file.": "人员文件里的编号。",
    # remit
    "Job duties and the delegation of authority, in your team's chat. / 岗位职责与授权规定，装进团队的聊天里。": (
        "岗位职责与授权规定，装进团队的聊天里。"
    ),
    # remit ask, check, batch, run, try
    "What is said; several words are one sentence.": "说的话；几个词算一句。",
    "Ask one question about duties or authority.": "就职责或权限问一个问题。",
    "A person's id, a post's title (TITLE@BOOK where two books have it), or none for an outsider.": (
        "人员编号，或岗位名称（两本规章都有的写成 名称@规章），外人写 none。"
    ),
    "Print what was recognised as well, and why.": "同时显示认出了什么、为什么。",
    "Print one JSON object instead of text.": "不显示文字，输出一个 JSON 对象。",
    "Check what somebody is about to do against their authority.": "核对某人打算办的事是否在权限之内。",
    "A post or a person that is away; may be repeated.": "外出的岗位或人员，可写多次。",
    "Show as a table what the answers not yet given would change.": "用表格列出：还没回答的问题，答法不同结果会怎样。",
    "Read questions and checks as JSON Lines, write one JSON line for each, in order.": (
        "逐行读入 JSON 写的提问和核对，按顺序各输出一行 JSON。"
    ),
    "zh or en for lines without a lang; without it, the language of each.": "没有写 lang 的行用的语言，zh 或 en；不写则看各行的文字。",
    "Serve every platform that is configured (Telegram, Slack) until SIGTERM.": "为配置好的各个平台（Telegram、Slack）服务，直到 SIGTERM。",
    "Talk to Remit in the terminal as anybody of the staff, with no tokens; /as PERSON switches.": (
        "以任何一位员工的身份在终端里与 Remit 对话，不需要令牌；/as 编号 换人。"
    ),
    "The person to be; you are asked if you leave it out.": "以谁的身份；不写会问你。",
    "The folder that keeps the conversation; .remit without one.": "保存对话的文件夹；不写则用 .remit。",
    # remit org
    "zh or en, for what is refused; the picture has both.": "拒绝时用的语言，zh 或 en；图里两种都有。",
    # remit attach, doctor
    "Align the company's own document to the clauses, so that citations quote it; a changed document is told clause by clause.": (
        "把公司自己的文件与条款对齐，引用时就用原文；文件有改动时逐条列出。"
    ),
    "The document as plain text.": "纯文本的文件。",
    "A rule book that restates it; may be repeated.": "转述它的规章，可写多次。",
    "Check configuration, rule books, staff and store; each finding on its own line, exit 1 on errors only.": (
        "检查配置、规章、人员和存储，每个问题一行；有错误时才以 1 退出。"
    ),
    "List the accepted warnings too, each with its reason.": "已接受的提醒也列出，各附理由。",
    "Try the cases of the rule books, and tell which come out otherwise.": "试一遍规章里的例子，列出结果不符的。",
    # remit matrix, org, diff
    "Draw the delegation of authority as a matrix: who may do what, up to how much, by which clause.": (
        "把授权画成一张表：谁可以办什么、额度多少、依据哪一条。"
    ),
    "One rule book, such as customer-service; without it, all that are in force.": (
        "一本规章，例如 customer-service；不写则为全部生效的规章。"
    ),
    "table, html, csv or xlsx.": "table、html、csv 或 xlsx。",
    "Draw who reports to whom and who acts for whom, as an SVG picture.": "把谁向谁汇报、谁代理谁画成 SVG 图。",
    "Tell in words what changed for whom between two folders of rule books; exit 1 if anything did.": (
        "用文字说明两个规章文件夹之间对谁改了什么；有改动时以 1 退出。"
    ),
    "A folder of rule books, as it was.": "原来的规章文件夹。",
    "A folder of rule books, as it is to be.": "改后的规章文件夹。",
    "Decide the old books' cases anew, and tell which come out differently.": "把旧规章的例子重新判定一遍，列出结果不同的。",
    "Decide the requests and uses in the store anew as well.": "存储里的请示和办理也重新判定一遍。",
    # remit slip, report
    "Print what was approved or done under an id as a slip: HTML, for the cashier and the file.": (
        "按编号把批准或办理的事项做成凭单：HTML，供出纳和归档。"
    ),
    "Numbers for managers: time to a decision, share passed up, clauses used most, limits asked beyond most.": (
        "给管理者看的数字：决定用时、转上级的比例、最常用到的条款、最常超出的额度。"
    ),
    "table or html.": "table 或 html。",
    # remit link, unlink, staff
    "Make a one-time code by which a person links an account (docs/linking.md).": (
        "生成一次性验证码，供本人关联账号（docs/linking.zh-CN.md）。"
    ),
    "telegram or slack; without it, any.": "telegram 或 slack；不写则不限。",
    "Say yes to the account that waits; without PERSON, show what waits.": "确认等待中的账号；不写 PERSON 则列出等待的。",
    "Say no to it.": "拒绝它。",
    "Which one, where several wait: the account's id.": "有几个在等时写明哪一个：账号的编号。",
    "Take off a person's accounts, all of them or those of one platform.": "解除某人的账号，全部或某一平台的。",
    "List the people, their posts, their linked accounts, and who can be reached.": "列出人员、岗位、已关联的账号，以及谁能联系到。",
    "Print JSON instead of a table.": "不显示表格，输出 JSON。",
    # remit eval, teach
    "Measure understanding with question sets; exit 1 when anything was wrongly permitted.": (
        "用题集衡量理解得怎样；有误判为可以办的，以 1 退出。"
    ),
    "Question sets, JSON Lines (docs/language.md).": "题集，每行一个 JSON（docs/language.zh-CN.md）。",
    "A saved run to compare with, instead of the last one of the same set.": "用来比较的已存结果；不写则与同一题集的上一次比。",
    'The clauses\' own words, [{"clause": id, "text": words}, …], for sets that name these.': (
        '条款的原文，[{"clause": 编号, "text": 原文}, …]，供写了原文的题集用。'
    ),
    "Show at most so many misses; all of them without this.": "最多列出这么多个错例；不写则全部列出。",
    "Print one JSON object for each set.": "每个题集输出一个 JSON 对象。",
    "Keep the run for the next comparison.": "保存这次结果，供下次比较。",
    "What couldn't be answered, grouped; add an alias or an example, and see what it changes.": (
        "没有答上来的，分组列出；可添加说法或例子，并看到有什么变化。"
    ),
    "List the entries of the vocabulary, Remit's own among them, with their ids, and which of them the books use.": (
        "列出词汇表的各项及其编号，Remit 自带的也在内，并说明规章用到哪些。"
    ),
    "What stands in an id, a title or a phrase; everything without it.": "编号、名称或说法里的文字；不写则全部列出。",
    "Show at most so many sentences of a group.": "每组最多列出这么多句。",
    "Add a phrase to an entry of the vocabulary, checked first; then show what it changes in the recorded sets.": (
        "给词汇表的一项添加一个说法：先检查，再列出它让记录过的题集有什么变化。"
    ),
    "The entry: refund, facts.defect-verified.true, markers.may …": "词汇表里的项：refund、facts.defect-verified.true、markers.may 等。",
    "How people say it; a * stands for a few characters.": "人们的说法；* 代表几个字。",
    "The language of the phrase, zh or en; without it, as it is written.": "说法的语言，zh 或 en；不写则看它用什么写成。",
    "Show what would change and write nothing.": "只列出会有什么变化，不写入。",
    "Write it although cases break. Never where something would be wrongly permitted.": "即使有例子变坏也写入；会误判为可以办的除外。",
    "Add an example to the set that every later change is measured with; show whether it comes out right.": (
        "给以后衡量每次改动的题集添加一个例子，并显示结果是否正确。"
    ),
    "The question, or with --outcome the proposed action.": "问题；写了 --outcome 时是打算办的事。",
    "Who says it.": "谁说的。",
    "A clause that answers it; any of those named will do.": "回答它的条款；写了几个时，有一个即可。",
    "answer, clarify or unknown; answer without this.": "answer、clarify 或 unknown；不写则为 answer。",
    "For a proposed action: permitted, approval_required, needs_facts, prohibited or unknown.": (
        "对打算办的事：permitted、approval_required、needs_facts、prohibited 或 unknown。"
    ),
    "A word that the answer must contain.": "回答里必须有的词。",
    # remit audit
    "The audit: verified, exported, its head to keep outside.": "审计记录：验证、导出、取出要存在外面的封条。",
    "Check that no record was changed, removed or reordered; exit 1 and name the first that was.": (
        "检查没有记录被改动、删除或调换；若有，指出第一条并以 1 退出。"
    ),
    "A line that `remit audit head` printed, or a file that holds it.": "`remit audit head` 显示的一行，或保存它的文件。",
    "Write the audit as a table, all of it or a part.": "把审计记录写成表格，全部或一部分。",
    "csv, jsonl or xlsx.": "csv、jsonl 或 xlsx。",
    "Only records that name this person.": "只要提到此人的记录。",
    "Only records that cite this clause.": "只要引用这一条的记录。",
    "Seal the audit as it is, and print the line to keep outside.": "给现在的审计记录加封，显示要存在外面的那一行。",
    # remit store
    "The store: verified, backed up, put back, exported, moved.": "存储：检查、备份、恢复、导出、搬移。",
    "Check every page, index and record; exit 78 and name what is damaged. (`remit audit verify` checks what the records say.)": (
        "检查每一页、每个索引和每条记录；有损坏时指出并以 78 退出。（记录的内容由 `remit audit verify` 检查。）"
    ),
    "Write a copy of the store as it is at this moment, and check the copy. The master key is not in it.": (
        "把此刻的存储复制一份，并检查副本。主密钥不在其中。"
    ),
    "A file that isn't there yet; a server's content is written as JSON Lines.": "还不存在的文件；服务器的内容逐行写成 JSON。",
    "Put a backup in the store's place. What is there is put aside, not deleted; a server's database has to be empty.": (
        "用备份替换存储。原来的移到一旁，不会删除；服务器上的数据库必须是空的。"
    ),
    "What `remit store backup` wrote.": "`remit store backup` 写成的文件。",
    "Write every document and every letter as JSON Lines, for other programs to read.": (
        "把每份文档、每封信件逐行写成 JSON，供别的程序读取。"
    ),
    "A file that isn't there yet: JSON Lines, packed if its name ends in .gz.": "还不存在的文件：每行一个 JSON，文件名以 .gz 结尾则压缩。",
    "Carry everything to another store, which has to be empty, and look that all has arrived. The old one stays as it is.": (
        "把全部内容搬到另一个存储（必须是空的），并核对都已到达。原来的保持不变。"
    ),
    "Where to: postgresql://user@host/database, or a file that isn't there yet.": (
        "搬到哪里：postgresql://user@host/database，或还不存在的文件。"
    ),
    # remit privacy
    "What is kept of a person: shown to them, or destroyed once they have left.": "保存了某人的什么：给本人看，或在其离职后销毁。",
    "Write all that is kept of a person, as JSON.": "把保存的关于某人的一切写成 JSON。",
    "Forget a person who has left: their key is destroyed, and what was sealed with it can't be read any more. There is no way back.": (
        "忘掉已离职的人：销毁其密钥，用它封存的内容从此无法读取，不能恢复。"
    ),
    "Do it; without this it is only said what would go.": "执行；不写则只说明会销毁什么。",
    # Ours, of a line.
    "-c is given twice; name one configuration.": "-c 写了两次；请只写一个配置文件。",
}

#: What the library says of a line, as a pattern, and what stands in its place.
LINES: tuple[tuple[str, str], ...] = (
    (r"No such command '(.*)'\. Did you mean (.*)\?", r"没有命令 \1；是不是 \2？"),
    (r"No such command '(.*)'\.", r"没有命令 \1；remit --help 列出所有命令"),
    (r"No such option: (.*) \(Possible options: (.*)\)", r"没有选项 \1；是不是 \2？"),
    (r"No such option: (.*)", r"没有选项 \1"),
    (r"Missing command\.", r"缺少命令"),
    (r"Missing argument '(.*)'\.", r"缺少参数 \1"),
    (r"Missing option '(.*)'\.", r"缺少选项 \1"),
    (r"Option '(.*)' requires an argument\.", r"选项 \1 后面要写值"),
    (r"Option '(.*)' does not take a value\.", r"选项 \1 后面不能写值"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", r"多出了 \1；一句话里有空格的，请用引号括起来"),
    (r"Invalid value for '(.*?)': Input should be a valid integer.*", r"\1 要写整数"),
    (r"Invalid value for '(.*?)': file '(.*)' does not exist\.", r"没有文件 \2（\1）；请写对路径"),
    (r"Invalid value for '(.*?)': file '(.*)' is a directory\.", r"\2 是文件夹（\1）；请写一个文件的路径"),
    (r"Invalid value for '(.*?)': file '(.*)' is not readable\.", r"\2 读不了（\1）；请让运行 remit 的用户能读它"),
    (r"Invalid value for '(.*?)': (.*)", r"\1 的值不对：\2"),
)


def chinese(english: str) -> str:
    """The Chinese of a sentence; the sentence itself where there is none."""
    if english in CHINESE:
        return CHINESE[english]
    found = ((re.fullmatch(pattern, english, re.DOTALL), said) for pattern, said in LINES)
    return next((match.expand(said) for match, said in found if match), english)

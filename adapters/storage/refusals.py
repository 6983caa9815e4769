"""What a store may be refused for: what is wrong with it and what to do, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """What is said behind the name of a store."""

    wrong: Words
    remedy: Words

    def of(self, store: object) -> Words:
        """The whole sentence."""
        return _SENTENCE.filled(store=store, wrong=self.wrong, remedy=self.remedy)

    def filled(self, **values: object) -> Refusal:
        """The same with its blanks filled."""
        return Refusal(wrong=self.wrong.filled(**values), remedy=self.remedy.filled(**values))


def _refusal(wrong: tuple[str, str], remedy: tuple[str, str]) -> Refusal:
    """Each in Chinese, then in English."""
    return Refusal(wrong=Words(zh=wrong[0], en=wrong[1]), remedy=Words(zh=remedy[0], en=remedy[1]))


_SENTENCE = Words(zh="{store} {wrong}；{remedy}。", en="{store} {wrong}; {remedy}.")
_RESTORE = (
    "请另存一份，再恢复最近的备份（remit store restore 文件）",
    "keep a copy of it and put back the latest backup (remit store restore FILE)",
)
_BACK_UP = ("请另做一份备份", "take another backup")
_UPDATE = ("请更新 remit", "update remit")
_MAKE_KEY = ("可以这样生成一个：openssl rand -base64 32", "make one: openssl rand -base64 32")

NEW_STORE = Words(zh="新的存储", en="the new store")
MEMORY_STORE = Words(zh="内存里的存储", en="the store in memory")

REFUSALS: dict[str, Refusal] = {
    "in-use": _refusal(
        ("正由进程 {pid} 使用，一次只能有一个进程打开它", "is in use by process {pid}, and one process at a time may open it"),
        (
            "请先停下那个进程（kill {pid}），或在配置里换一个存储",
            "stop that one first (kill {pid}), or name another store in the configuration",
        ),
    ),
    "in-use-by-somebody": _refusal(
        ("正由另一个进程使用，一次只能有一个进程打开它", "is in use by another process, and one process at a time may open it"),
        (
            "请先停下那个进程（用 lsof 查找），或在配置里换一个存储",
            "stop that one first (see lsof), or name another store in the configuration",
        ),
    ),
    "half-restored": _refusal(
        ("恢复到一半时中断了", "was being restored when that was interrupted"),
        ("请再运行一次 remit store restore，什么也没有丢", "run remit store restore again; nothing is lost"),
    ),
    "unopenable": _refusal(
        ("无法打开写入（{problem}: {place}）", "can't be opened for writing ({problem}: {place})"),
        (
            "请让运行 remit 的用户能写它所在的文件夹，或在配置里换一个存储",
            "let the user who runs remit write in its directory, or name another store in the configuration",
        ),
    ),
    "unwritable": _refusal(
        ("无法写入（{problem}）", "can't be written ({problem})"),
        (
            "请腾出磁盘空间，并让运行 remit 的用户能写它所在的文件夹",
            "make room on its disk, and let the user who runs remit write in its directory",
        ),
    ),
    "network": _refusal(
        (
            "在网络文件系统（{system}）上，那里的锁和写盘都不可靠",
            "lies on a network file system ({system}), where neither locks nor syncs can be relied on",
        ),
        (
            "请把存储放在本机的磁盘上，或改用 PostgreSQL（docs/reliability.zh-CN.md）",
            "name a store on a disk of this machine, or use PostgreSQL (docs/reliability.md)",
        ),
    ),
    "log-alone": _refusal(
        ("不在，它的日志 {log} 却在", "is missing while its log {log} is there"),
        (
            "请把两者放回一处，或移走日志，从空的存储开始",
            "put the two back together, or move the log away to begin with an empty store",
        ),
    ),
    "other-program": _refusal(
        ("是别的程序的 SQLite 数据库", "is another program's SQLite database"),
        ("请在配置里换一个存储", "name another store in the configuration"),
    ),
    "newer": _refusal(
        (
            "由更新版本的 remit 写成（结构 {schema}，本程序只认识到 {known}）",
            "was written by a newer remit (schema {schema}; this one knows {known})",
        ),
        _UPDATE,
    ),
    "newer-server": _refusal(("由更新版本的 remit 写成（结构 {schema}）", "was written by a newer remit (schema {schema})"), _UPDATE),
    "unreadable": _refusal(("不能作为存储读取（{problem}）", "can't be read as a store ({problem})"), _RESTORE),
    "empty": _refusal(("是空文件，存储从来不会是空的", "is empty, which a store never is"), _RESTORE),
    "zeros": _refusal(("里全是零", "is filled with zeros"), _RESTORE),
    "no-store": _refusal(("不是存储", "is not a store"), _RESTORE),
    "damaged": _refusal(("已损坏（{problem}）", "is damaged ({problem})"), _RESTORE),
    "counter-behind": _refusal(
        ("已损坏（提交的计数落后于文档）", "is damaged (its counter of commits lags behind its documents)"), _RESTORE
    ),
    "record-damaged": _refusal(
        ("已损坏：记录 {records} 不是写入时的样子", "is damaged: the record {records} is not as it was written"), _RESTORE
    ),
    "records-damaged": _refusal(
        ("已损坏：记录 {records} 不是写入时的样子", "is damaged: the records {records} are not as it was written"), _RESTORE
    ),
    "record-unfound": _refusal(
        ("已损坏：按内容找不到记录 {name}", "is damaged: the record {name} is not found by what it says"),
        ("请恢复最近的备份（remit store restore 文件）", "put back the latest backup (remit store restore FILE)"),
    ),
    "already-there": _refusal(("已经存在", "is there already"), ("请写一个还不存在的文件", "name a file that isn't there yet")),
    "not-empty": _refusal(("不是空的", "is not empty"), ("请写一个还不存在的存储", "name a store that isn't there yet")),
    "server-not-empty": _refusal(("不是空的", "is not empty"), ("请写一个还没有内容的数据库", "name a database that holds nothing yet")),
    "not-the-same": _refusal(
        ("与原来的内容不符", "does not hold what the old one does"),
        ("请不要改配置，并报告此事", "leave the configuration as it is and report this"),
    ),
    "no-export": _refusal(("不是 remit 导出的文件", "is no export of ours"), _BACK_UP),
    "cut-off": _refusal(("被改动过或不完整", "was changed or cut off"), _BACK_UP),
    "no-package": _refusal(
        ("需要这里没有的软件包（{name}）", "needs a package that isn't here ({name})"),
        ("请安装 remit[postgres]", "install remit[postgres]"),
    ),
    "unusable-server": _refusal(
        ("不能使用（{problem}）", "can't be used ({problem})"),
        (
            "请看它是否在运行、从这里是否连得上，用户名和密码（PGPASSWORD）是否正确",
            "see that it runs and can be reached from here, and that user and password (PGPASSWORD) are right",
        ),
    ),
    "other-key": _refusal(
        ("是用另一个主密钥写的", "was written with another master key"),
        ("请把对的主密钥放进 {variable} 或 {file}", "give the right one in {variable} or {file}"),
    ),
    "no-key": _refusal(
        ("没有能读取或生成的密钥（{problem}）", "has no key that can be read or made ({problem})"),
        ("请放回 {file}，或设置 {variable}", "put back {file}, or set {variable}"),
    ),
    "open-key": _refusal(
        ("的密钥别人也能读：{file}", "has a key that others can read: {file}"), ("请运行：chmod 600 {file}", "run: chmod 600 {file}")
    ),
    "bad-key": _refusal(
        ("没有可用的密钥：{file} 里不是 base64 写的 {length} 字节", "has no usable key: {file} does not hold {length} bytes in base64"),
        _MAKE_KEY,
    ),
    "bad-key-variable": _refusal(
        (
            "没有可用的密钥：环境变量 {variable} 里不是 base64 写的 {length} 字节",
            "has no usable key: the variable {variable} does not hold {length} bytes in base64",
        ),
        _MAKE_KEY,
    ),
}

"""The kinds of fault that a staff file can have besides those of every file, each with its remedy in both languages."""

from __future__ import annotations

from bot.model import Words
from bot.rulebook.faults import FAULTS, Fault


def _fault(zh: tuple[str, str], en: tuple[str, str], *, warning: bool = False) -> Fault:
    return Fault(message=Words(zh=zh[0], en=en[0]), remedy=Words(zh=zh[1], en=en[1]), warning=warning)


_NO_POST = Fault(
    message=Words(zh="没有岗位 {name}", en="no rule book has the post `{name}`"),
    remedy=Words(zh="请写：{hint}", en="did you mean {hint}?"),
    otherwise=Words(
        zh="请写“规章/岗位”，规章和岗位都用规章文件里的代号，例如 {sample}",
        en="write the book, a slash and the post's id in that book, such as `{sample}`",
    ),
)

STAFF_FAULTS: dict[str, Fault] = {
    **FAULTS,
    "no-staff": _fault(
        ("没有人员文件", "请在配置里写对 staff，或建一个（见 docs/staff.md）"),
        ("there is no staff file", "correct `staff` in the configuration, or write one as docs/staff.md shows"),
    ),
    "empty": _fault(
        ("文件内容不是“键: 值”的列表", "请按 docs/staff.md 的格式书写"),
        ("the file is empty or is no list of `key: value`", "write it as docs/staff.md shows"),
    ),
    "too-large": _fault(
        ("文件超过 2 MB", "请删去不再需要的人员和注释"),
        ("the file is larger than 2 MB", "take out people and comments that are no longer needed"),
    ),
    "too-many": _fault(
        ("文件的内容超过 {most} 项", "请删去不再需要的人员"),
        ("the file has more than {most} items", "take out people who are no longer needed"),
    ),
    "too-deep": _fault(
        ("嵌套超过 {most} 层", "请按 docs/staff.md 的格式书写"),
        ("it is nested more than {most} deep", "write it as docs/staff.md shows"),
    ),
    # People and groups are no posts: an id that looks like one is a bad id and nothing else.
    "foreign-post": FAULTS["bad-id"],
    "posts-by-another-name": _fault(
        ("不认识的键 {name}", "担任的岗位请写在 `posts` 里：posts: [规章/岗位]"),
        ("unknown key `{name}`", "the posts that somebody holds stand under `posts`: `posts: [book/post]`"),
    ),
    "bad-account": _fault(
        ("账号 {value} 写法不对", "请写平台给的用户编号，不要写名字"),
        ("`{value}` can't be an account's id", "write the id that the platform gives to the user, not a name"),
    ),
    "bad-day": _fault(
        ("{value} 不是日期", "请写成 2026-12-01"),
        ("`{value}` is no day", "write it like `2026-12-01`"),
    ),
    "no-team": _fault(
        ("{name} 账号缺少 team", "同一编号在别的团队是另一个人：请补上 team: …"),
        ("the {name} account lacks its `team`", "add `team: …`; in another team the same id is somebody else"),
    ),
    "reserved-id": _fault(
        ("none 表示外部人员，不能用作编号", "请换个编号"),
        ("`none` stands for an outsider and can't be a person's id", "choose another id"),
    ),
    "id-is-title": _fault(
        ("编号 {name} 也是岗位 {other} 的叫法", "请换个编号，例如 {name}-1"),
        ("the id `{name}` is also what people call the post {other}", "choose another id, such as `{name}-1`"),
    ),
    "unknown-post": _NO_POST,
    "unknown-group": _fault(
        ("没有组 {name}", "请写：{hint}，或把它加到 groups"),
        ("there is no group `{name}`", "did you mean {hint}? Else add it to `groups`"),
    ),
    "unknown-person": _fault(
        ("没有编号为 {name} 的人", "请写：{hint}，或把此人加到 people"),
        ("there is nobody with the id `{name}`", "did you mean {hint}? Else add them to `people`"),
    ),
    "superior-circle": _fault(
        ("上级关系成环：{name}", "请改正其中一人的 superior"),
        ("people are superiors of one another in a circle: {name}", "correct the `superior` of one of them"),
    ),
    "group-unled": _fault(
        ("没有人带领组 {name}", "请给该组的经理写上 leads: [{name}]，或删掉这个组"),
        ("nobody leads the group `{name}`", "write `leads: [{name}]` for its leader, or delete the group"),
    ),
    "group-led-twice": _fault(
        ("组 {name} 已由 {other} 以同一岗位带领", "请只给其中一人写 leads"),
        ("the group `{name}` is led by `{other}` already, who holds the same post", "let one of the two lead it"),
    ),
    "leads-no-superior": _fault(
        ("{name} 带领组 {group}，却没有高于组员的岗位", "请给 {name} 写上比组员（{member}）高的岗位，或改由别人带领"),
        (
            "`{name}` leads the group `{group}` and holds no post above its members",
            "give `{name}` a post above that of `{member}`, or let somebody else lead",
        ),
    ),
    "leads-no-members": _fault(
        (
            "{name} 带领组 {group}，组里没有人，{name} 也没有高于任何岗位的岗位",
            "请给组员写上 group: {group}，给 {name} 写上高于组员的岗位，或删掉 leads",
        ),
        (
            "`{name}` leads the group `{group}`, which has no members, and holds no post above any other",
            "write `group: {group}` for its members and give `{name}` a post above theirs, or delete `leads`",
        ),
    ),
    "account-taken": _fault(
        ("账号 {name} 已属于 {other}", "一个账号只属于一个人：请删掉一处"),
        ("the account {name} belongs to `{other}` already", "an account belongs to one person: delete it in one place"),
    ),
    "bad-email": _fault(
        ("{value} 不是电子邮箱", "请写成 name@example.com"),
        ("`{value}` is no e-mail address", "write it like `name@example.com`"),
    ),
    "email-taken": _fault(
        ("邮箱 {name} 已属于 {other}", "一个邮箱只属于一个人：请删掉一处"),
        ("the address {name} belongs to `{other}` already", "an address belongs to one person: delete it in one place"),
    ),
    "administrator-decides": _fault(
        ("管理员 {name} 的岗位 {post} 有审批权", "管理员不参与审批：请去掉这个岗位，或换一位管理员"),
        (
            "the administrator `{name}` holds `{post}`, a post that decides for others",
            "administrators never decide: take the post away, or choose another administrator",
        ),
    ),
    "ends-before": _fault(
        ("结束日期 {value} 早于开始日期", "请改正 from 或 to"),
        ("the absence ends ({value}) before it begins", "correct `from` or `to`"),
    ),
    "seat-vacant": _fault(
        ("岗位 {name} 写为空缺，却有人担任：{other}", "此人会被当作不在岗；若岗位有人，请从 vacant 删掉"),
        ("the post `{name}` is marked vacant and {other} holds it", "nobody is asked for it; take it out of `vacant` if it is filled"),
        warning=True,
    ),
}

"""The kinds of finding: how grave each is, what it says and what to do, in both languages.

Faults of form (an unknown reference, a circle, a grant without its clause, a clause without its words) are not here:
`bot.rulebook` refuses a book for them, so that the doctor only ever sees books that can be read.
"""

from __future__ import annotations

from bot.rulebook.faults import Fault, fault

# fmt: off
_ERRORS = {
    "no-approver": fault(
        "{post}的请示到不了任何人：{matter}（{clauses}）；{post}上面没有上级，也没有写明报给谁的条款",
        "请给 {role} 写上 reports_to 或带 to 的 escalations，或把这项权限给一位上级",
        "a request of the {post} reaches nobody: {matter} ({clauses}); "
        "no superior stands above that post, and no clause says where to send it",
        "give `{role}` a `reports_to` or an escalation with `to`, or grant this to a superior",
    ),
    "limit-shrinks": fault(
        "{action}的额度往上反而变小：{below}（{clause}）{limit}，上级{above}（{other}）只有{less}；中间的请示，{above}批不了",
        "请核对两处额度：上级的不应小于下级的",
        "the limit for {action} shrinks up the line: the {below} has {limit} ({clause}), "
        "the superior, the {above}, only {less} ({other}), and can't approve what lies between",
        "compare the two limits; a superior's should not be the smaller one",
    ),
    "unknown-finding": fault(
        "接受的提醒里没有 {name} 这一种", "请写：{hint}",
        "there is no kind of warning called `{name}` that could be accepted", "did you mean {hint}?",
    ),
}

_LINES = {
    "superior-lacks": fault(
        "{below}有权办理{actions}（{clauses}），上级{above}却没有；这类请示{above}不能批，只能再往上",
        "{above}若也应有权，请给 {role} 写上同样的权限；否则请接受这条提醒并写明理由",
        "the {below} has authority for {actions} ({clauses}) and the superior, the {above}, has none; "
        "requests about it go past the {above}",
        "grant the same to `{role}` if that post should have it; else accept this warning with the reason",
        warning=True,
    ),
    "skips-superior": fault(
        "{below}的{action}申请按 {clause} 直接交{asked}，越过了自己就有权的上级：{skipped}（{own}）",
        "请核对 {clause} 是否应先交{skipped}；确应直接交{asked}的，请接受并写明理由",
        "by {clause} the {below}'s application ({action}) goes straight to the {asked}, "
        "past a superior who could grant it: the {skipped} ({own})",
        "ask whether {clause} should name the {skipped}; if the {asked} is meant, accept this with the reason",
        warning=True,
    ),
    "stricter-below": fault(
        "{action}：{below}（{clause}）比上级{above}（{other}）多一个条件，即{extra}",
        "请核对这一条件是否只约束{below}；是的话，请接受并写明理由",
        "{action}: a condition binds the {below} ({clause}) that binds nobody above, that is the {above} ({other}): {extra}",
        "ask whether the condition is meant for the {below} alone; if it is, accept this with the reason",
        warning=True,
    ),
    "role-of-clause": fault(
        "{clause} 属于{addressed}，却把{actions}的权限给了{holder}",
        "请核对是否写对了岗位；同一条写明谁申请、谁批准的，请接受并写明理由",
        "{clause} is addressed to the {addressed} and gives the {holder} authority for {actions}",
        "make sure that this is the right post; if the clause says both who asks and who decides, accept this with the reason",
        warning=True,
    ),
    "stand-in-elsewhere": fault(
        "{post}代理{stood}（{clauses}），却不是{stood}的直接下级",
        "请核对代理人；确是如此的，请接受并写明理由",
        "the {post} acts for the {stood} ({clauses}) and does not report to that post directly",
        "make sure that this is the right stand-in; if it is, accept this with the reason",
        warning=True,
    ),
    "idle-exception": fault(
        "{post}代理{stood}时不包括{actions}（{clauses}），而{stood}本来就没有这项权限",
        "请核对 except 里写的是不是这件事；条款确是如此的，请接受并写明理由",
        "the {post} acts for the {stood} except in {actions} ({clauses}), for which the {stood} has no authority anyhow",
        "make sure that `except` names the action that is meant; if it does, accept this with the reason",
        warning=True,
    ),
    "two-targets": fault(
        "{post}权限以外的事报给谁，条款写得不一样：{targets}；Remit 逐级往上找有权的人，都没有时按最后写明岗位的那条转请",
        "请只留一条，或写明什么事按哪一条",
        "the clauses differ on where the {post} takes what is beyond that post's authority: {targets}; "
        "Remit goes up the line to whoever has authority, and where nobody has, to the last post that such a clause names",
        "keep one of them, or say which matters go by which",
        warning=True,
    ),
    "no-escalation": fault(
        "{post}的权限有限（{clauses}），超出时报给谁，没有条款写明；Remit {line}",
        "请补一条上报条款，写进 {role} 的 escalations",
        "the {post}'s authority has bounds ({clauses}) and no clause says where to take what lies beyond them; Remit {line}",
        "add the clause that says so, under `escalations` of `{role}`",
        warning=True,
    ),
}

_GAPS = {
    "referral-only": fault(
        "{matter}：{post}和上面的岗位都无权决定（{clauses}），只能转请{target}；规章没有给{target}这项权限",
        "请写明由谁决定、到多少为止；条款说由{target}决定的，在 {role} 的 escalations 写 decides: true；维持转请的，请接受并写明理由",
        "{matter}: neither the {post} nor anybody above may decide this ({clauses}); "
        "it is only referred to the {target}, to whom the book gives no authority for it",
        "say who may decide it and up to how much; write `decides: true` at the escalation of `{role}` if its clause has the "
        "{target} decide; or accept the referral with the reason",
        warning=True,
    ),
    "nobody-may": fault(
        "{actions}在规章里只能申请或建议（{clauses}），没有任何岗位有权去做",
        "请写明谁有权做；由规章以外的人决定的，请接受并写明理由",
        "{actions}: the book lets people apply for it or recommend it ({clauses}) and lets nobody do it",
        "say who may do it; if somebody outside the book decides, accept this with the reason",
        warning=True,
    ),
    "always-forbidden": fault(
        "{action}由 {clause} 授权，凡满足其条件时又被 {other} 禁止：没有人能用到这项权限",
        "请改正其中一条",
        "{clause} grants {action}, and {other} forbids it whenever the conditions of that grant hold: nobody can ever use it",
        "correct one of the two",
        warning=True,
    ),
    "no-period": fault(
        "{clauses} 的额度（{limits}）没有写明按每人、每天还是每月计算；分成几次用，合计就没有上限",
        "请写明额度按多长时间、对谁累计；没有累计的，请接受并写明理由",
        "the limit in {clauses} ({limits}) says neither for which period nor for whom it counts: used several times, it has no bound",
        "say over which period and for whom it adds up; if it doesn't, accept this with the reason",
        warning=True,
    ),
    "undefined-term": fault(
        "{clause} 里的{terms}没有说以什么为准，权限或责任因此没有界限",
        "请在条款里说明以什么为准（例如写一个金额），或接受并写明由谁认定",
        "{clause} says {terms} and nothing in the book says what counts as that, so that authority or liability has no bound",
        "say in a clause what counts, such as a sum, or accept this and say who judges",
        warning=True,
    ),
}

_BURDENS = {
    "different-obligations": fault(
        "同样是{actions}，事后要求因条款而异：{burdens}；Remit 按实际用到的那一条",
        "请统一要求，或写明哪种情况按哪一条；有意如此的，请接受并写明理由",
        "what has to follow {actions} depends on the clause that is used ({burdens}); Remit holds to that clause",
        "make them alike, or say which holds when; if it is meant so, accept this with the reason",
        warning=True,
    ),
    "self-review": fault(
        "{post}自己办的{actions}，事后的“{check}”也由自己完成（{clauses}）；{moved}",
        "请把这一步交给别的岗位",
        "the check (“{check}”) after the {post}'s own {actions} falls to the {post} too ({clauses}); {moved}",
        "give this step to another post",
        warning=True,
    ),
    "acting-self-review": fault(
        "{stood}不在时由{post}代理；这时{post}自己办的{actions}，事后的“{check}”要由自己以代理身份完成（{clauses}）；{moved}",
        "请写明代理期间由谁来做这一步",
        "while the {stood} is away, the {post} acts in that post, "
        "and the check (“{check}”) after the {post}'s own {actions} falls to the {post} too ({clauses}); {moved}",
        "say who does this step while the {post} is acting",
        warning=True,
    ),
    "sign-off-order": fault(
        "{actions}的事后步骤顺序行不通（{clauses}）：“{check}”排在“{done}”之后或与之同时，查出问题也晚了",
        "请把核查和签字排在付款、记账之前",
        "what follows {actions} is in an order that can't work ({clauses}): “{check}” comes after “{done}” or beside it, too late",
        "put checks and signatures before paying and booking",
        warning=True,
    ),
    "unequal-burden": fault(
        "{post}{grave}（{clause}）事后什么也不要求；{light}（{other}）不论多少，却要{burden}",
        "请给{grave}补上报告或签字，或减轻另一项；有意如此的，请接受并写明理由",
        "nothing follows {grave} by the {post} ({clause}), whereas {light} ({other}) of whatever size demands: {burden}",
        "let a report or a signature follow {grave} too, or ease the other; if it is meant so, accept this with the reason",
        warning=True,
    ),
}

_SEATS = {
    "vacancy": fault(
        "人员文件里没有人担任{post}（{clauses}）；该交给这一岗位的事，会继续往上，直到管理员",
        "请让人担任，或接受并写明理由",
        "nobody on the staff list holds the post {post} ({clauses}); what would go there goes on up, in the end to the administrators",
        "seat somebody, or accept this with the reason",
        warning=True,
    ),
    "unreached": fault(
        "{clauses} 写给{post}这个部门（{matter}），却没有一个有人担任的岗位取得部门的权限（inherits），谁也用不到",
        "请给每个应有的岗位写 inherits: {{roles: [department], clause: …}}",
        "what {clauses} gives the {post} as a department ({matter}) reaches nobody: no post that somebody holds has its rights",
        "write `inherits: {{roles: [department], clause: …}}` at each post that is to have it",
        warning=True,
    ),
    "unstaffed-obligation": fault(
        "{duties}应由{post}完成（{clauses}），人员文件里却没有人担任{post}",
        "请让人担任；这一步由别人代记的，请接受并写明理由",
        "{duties} is for the {post} to do ({clauses}), and nobody on the staff list holds that post",
        "seat somebody; if somebody else records this step, accept this with the reason",
        warning=True,
    ),
}

_ACCEPTANCES = {
    "idle-acceptance": fault(
        "这里接受的提醒 {name}（{clauses}）并不存在",
        "问题已经改好就删掉这一项；条款要与提醒里的完全一致",
        "this accepts a warning that isn't there: `{name}` ({clauses})",
        "delete it if the matter is settled; the clauses must be just those of the warning",
        warning=True,
    ),
}
# fmt: on

#: What is only found where there is a staff list.
OF_STAFF = tuple(_SEATS)

#: kind of finding -> what is said of it.
KINDS: dict[str, Fault] = {**_ERRORS, **_LINES, **_GAPS, **_BURDENS, **_SEATS, **_ACCEPTANCES}

"""Whether what is done is done to the speaker: their own leave, their own shift, sending themselves on a course.

Only what says so by its own words counts: 自己 and "myself" right behind a verb that is done to somebody (批准自己换班, "send myself"),
what is personal said to be mine (我的班, "my leave"), and leave that nobody else is said to take (我请五天假).
"I decide it myself" only says who decides.
"""

from __future__ import annotations

from bot.language.recognising.sentence import Sentence, once
from bot.language.turns import Turns

_UNITS = "的?(?:部门|小?组|手下|团队|班组|科室?|病区|店|门店|公司|下属|员工|组员|带的|管的|的人|家|人)"
#: Done to oneself, in Chinese.
_MYSELF = (
    rf"(?:批准|准许|核准|批|准|同意|允许|派|送|为|替|安排|选派?|推荐|提拔|任命)了?(?:我自己|我本人|自己|本人)(?!{_UNITS}|[来动拿做定决去跑]|负责)"
    rf"|给(?:我自己|我本人|自己|本人)(?:批|放|报|发|开|安排|调|换|休|请|加|涨|升|评|配)(?!{_UNITS})"
)
_LENGTH = "(?:[0-9一二两三四五六七八九十半几多个]{0,3}(?:天|日|周|星期|个?月|小时|下午|上午)?半?的?)"
_KIND = "(?:年|病|事|婚|产|丧|长|短|公|陪产|探亲|护理|育儿|哺乳)?"
_WANTING = "(?:自己|想|要|打算|准备|需要|申请|得|先|也|就|再|今天|明天|后天|下周|下个?月|[周星期]+[一二三四五六日天])*"
#: Leave and shifts of one's own, in Chinese.
_LEAVE = (
    rf"(?:^|[,，;；。!！?？\s]|我|本人|咱|俺){_WANTING}(?:(?:请|休){_LENGTH}{_KIND}假(?!单|条|的人|规定|制度|流程|申请)|(?:调休|补休|歇班){_LENGTH})"
    r"|(?:我|本人|咱)(?:想|要|打算|准备)?(?:跟|和|与|同)[^,.;!?，。；我]{1,6}?(?:换|对调|调换)(?:一?[个下]|一?[天次])?[早中晚夜白大小]?班(?!长|组|子)"
    r"|我(?:自己)?的(?:[早中晚夜白]?班(?!组|子|里|长)|班次|排班|[年病事]?假(?!单)|调休|加班费|报销|差旅费|工资|薪水|奖金|考勤)"
)
_PERSONAL = (
    "shifts?|leave|holidays?|vacation|day off|days off|time off|overtime|expenses|expense claim|salary|wages|pay rise|raise|bonus|rota"
    "|roster"
)
#: The same in English.
_ENGLISH = (
    r"(?<![a-z])(?:send|sending|give|giving|grant|granting|put|putting|book|booking|allow|allowing|award|awarding|nominate|nominating"
    r"|appoint|appointing|promote|promoting|pay|paying|reward|rewarding|schedule|scheduling|transfer|transferring|move|moving|swap|enrol"
    r"|enroll|register|assign|let|excuse|excusing) myself(?![a-z])"
    r"|(?<![a-z])(?<! on )(?<! in )(?<! of )(?<! at )(?<!during )my (?:own )?"
    r"(?:(?:day|night|late|early|sick|annual|next|weekend|[a-z]+day) )?"
    rf"(?:{_PERSONAL})(?![a-z])"
    r"|(?<![a-z])(?:i|i'm|i'll|i'd)(?: (?:am|will|would like to|want to|need to|have to|would|plan to|like to|going to))*"
    r" (?:take|taking|have|request|requesting|book|booking|go on|going on|ask for)"
    r" (?:[a-z0-9-]+ ){0,4}?(?:leave|holiday|vacation|days? off|weeks? off|time off|afternoon off|morning off)(?![a-z])(?! for )"
)
_OWN = Turns(f"{_MYSELF}|{_LEAVE}|{_ENGLISH}")


@once
def done_to_oneself(sentence: Sentence) -> list[int]:
    """Where the sentence, in its folded text, says that what is done is done to the speaker."""
    return [sentence.place(found.end() - 1) for found in _OWN.finditer(sentence.text)]

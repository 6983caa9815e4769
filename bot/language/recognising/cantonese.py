"""Cantonese as it is typed, and words of Taiwan -> the same in standard written Chinese.

Only function words and turns whose reading is certain; the rest of a Cantonese sentence is written Chinese anyway.
Works on simplified characters, after `normalising` made them so, on sentences and on the vocabulary's phrases alike.
"""

from __future__ import annotations

import re

#: Whole turns come before the characters they are made of.
_TURNS = {
    "倾过": "谈过",
    "倾咗": "谈了",
    "倾计": "聊天",
    "话唔到事": "做不了主",
    "话到事": "做得了主",
    "话得事": "做得了主",
    "话事": "做主",
    "搞唔掂": "搞不定",
    "搞得掂": "搞得定",
    "搞掂": "搞定",
    "唔掂": "不行",
    "唔啱": "不对",
    "唔该": "请",
    "唔使": "不用",
    "使唔使": "用不用",
    "使乜": "何必",
    "驶唔驶": "用不用",
    "唔驶": "不用",
    "得唔得": "行不行",
    "可唔可以": "可不可以",
    "系唔系": "是不是",
    "系咪": "是不是",
    "净系": "只是",
    "系为": "是为",
    "唔喺度": "不在",
    "喺度": "在",
    "蚀钱": "亏钱",
    "细礼": "小礼",
    "仲系": "还是",
    "仲未": "还没",
    "仲要": "还要",
    "仲有": "还有",
    "唔系": "不是",
    "有冇": "有没有",
    "有得": "可以",
    "点解": "为什么",
    "点样": "怎样",
    "点算": "怎么办",
    "点办": "怎么办",
    "点做": "怎么做",
    "点搞": "怎么搞",
    "点处理": "怎么处理",
    "会点": "会怎样",
    "即场": "当场",
    "嘈": "吵",
    "谂办法": "想办法",
    "谂计": "想办法",
    "冇心机": "没干劲",
    "交低": "交代",
    "系谁": "是谁",
    "系哪": "是哪",
    "边度": "哪里",
    "乜嘢": "什么",
    "乜野": "什么",
    "做乜": "做什么",
    "咩": "什么",
    "乜": "什么",
    "几多": "多少",
    "孭镬": "背锅",
    "食死猫": "背锅",
    "孭": "承担",
    "蚀底": "吃亏",
    "拗撬": "矛盾",
    "钟意": "喜欢",
    "真系": "真是",
    "硬系": "硬是",
    "跟住点": "接着怎么",
    "谂住": "打算",
    "谂": "想",
    "住先": "着先",
    "先可以": "才可以",
    "先至": "才",
    "郁手": "动手",
    "郁": "动",
    "使多少": "花多少",
    "使几多": "花多少",
    "费事": "懒得",
    "旧年": "去年",
    "听日": "明天",
    "琴日": "昨天",
    "几耐": "多久",
    "几时": "什么时候",
    "细客": "小客户",
    "细单": "小单",
    "平嘢": "便宜货",
    "唔平": "不便宜",
    "做嘢": "干活",
    "落力": "卖力",
    "反映返": "反映回",
    "少少": "一点",
    "氹返": "哄回",
    "氹": "哄",
    "得啦": "可以了",
    "成点": "成怎样",
    "由头计": "从头算",
    "揸": "开",
    "老细": "老板",
    "㗎": "",
    "即刻": "立即",
    "而家": "现在",
    "依家": "现在",
    "返工": "上班",
    "放工": "下班",
    "倾": "谈",
    "嘢": "东西",
    "嬲": "生气",
    "攞": "拿",
    "揾": "找",
    "搵": "找",
    "睇": "看",
    "拣": "选",
    "畀": "给",
    "俾": "给",
    "佢": "他",
    "哋": "们",
    "嚟": "来",
    "喺": "在",
    "嘅": "的",
    "咗": "了",
    "冇": "没有",
    "啲": "些",
    "嗰": "那",
    "𠮶": "那",
    "咁": "这么",
    "唔": "不",
}
_TURN = re.compile("|".join(sorted(map(re.escape, _TURNS), key=len, reverse=True)))
#: 解决唔到: what can't be done. 搞唔掂 and the like are turns of their own.
_UNABLE, _NO_SAY = re.compile(r"(?<=[\u4e00-\u9fff])唔到"), re.compile("话唔到事")
#: 个客, 啲客: the customer; 客人, 客户 and 客服 say so themselves.
_CUSTOMER = re.compile(r"(?<=[个啲位名])客(?![人户服气源观房流])")
#: 80蚊: yuan.
_MONEY = re.compile(r"(?<=[0-9零一二两三四五六七八九十百千万几])蚊(?!子|香)")
#: 百五蚊: one hundred and fifty, for which others say 一百五.
_ONE_AND_A_BIT = re.compile(r"(?<![0-9零一二两三四五六七八九十几])([百千])(?=[一二三四五六七八九]蚊)")
#: 边个, 呢单: which and this, before what is counted; 那边个个, 那边组长 are a side.
_COUNTED = "个件单条笔份间张本次种样组位区日家款套啲部期摊"
_SIDE = "(?<![那这哪旁两一手身外里后前左右上下东西南北])边"
_WHICH = re.compile(f"{_SIDE}([{_COUNTED}])")
_THIS = re.compile(f"呢([{_COUNTED}])")
#: Who is meant by 边个, unless a thing follows: 边个部门.
_WHO = re.compile(f"{_SIDE}[个位](?![部岗职组系班])")
#: 客户话, 上级话: they say.
_SAYS = re.compile("(?<=[户人级板理监他佢细])话(?![事题术费筒机务])")
#: 整好晒: done. 换返, 补返: back.
_DONE = re.compile(r"晒(?=[,，。!！?？;；了啦]|$)")
_BACK = re.compile("(?<=[换补收退拿赔])返(?![厂还利点回修工现聘])")
#: 睇住, 盯住: still at it.
_STILL = re.compile("(?<=[睇看拖盯守])住(?![院户宅房])")
#: What each of these turns has, and what it is in standard Chinese.
_STANDARD = (
    ("客", _CUSTOMER, "客人"),
    ("蚊", _ONE_AND_A_BIT, r"一\1"),
    ("蚊", _MONEY, "元"),
    ("话唔到事", _NO_SAY, "做不了主"),
    ("唔到", _UNABLE, "不了"),
    ("边", _WHO, "谁"),
    ("边", _WHICH, r"哪\1"),
    ("呢", _THIS, r"这\1"),
    ("话", _SAYS, "说"),
    ("晒", _DONE, "了"),
    ("返", _BACK, "回"),
    ("住", _STILL, "着"),
)
#: What is called otherwise in Taiwan.
_TAIWANESE = {
    "品质": "质量", "品管": "质检", "送验": "送检", "行销": "营销", "专案": "项目", "资讯": "信息", "讯息": "信息",
    "网路": "网络", "网际网络": "互联网", "软体": "软件", "硬体": "硬件", "部属": "下属", "长官": "领导", "资遣": "辞退",
    "核可": "批准", "奥客": "难缠的客人", "企划": "策划", "客诉": "客户投诉",
}  # fmt: skip
_OF_TAIWAN = re.compile("(?:" + "|".join(sorted(_TAIWANESE, key=len, reverse=True)) + ")(?!量)")  # 产品质量 has none


def in_standard_chinese(text: str) -> str:
    """The text with its Cantonese and Taiwanese turns in standard Chinese; any other text as it is."""
    text = _OF_TAIWAN.sub(lambda word: _TAIWANESE[word.group()], text)
    for sign, turn, standard in _STANDARD:
        if sign in text:
            text = turn.sub(standard, text)
    return _TURN.sub(lambda turn: _TURNS[turn.group()], text)

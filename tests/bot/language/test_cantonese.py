import pytest

from bot.language.recognising.normalising import normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("邊個話事", "谁做主"),
        ("搞唔掂要搵邊位", "搞不定要找谁"),
        ("解決唔到", "解决不了"),
        ("可唔可以即刻換俾個客", "可不可以立即换给个客人"),
        ("點解唔使問人", "为什么不用问人"),
        ("罰佢80蚊", "罚他80元"),
        ("呢單嘢行邊條渠道", "这单东西行哪条渠道"),
        ("邊個部門管嗰幾日,總監定邊個", "哪个部门管那几日,总监定谁"),
        ("件貨換返,單整好晒未", "件货换回,单整好晒未"),
        ("方案整好晒,聽日郁手", "方案整好了,明天动手"),
        ("上級話唔批", "上级说不批"),
    ],
)
def test_cantonese_is_read_as_standard_chinese(typed, read):
    assert normalise(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "头一个出面的",
        "蚊子",
        "关系",
        "客户",
        "客服部",
        "仲裁",
        "周边",
        "平价赠品",
        "一点",
        "客服那边组长",
        "客户话费",
        "返厂维修",
        "补返利",
        "拖住院费",
        "晒太阳",
    ],
)
def test_standard_chinese_stays_as_it_is(typed):
    assert normalise(typed) == typed

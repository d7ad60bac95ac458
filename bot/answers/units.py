"""Units and magnitudes as English and Chinese texts write them."""

from enum import StrEnum
from fractions import Fraction


class Unit(StrEnum):
    """What an amount counts. PLAIN is a bare number; what it is a number of is for the words around it to say."""

    PLAIN = "plain"
    PERCENT = "percent"
    POINT = "point"
    TIMES = "times"
    USD = "usd"
    HKD = "hkd"
    CNY = "cny"
    EUR = "eur"
    GBP = "gbp"
    JPY = "jpy"
    CENT = "cent"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"
    KILOMETRE = "kilometre"
    WATT_HOUR = "watt-hour"
    TONNE = "tonne"


_POWERS: dict[int, tuple[str, ...]] = {
    2: ("hundred", "百"),
    3: ("k", "thousand", "千"),
    4: ("万",),
    5: ("hundred thousand", "十万"),
    6: ("m", "mn", "mm", "mln", "million", "millions", "百万"),
    7: ("千万",),
    8: ("hundred million", "亿"),
    9: ("b", "bn", "bln", "billion", "billions", "十亿"),
    10: ("百亿",),
    11: ("千亿",),
    12: ("t", "tn", "trn", "trillion", "trillions", "万亿", "兆"),
}
MAGNITUDES = {word: 10**power for power, words in _POWERS.items() for word in words} | {"dozen": 12}
BEFORE = {
    **dict.fromkeys(("us$", "usd", "$"), Unit.USD),
    **dict.fromkeys(("hk$", "hkd"), Unit.HKD),
    **dict.fromkeys(("rmb", "cny", "cn¥", "¥"), Unit.CNY),
    **dict.fromkeys(("€", "eur"), Unit.EUR),
    **dict.fromkeys(("£", "gbp"), Unit.GBP),
    **dict.fromkeys(("jp¥", "jpy"), Unit.JPY),
    "百分之": Unit.PERCENT,
}
"""What stands in front of a number."""
AFTER = {
    **dict.fromkeys(("%", "percent", "per cent", "pct", "个点", "趴"), Unit.PERCENT),
    **dict.fromkeys(("percentage points", "percentage point", "个百分点", "百分点", "pp", "ppt", "pts"), Unit.POINT),
    **dict.fromkeys(("times", "x", "-fold", "fold", "倍"), Unit.TIMES),
    **dict.fromkeys(("us dollars", "dollars", "dollar", "usd", "bucks", "美元", "美金", "刀"), Unit.USD),
    **dict.fromkeys(("hk dollars", "hong kong dollars", "hkd", "港元", "港币", "港纸"), Unit.HKD),
    **dict.fromkeys(("yuan", "rmb", "cny", "renminbi", "元", "块", "块钱", "人民币", "元人民币"), Unit.CNY),
    **dict.fromkeys(("euros", "euro", "eur", "欧元", "欧"), Unit.EUR),
    **dict.fromkeys(("pounds", "pound", "gbp", "英镑"), Unit.GBP),
    **dict.fromkeys(("yen", "jpy", "日元", "日圆"), Unit.JPY),
    **dict.fromkeys(("cents", "cent", "美分"), Unit.CENT),
    **dict.fromkeys(("days", "day", "天", "日"), Unit.DAY),
    **dict.fromkeys(("weeks", "week", "周", "个星期", "星期"), Unit.WEEK),
    **dict.fromkeys(("months", "month", "个月"), Unit.MONTH),
    **dict.fromkeys(("years", "year", "yrs", "年"), Unit.YEAR),
    **dict.fromkeys(("hours", "hour", "小时", "个小时"), Unit.HOUR),
    **dict.fromkeys(("km", "kilometres", "kilometers", "公里"), Unit.KILOMETRE),
    **dict.fromkeys(("wh", "瓦时"), Unit.WATT_HOUR),
    **dict.fromkeys(("tonnes", "tonne", "tons", "ton", "吨"), Unit.TONNE),
}
"""What stands behind a number."""
SCALED = {
    "成": (Fraction(1, 10) * 100, Unit.PERCENT),
    **dict.fromkeys(("bp", "bps", "basis points", "basis point", "个基点", "基点"), (Fraction(1, 100), Unit.POINT)),
    "kwh": (Fraction(10**3), Unit.WATT_HOUR),
    "mwh": (Fraction(10**6), Unit.WATT_HOUR),
    "gwh": (Fraction(10**9), Unit.WATT_HOUR),
    "twh": (Fraction(10**12), Unit.WATT_HOUR),
    "度电": (Fraction(10**3), Unit.WATT_HOUR),
}
"""Units that are a multiple of another one: 三成 is 30 %, 25 bp a quarter of a point."""

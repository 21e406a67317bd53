"""Units: what is counted, named alike for both languages so that they can be compared."""

from __future__ import annotations

DAY_OF_MONTH = "day of month"

DIMENSIONS = {
    "money": ("yuan", "dollar", "euro", "pound", "yen", "won", "ruble"),
    "length": ("kilometer", "meter", "centimeter", "millimeter", "micrometer", "nanometer"),
    "area": ("square kilometer", "square meter", "hectare", "mu"),
    "mass": ("ton", "kilogram", "gram", "milligram"),
    "volume": ("cubic meter", "liter", "milliliter"),
    "duration": ("year", "month", "week", "day", "hour", "minute", "second"),
}
"""Units that are told apart. Two of one dimension never mean the same with the same number."""

DIMENSION = {unit: name for name, units in DIMENSIONS.items() for unit in units}

CHINESE = {
    "元": "yuan", "块钱": "yuan", "人民币": "yuan",
    "美元": "dollar", "美金": "dollar", "欧元": "euro", "英镑": "pound", "日元": "yen",
    "韩元": "won", "卢布": "ruble",
    "公里": "kilometer", "千米": "kilometer", "km": "kilometer",
    "米": "meter", "m": "meter", "厘米": "centimeter", "cm": "centimeter",
    "毫米": "millimeter", "mm": "millimeter", "微米": "micrometer", "纳米": "nanometer",
    "平方公里": "square kilometer", "平方千米": "square kilometer", "km²": "square kilometer",
    "平方米": "square meter", "㎡": "square meter", "m²": "square meter", "m2": "square meter",
    "公顷": "hectare", "亩": "mu",
    "吨": "ton", "公斤": "kilogram", "千克": "kilogram", "kg": "kilogram", "克": "gram",
    "毫克": "milligram", "mg": "milligram",
    "立方米": "cubic meter", "m³": "cubic meter", "m3": "cubic meter", "升": "liter",
    "毫升": "milliliter", "ml": "milliliter",
    "年": "year", "周年": "year", "周岁": "year", "个月": "month",
    "周": "week", "个星期": "week", "天": "day",
    "个小时": "hour", "小时": "hour", "分钟": "minute", "秒": "second", "秒钟": "second",
}  # fmt: skip
"""Chinese units, Simplified, as they stand after a number."""

_PLURALS = (
    "yuan", "rmb", "dollar", "euro", "pound", "yen", "won", "ruble", "kilometer", "meter",
    "centimeter", "millimeter", "micrometer", "nanometer", "square kilometer", "square meter",
    "hectare", "mu", "ton", "kilogram", "gram", "milligram", "cubic meter", "liter", "milliliter",
    "year", "month", "week", "day", "hour", "minute", "second",
)  # fmt: skip

ENGLISH = (
    {unit: unit for unit in _PLURALS}
    | {unit + "s": unit for unit in _PLURALS}
    | {
        unit.replace("meter", "metre").replace("liter", "litre") + ending: unit
        for unit in _PLURALS
        for ending in ("", "s")
        if "meter" in unit or "liter" in unit
    }
    | {
        "rmb": "yuan", "cny": "yuan", "renminbi": "yuan", "usd": "dollar", "eur": "euro",
        "gbp": "pound", "jpy": "yen", "rouble": "ruble", "roubles": "ruble", "tonne": "ton",
        "tonnes": "ton", "km": "kilometer", "cm": "centimeter", "mm": "millimeter",
        "nm": "nanometer", "kg": "kilogram", "mg": "milligram", "ml": "milliliter",
    }
)  # fmt: skip
"""English units in lower case, as they stand after a number."""

MEASURE_WORDS = (
    "个|名|位|家|项|条|次|天|年|岁|户|座|台|辆|件|张|本|所|处|站|艘|架|枚|颗|份|篇|支|"
    "队|批|届|级|层|栋|间|米|公里|吨|元|块|斤|公斤|亩|倍|种|类|大|周|款|套|小时|分钟|"
    "秒|期|章|节|代|例|万|亿|股|门|幅|头|只|棵|株|口|艘|袋|箱|桶|瓶|杯|盒|顶|把|根|片|"
    "排|行|首|部|册|卷|集|场|轮|阶段|季度|等奖|平方|立方|厘米|毫米|升|度|克|人|成|折|"
    "号|连|级|分之|星|国语|年级|月|日|时|点|角|毛"
)
"""Words after a numeral, as alternatives, that show it to be a count. What is not among them, such
as 农 in 三农 or 峡 in 三峡, makes a name or a set phrase of it."""

NO_COUNTS = (
    "三番五次|三番两次|千方百计|一举|三天两头|七上八下|五颜六色|四面八方|四通八达|"
    "三年五载|九牛一毛|三言两语|五花八门|三位一体|三心二意|七大姑八大姨|五湖四海|"
    "两口子|四季|第一时间|一五一十|七嘴八舌|三三两两|千家万户|千行百业|千军万马|"
    "千千万万|千上万|三角洲?|第二天|万众一心|一心一意|百年大计|五大三粗|三个臭皮匠|"
    "四大皆空|三十六计|百分百|万一|十分(?!之)|万分(?!之)|一波三折|十年磨一剑|四处|五角大楼|一月一|一年一|一季一|"
    "一日一|三星|五台山|七台河|三门峡|二连浩特|九天|一来|二来|第五大道|三只松鼠|"
    "两弹一星|七里河|两江新区|四平|三里屯|九九归一|四个人|三口之家|一日三餐|二十四节气|"
    "双十一|双十二|六一|五一|十一黄金周|八一|七一|五四|十全十美|百里挑一|百战百胜|"
    "百花齐放|万无一失|十之八九|八九不离十|千差万别|千辛万苦|五光十色|六神无主|"
    "七零八落"
)
"""Set phrases, as alternatives, whose numerals need not come back as numbers."""

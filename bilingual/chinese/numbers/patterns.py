"""Where figures stand in Chinese text, and the words after them that tell what they are."""

from __future__ import annotations

import re
from fractions import Fraction

from bilingual.chinese.numbers.numerals import ARABIC, NUMERAL
from bilingual.chinese.numbers.units import CHINESE, MEASURE_WORDS, NO_COUNTS

_EVEN = {
    "０１２３４５６７８９％．：／－～○": "0123456789%.:/-~〇",
    "萬億兩幾餘點個時號圓圜後週參級種項屆條層間戶車張輛處檔隻歲國這節顆來過達約黨開錢塊類連": (
        "万亿两几余点个时号元元后周参级种项届条层间户车张辆处档只岁国这节颗来过达约党开钱块类连"
    ),
    "畝頃斤噸歐鎊韓盧鐘鍾兩從為倍漲": "亩顷斤吨欧镑韩卢钟钟两从为倍涨",
}
_SAME = str.maketrans("".join(_EVEN), "".join(_EVEN.values()))
_FINANCIAL = str.maketrans("壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟", "一二二三三三四五六六七八九十百千")
_FINANCIAL_TAIL = "[壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟万亿零]*"
_FINANCIAL_RUN = re.compile(
    f"[壹贰貳叁肆柒捌玖]{_FINANCIAL_TAIL}|[伍陆陸拾参參][拾佰仟万亿]{_FINANCIAL_TAIL}"
)

VULGAR = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4),
    "¾": Fraction(3, 4), "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5), "⅙": Fraction(1, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip
_FRACTIONS = "".join(VULGAR)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = "⁰¹²³⁴-⁹"

FIGURE = re.compile(
    # One look at the first character: most of a text begins no figure.
    f"(?=[0-9零〇一二两三四五六七八九十百千万亿兆廿卅卌几数半双俩仨首元第正冬腊重花古hHwW{_FRACTIONS}①-⑳⑴-⒇Ⅰ-Ⅻ])(?:"
    "(?P<skip>https?://[!-~]+|www\\.[!-~]+|(?<=X)[0-9]+(?=X))"  # X1X is a placeholder
    f"|(?P<phrase>{NO_COUNTS})"
    "|(?P<date>(?<![0-9.])(?:[0-9]{4}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{1,2}"
    "|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|(?:19|20)[0-9]{2}[-/.](?:0[1-9]|1[0-2]))"
    "(?![0-9.]|[ ]?[万亿%‰元米吨]))"
    "|(?P<clock>(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?![0-9]|[ ]?月))"
    "|(?P<pair>(?<![0-9:.])[0-9]+(?:\\.[0-9]+)?:[0-9]+(?:\\.[0-9]+)?(?![0-9:]|[ ]?月))"
    "|(?P<slash>(?<![0-9/.,A-Za-z])(?:[0-9]+[ \u00a0])?[0-9]{1,3}[/⁄][0-9]{1,4}"
    "(?![0-9/]|,[0-9]|[ ]?[万亿]))"
    f"|(?P<power>(?<![0-9.])[0-9]+[{_RAISED}]+)"
    f"|(?P<mixed>[0-9]*[{_FRACTIONS}])"
    f"|(?P<share>(?:[十百]?[百千万]|十万)分之[ \u00a0]?(?P<top>{NUMERAL}))"
    f"|(?P<numeral>{NUMERAL})"
    "|(?P<wide>[百千万]兆|(?<![0-9一二两三四五六七八九十百千万亿多余几])千[米瓦克卡])|(?P<fifty>半百)|(?P<lunar>[正冬腊]月)|(?P<ninth>重阳)"
    "|(?P<sixty>花甲)|(?P<seventy>古稀)"
    "|(?P<half>半(?!岛))|(?P<two>[双俩])|(?P<three>仨)|(?P<first>首)"
    "|(?P<era>(?<=民国|令和|平成|昭和|大正|明治)元(?=年))"
    "|(?P<circled>[①-⑳⑴-⒇Ⅰ-Ⅻ])"
    ")"
)
"""A figure; `even_numerals` comes first. The groups say what it looks like."""

_WORDS = "|".join(
    sorted({*MEASURE_WORDS.split("|"), *CHINESE}, key=lambda word: (-len(word), word))
)
_DIGIT = "[0-9一二两三四五六七八九]"
_ONE = "[一二三四五六七八九]"
_MINUTE = (
    f"(?:[0-5]?[0-9]|[零〇]?{_ONE}|[二三四五]?十{_ONE}?)(?=分(?!钟|之[一二三四五六七八九十]))"
    f"|[零〇]{_ONE}|[二三四五]?十{_ONE}?(?![个几多])"
)
AFTER = re.compile(
    "(?P<odd>[多余来几]|左右)?[ \u00a0]*(?:"
    "(?P<percent>%)|(?P<permille>‰)|(?P<points>个?百分点)"
    f"|(?P<over>分之[ \u00a0]?(?P<top>{NUMERAL}))"
    "|(?P<off>折(?![叠屏返磨射腾算合旧断]))"
    "|(?P<tenths>成(?P<more>[一二三四五六七八九半])?"
    "(?![员立为功就果本交长绩熟品都份分套片型形效像因群语婚活书]|家(?!庭)))"
    "|(?P<onehalf>半)"
    "|(?P<andhalf>(?P<halved>个|年|岁|天|周|斤|公斤|块|里|倍|小时|个小时|吨|米|公里)"
    "半(?![数天夜路场程径导壁成岛山边空百年以]))"
    "|(?P<times>倍)|(?P<doublings>番)|(?P<decade>年代)|(?P<born>后)"
    "|(?P<century>世纪)"
    f"|(?P<term>年零?(?P<months>{_ONE}|十[一]?|[0-9]{{1,2}})[ \u00a0]?个月)"
    "|(?P<year>年)|(?P<month>月(?!龄))|(?P<day>[日号])"
    f"|(?P<hour>[时点](?:钟|整)?(?:(?P<minute>{_MINUTE})|(?P<past>半)|(?P<quarters>[一三])刻)?)"
    f"|(?P<hours>个?(?:小时|钟头)(?P<minutes>{NUMERAL})分钟?)"
    f"|(?P<yuan>元(?P<jiao>{_DIGIT})[角毛](?:(?P<fen>{_DIGIT})分)?)"
    f"|(?P<kuai>块(?P<mao>{_DIGIT})(?:[毛角钱]|(?![0-9十百千万个块])))"
    "|(?P<tall>[米度秒](?P<places>[0-9]{1,2}|[一二三四五六七八九]{1,2})(?![0-9.十百千万个米名位条只家]))"
    f"|(?P<versus>比(?P<other>{ARABIC}|[零〇一二两三四五六七八九十]+))"
    f"|(?P<unit>{_WORDS})"
    ")?"
)
"""What follows a numeral. It always matches; the group that does tells what the numeral is."""


def even_numerals(text: str) -> str:
    """The text with its numerals and what goes with them in one form, each character in its
    place: half width, Simplified, no financial forms (壹)."""
    even = text.translate(_SAME)
    if _FINANCIAL_RUN.search(even):
        even = _FINANCIAL_RUN.sub(lambda found: found[0].translate(_FINANCIAL), even)
    return even

"""Where OpenCC is not left alone: words that it gets wrong, and the boundaries of words.

OpenCC takes the longest phrase that it knows, from left to right, so 被|发明|了 becomes 被髮|明瞭.
``exceptions.txt`` holds words that are converted by themselves, with what is wrong about OpenCC
there, sources, and how the words were found. Some characters follow rules:

- 著 in Traditional text is the particle 着, or a part of words such as 着手, but where it is read
  zhù (to write; evident): 顯著, 新著, 著書, and 錢穆著 behind a title or at the end of a line.
- 余 in Simplified text is a name, but in the words and after the numbers in which it is 餘.
- 于, 范, 钟 and 郁 are names before a title: 范先生.
- 只 and 里 after a number are measures: 二百余只, 五万余里.
- 海里 is a measure, but the inside of the sea in 在海里.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from bilingual.chinese.characters import HAN, is_han


class Held(NamedTuple):
    """A stretch of a text that is converted by itself."""

    start: int
    end: int
    form: str | None
    """What it becomes; None if OpenCC knows, given this alone."""


def held_for_simplified(text: str) -> list[Held]:
    """The stretches of ``text`` that are settled on the way to Simplified script, in order."""
    return _merged(_words("simplified").find(text), _settle_zhu(text))


def held_for_traditional(text: str) -> list[Held]:
    """The same on the way to Traditional script."""
    return _merged(_words("traditional").find(text), _settle_names(text))


def _merged(words: Sequence[Held], characters: Iterable[Held]) -> list[Held]:
    """The words, and the characters that stand in none of them."""
    taken = {at for word in words for at in range(word.start, word.end)}
    return sorted([*words, *(one for one in characters if one.start not in taken)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """A section of the table, for looking up."""

    first: re.Pattern[str]
    """What a word begins with."""
    by_first: dict[str, list[tuple[str, str | None]]]
    """The words with their forms, longest first, by the character that they begin with."""

    def find(self, text: str) -> list[Held]:
        """The words in ``text``; of two that overlap, the one that begins first."""
        found, at = list[Held](), 0
        for match in self.first.finditer(text):
            start = match.start()
            if start < at:
                continue
            for word, form in self.by_first[match.group()]:
                if text.startswith(word, start):
                    at = start + len(word)
                    found.append(Held(start, at, form))
                    break
        return found


def read_exceptions(section: str) -> dict[str, str | None]:
    """The words of a section of the table, ``simplified`` or ``traditional``, with their forms."""
    table = files("bilingual.chinese").joinpath("exceptions.txt").read_text(encoding="utf-8")
    _, _, rest = table.partition(f"\n[{section}]\n")
    lines = rest.partition("\n[")[0].splitlines()
    entries = (entry for line in lines if not line.startswith("#") for entry in line.split())
    words = (entry.partition("=") for entry in entries)
    return {word: form or None for word, _, form in words}


@cache
def _words(section: str) -> _Words:
    by_first = defaultdict[str, list[tuple[str, str | None]]](list)
    words = read_exceptions(section)
    for word in sorted(words, key=len, reverse=True):
        by_first[word[0]].append((word, words[word]))
    return _Words(first=re.compile(f"[{''.join(by_first)}]"), by_first=dict(by_first))


# 著 read zhù: 现代汉语词典, 7th edition, under 著. The words of the particle, and those with zhuó
# and zháo, are open, so it is zhù that must show.
_NEAR = 10  # characters that are looked at before and after it
_ZHU_BEFORE = re.compile("[显顯卓昭彰专專巨鉅遗遺拙撰]$")
"""These make a word with it whatever follows: 显著落后."""
_ZHUO_AFTER = re.compile(
    "[手眼重实實陆陸色落想迷凉涼魔装裝急火慌忙力数數意笔筆床地边邊痕墨衣"
    "劲勁紧緊处處棋法呢恼惱"
    "涂塗胆膽花然道著三]"
)
"""These make a word with it else: 新著陆."""
_ZHU_NOUN = re.compile(
    "(?:[名原土编編所]|(?<!翻)[译譯]|(?<![议議讨討谈談争爭辩辯评評])[论論]"
    "|(?<![配结結混组組迎符融聚集])合|(?<![重全更刷翻])新|(?<![仍依照])[旧舊]|[与與和的其此尊]大)$"
)
_ZHU_AT_BOUNDARY = re.compile("(?:(?<![张張睁睜瞪扩擴放长長])大|(?<![计計])[较較])$")
_ZHU_AFTER = re.compile(
    "[名称稱述者《〈录錄译譯]|作(?![业業])|[书書]立"
    "|有(?:[《〈「『“0-9一二三四五六七八九十百数數多几幾专專诗詩]|小[说說]|大量)"
)
_WRITING = re.compile(
    "[书書](?:[0-9一二三四五六七八九十百数數多，。、；]|$)|文(?:[批评評论論称稱指介说說反驳駁声聲立])"
)
_BOUNDARY = re.compile(r"[\s，。、；：！？,.;:!?）)」』”》〉与與和的之是等]|$")
# What people do at the end of a clause, as in 他站著。: no name of an author ends so.
_DOING = (
    "看拿带帶站坐躺等跟随隨有笑哭走跑说說想望听聽活开開关關穿戴抱背牵牽拉推举舉握捧端挂掛放摆擺写寫画畫"
    "读讀骑騎守护護忙睡醒闭閉睁睜张張沿向朝对對为為靠接存闪閃亮热熱冒流飘飄飞飛追陪盯指点點唱喊叫哼吃喝"
    "含叼住藏躲蹲跪趴爬伸弯彎低抬昂皱皺噙忍憋伴留刻印插贴貼包围圍绕繞拥擁持进進行翻"
)
_SURNAME = (
    "王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙朱胡郭林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾蕭萧"
    "董潘袁蔡蔣蒋余杜葉叶魏蘇苏呂吕沈姚盧卢傅鍾钟姜崔譚谭廖范汪陸陆賈贾韋韦邱鄒邹孟秦閻阎薛尹黎顧顾"
    "郝龔龚邵錢钱嚴严賴赖魯鲁巴茅冰"
)
# Words of people and things that begin with a surname: 林立著的高樓.
_NO_NAMES = (
    "林立|沈默|沈睡|沈浸|沈醉|沈思|沈澱|陳列|陈列|陳述|陈述|陳設|陈设|張望|张望|張貼|张贴|張揚|张扬"
    "|周旋|周轉|周转|許諾|许诺|傅會|彭湃|謝絕|谢绝|余留|孟浪|顧盼|顾盼|顧慮|顾虑|顧忌|顾忌|嚴守|严守"
    "|范圍|董理|郝然|秦樂|潘然|蘇醒|苏醒|葉落|叶落|常駐|常驻|馬虎|马虎|朱紅|朱红|黃燦|黄灿"
)
_AUTHOR = re.compile(
    rf"(?:[由》〉」』”][，,、 \u3000]?[{HAN}·]{{1,5}}|(?:^|(?<=\n))[{_SURNAME}][{HAN}]{{,2}})"
    rf"(?![{_DOING}])[{HAN}]$(?<!{_NO_NAMES})"
)
_AUTHOR_OF = re.compile(
    rf"(?:[{_SURNAME}史費费司季][{HAN}]{{1,3}}|·[{HAN}]{{1,6}})(?<!{_NO_NAMES})(?<![{_DOING}])$"
)
"""Who wrote what follows `_WORK`: 他讀魯迅著的《吶喊》."""
_ADDRESSED = re.compile("(?:先生|教授|院士|博士|老[師师]|女士)$")
_WORK = re.compile(
    "的?(?:[那這这該该][一二三四五六七八九十幾几兩两]?[本部篇套冊册卷]|[一二三四五六七八九十幾几兩两][本部篇套冊册卷])?"
    "(?:[《〈「『“]|[新舊旧大名鉅巨專专原]?(?:[書书](?![桌包櫃柜房架店信])|著|作品|小[說说]|文章|[論论]文|[詩诗]"
    "|散文|[傳传][記记]|教材|[課课]本|[講讲][義义]|[史傳传](?![說说統统播])))"
)


def _settle_zhu(text: str) -> Iterator[Held]:
    """Every 著 of ``text``: 著 where it is read zhù, else 着."""
    for match in re.finditer("著", text):
        start, end = match.span()
        before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        yield Held(start, end, "著" if _is_zhu(before, after) else "着")


def _is_zhu(before: str, after: str) -> bool:
    """Whether 著 between these is read zhù."""
    if _ZHU_BEFORE.search(before):
        return True
    if _ZHUO_AFTER.match(after):
        return False
    return bool(
        not is_han(before[-1:])
        or _ZHU_NOUN.search(before)
        or (_ZHU_AFTER.match(after) and before[-1] not in "穿随隨")
        or (_WRITING.match(after) and before[-1] not in _DOING)
        or (_BOUNDARY.match(after) and _ZHU_AT_BOUNDARY.search(before))
        or (_BOUNDARY.match(after) and _AUTHOR.search(before))
        or (_WORK.match(after) and _AUTHOR_OF.search(before))
        or (_ADDRESSED.search(before) and (_BOUNDARY.match(after) or _WORK.match(after)))
    )


_TITLE = (
    "(?:先生|女士|小姐|太太|老师|教授|博士|院士|主任|经理|总监|医生|律师|同志|同学|师傅|某|氏"
    "|总(?![是的之]))"
)
_GIVEN = f"(?:(?![是由对关在])[{HAN}]){{0,2}}"
_NAMED = f"(?:(?<![{HAN}])|(?<=[请与和及访姓]))"
_NUMERAL = "0-9０-９〇零一二三四五六七八九十百千万亿两几"
_SETTLED = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (f"(?<=姓)于|{_NAMED}于(?={_TITLE})|{_NAMED}于(?={_GIVEN}{_TITLE})", "于"),
        (f"(?<=姓)范|(?<![规示模防典师风])范(?={_TITLE})|{_NAMED}范(?={_GIVEN}{_TITLE})", "范"),
        (f"(?<=姓)钟|(?<![{_NUMERAL}分秒时点])钟(?={_TITLE})", "鍾"),
        (f"(?<=姓)郁|{_NAMED}郁(?={_TITLE})", "郁"),
        (f"余(?={_TITLE})", "余"),
        (
            f"(?<=[{_NUMERAL}多数其剩賸所用求均业残盈结富冗劫有无之年月日课闲绪空工刑宽积遗茶])余",
            "餘",
        ),
        (
            "余(?=[额量命氯威下波力地味音热温数款粮孽震生烬暇晖荫毒弦韵裕缺钱辉切角悸割弧怒勇存年留码绪者项党剩响殃绌])|余(?=光(?!中))",
            "餘",
        ),
        ("(?<=外，)余(?=[由均为应皆])", "餘"),
        ("余", "余"),
        (f"(?<=[{_NUMERAL}])只(?![有能会是要读好需可])|(?<=[{_NUMERAL}][余多])只", "隻"),
        (f"(?<=[{_NUMERAL}][余多])里", "里"),
        ("(?<=[在到从往向进入红深大这那片沉跳掉])海里", "海裡"),
    )
)
_SETTLED_FIRST = re.compile("[于范钟郁余海只里]")


def _settle_names(text: str) -> Iterator[Held]:
    """The names, remainders and measures of ``text``, as the rules above say."""
    for first in _SETTLED_FIRST.finditer(text):
        for pattern, form in _SETTLED:
            if match := pattern.match(text, first.start()):
                yield Held(*match.span(), form)
                break

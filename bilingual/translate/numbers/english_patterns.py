"""Where figures stand in English text, and the words after them that tell what they are."""

from __future__ import annotations

import re

from bilingual.chinese.numbers.patterns import VULGAR
from bilingual.translate.numbers.words import ALL

_FRACTIONS = "".join(VULGAR)
_WORDS = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in ALL)
_INITIALS = "".join(sorted({initial for word in ALL for initial in (word[0], word[0].upper())}))
_JOINT = "[ \u00a0\n]|-|\u2011| and |, | and a | a | [Oo]f "

FIGURE = re.compile(
    # One look at the first character: most of a text begins no figure.
    f"(?=[0-9$€£RCUHNA{_FRACTIONS}①-⑳⑴-⒇])(?:"
    "(?P<circled>[①-⑳⑴-⒇])|"
    "(?P<date>(?<![0-9.])(?:[0-9]{4}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{1,2}"
    "|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|(?:19|20)[0-9]{2}[-/.](?:0[1-9]|1[0-2]))(?![0-9.]))"
    "|(?P<clock>(?<![0-9:.,])(?P<hour>[0-2]?[0-9])"
    "(?:[:.](?P<minute>[0-5][0-9]))?[ \u00a0]?(?P<half>[AaPp])\\.?[Mm]\\b\\.?"
    "|(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?![0-9:]))"
    "|(?P<slash>(?<![0-9/A-Za-z.])(?:[0-9]+[ \u00a0])?[0-9]{1,4}[/⁄][0-9]{1,4}(?![0-9/]))"
    "|(?P<power>(?<![0-9.,])[0-9]+(?:\\^[0-9]+|[⁰¹²³⁴-⁹]+)(?![0-9]))"
    f"|(?P<mixed>[0-9]*[ \u00a0]?[{_FRACTIONS}])"
    "|(?P<digits>(?P<money>US\\$|HK\\$|NT\\$|A\\$|[$€£]|RMB ?|CNY ?)?"
    # The second and third are slips of the model: 3,8155 and 1,76.
    "(?P<plain>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{4,}"
    "|[0-9]{1,3},[0-9]{2}(?![0-9,])"
    "|[0-9]+(?:\\.[0-9]+)*)"
    "(?:(?P<ordinal>st|nd|rd|th|St|Nd|Rd|Th)\\b|(?P<decade>['’]?s)\\b"
    "|(?P<scale>(?:[ \u00a0-]?(?i:(?:hundred|thousand|million|billion|trillion|quadrillion)(?:th)?"
    "|mln|mn|bn|tn|trn)\\b)+"
    "|[kKmMbB]\\b)|(?P<half_more> and a half\\b))?)"
    f")|(?<![A-Za-z])(?=[{_INITIALS}JFMASONDTWIVXL])(?:"
    "(?P<past>(?P<minutes>[Hh]alf|[Qq]uarter|[Ff]ive|[Tt]en|[Tt]wenty)[ -](?P<way>[Pp]ast|to)[ -]"
    "(?P<oclock>[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en"
    "|[Ee]leven|[Tt]welve|1?[0-9])\\b)"
    f"|(?P<words>(?:{_WORDS})\\b(?:(?:{_JOINT})(?:{_WORDS})\\b)*)"
    "|(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November"
    "|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\\b)"
    "|(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\\b)"
    "|(?P<noon>(?:[Nn]oon|[Mm]idday|[Mm]idnight)\\b)"
    "|(?P<roman>(?=[IVXL])(?:X[CL]|L?X{0,3})(?:IX|IV|V?I{0,3})\\b)"
    ")"
)
ADDRESS = re.compile(
    "https?://[!-~]+|www\\.[!-~]+|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"
)
AFTER = re.compile(
    "(?i:(?P<points>[ \u00a0-]?(?:percentage|pct\\.?|%)[ \u00a0-]points?\\b|[ \u00a0]pp(?:ts?)?\\b)"
    "|(?P<percent>[ \u00a0-]?(?:%|％|per[ -]?cents?\\b|(?-i:pct)\\b))"
    "|(?P<permille>‰| per (?:thousand|mille)\\b)"
    "|(?P<fold>[ -]?fold\\b)"
    "|(?P<point>[ -]points?\\b)"
    "|(?P<clock> o['’]clock\\b)"
    "|(?P<out> (?:in|out of|of) (?:every )?"
    "(?P<whole>[0-9]+|two|three|four|five|six|ten|hundred)\\b)"
    "|[ \u00a0-]?(?P<unit>[A-Za-z]+(?: (?:kilo|centi|milli)?met(?:er|re)s?)?[²³]?))"
)

"""How Chinese a text looks: by its frequent characters."""

from __future__ import annotations

from collections import Counter

from bilingual.chinese.characters import has_han

# The 600 most frequent characters of the Chinese sentences written for this project, and
# below them their Traditional forms by OpenCC (s2t, s2tw).
_FREQUENT_HAN = (
    "的一国业中人年在成全上大了工为不发家个和电能新产通用地有公会万到行建数区以动三出合机时等高"
    "企是市生长来化作开元要信力务设下资分网部方实过日同海省进主水展联亿自理入量可提小与天据经度"
    "平由集里心场学十项车计制重路多月现期点于保民共对线体安后司达次面前比技运位目总内员首间本加"
    "增台口政关金管就算至程服单源两基投应将得从子把向起收之西道商科智团最统事交局品城标南每代者"
    "持定光级超名率造字老我推四二外组第改议五利院立山物接研表约规门式供布流创东当手法这户已系术"
    "专江际着好型办百报任放模件备营费站铁千委农明气装转条降米价强州均责村调深头先示并正其完济北"
    "性带航让低空无境而文更们余领医施近质各支准预打题协社记节该书走去息港风互升客采域续原也今破"
    "说验色双批连处都器特云广步座直县受结络干快活绿变亚引环边优导清治回问队占果只所解他种速整求"
    "六周少效突相负护举号园移群签被河格指传值查党及意看坚试使累融球半没复货再才排落吨房核游众监"
    "防险案测构油世参链需决取额如底界减乡华划片证居越教育控消热态住易检美料列难厂短还配承稳校满"
    "别府补师跨限班八季拉究未战给远做获输送选见青旅碳精话压告京形评火足换股修权卫份届张认障图容"
    "船急功斯情依革策飞架置七职综储养感盖药钟景助室按范尔瓦零历断积缩购星款类织因署林贸税土常红"
    "温马围终维论具启包石视便副身克牌考席影矿赛即停然知缆请反塔厅享层存端材警奖则响宁此湖免兴博"
    "退既照命食汽致花岸益银套段观央"
    "國業爲為發個電產會萬數區動機時長來開務設資網實過進聯億與據經裏裡場學項車計現點於對線體後達"
    "運總內員間臺關單兩應將從團統標級組議約規門創東當這戶術專際著辦報備營費鐵農氣裝轉條價強責調"
    "頭並濟帶讓無們餘領醫質準預題協記節該書風採續說驗雙連處雲廣縣結絡幹綠變亞環邊優導問隊佔種負"
    "護舉號園羣籤傳黨堅試沒復貨噸遊衆眾監險測構參鏈決額減鄉華劃證熱態檢難廠還穩滿別補師戰給遠獲"
    "輸選見話壓評換權衛屆張認圖飛職綜儲養蓋藥鍾範爾歷斷積縮購類織貿稅紅溫馬圍終維論啓啟視礦賽纜"
    "請廳層獎則響寧興銀觀"
)
_FREQUENT = frozenset(_FREQUENT_HAN + "，。、：；？！（）「」《》“”—…·　")


def weigh_characters(text: str) -> tuple[float, int]:
    """Share and number of frequent Chinese characters among those beyond ASCII."""
    counts = Counter(text)
    beyond_ascii = sum(count for character, count in counts.items() if character > "\x7f")
    frequent = sum(counts[character] for character in _FREQUENT)
    return (frequent / beyond_ascii if beyond_ascii else 0.0), frequent


_RANKS = {character: rank for rank, character in enumerate(_FREQUENT_HAN[:600])}
_RARE = len(_RANKS)


def rank_character(character: str) -> int:
    """How rare a character is: 0 for the most frequent and for what is no Chinese character, the
    same for all that are not among the 600 most frequent."""
    return _RANKS.get(character, _RARE) if has_han(character) else 0

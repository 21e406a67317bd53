"""Names of Chinese persons in running text, where what stands beside them says so.

``副省长刘勇出席会议`` names 刘勇, ``王宁书记表示`` 王宁, ``董事长张明、李红等`` both of them.
Whether a given name has one character or two is told by what follows; where that does not tell,
no name is found rather than a wrong one. Transliterated names (唐纳德·特朗普) are none of these.

Surnames: the most frequent ones by 二〇二〇年全国姓名报告 (Ministry of Public Security), and rarer
ones of 百家姓 that are not everyday words as well; their readings by 现代汉语词典, 7th edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bilingual.chinese.characters import HAN
from bilingual.chinese.edits import Range
from bilingual.chinese.script import simplify_characters


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚"
    "邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰殷施洪温芦倪翟庄安庞颜俞牛鲁申葛伍聂章柳岳齐梅左辛骆祝"
    "耿关管柯涂路包舒童纪欧阮饶苗凌尚宁盛裴卓郎詹靳甘项霍古景喻刁桂车鲍冉屈成毕瞿邢滕季时佘卜穆谷"
    "隋柴蒙丛代沙纳单解仇区查盖华乐朴缪冼应褚费岑薄米明臧计伏谈茅宗宣房裘干洪包诸荀羊惠甄曲封羿汲糜"
    "井富巫乌焦巴牧山全班仰秋仲伊宫栾厉祖符束幸司郜蓟印宿怀蒲邰鄂籍蔺屠池阴胥苍闻莘党贡劳逄扶堵郦雍璩"
    "桑濮寿边冀浦农别晏慕连茹习宦艾鱼容慎戈庾暨居衡步满匡国寇广禄东沃利蔚越隆师巩晁勾敖融冷訾阚那简"
    "竺权逯益桓公佟仝么钮洛南英原苑岩苟银皮年潭门冶黑海敬展晋迟衣楚腾初麦凤奚邬娄楼阳闵修"
)
"""Surnames of one character, in Simplified script."""
COMPOUND_SURNAMES = _words(
    """
    欧阳 司马 上官 诸葛 皇甫 司徒 慕容 令狐 尉迟 夏侯 东方 公孙 端木 长孙 宇文 轩辕 闻人
    澹台 公冶 宗政 濮阳 淳于 单于 申屠 钟离 鲜于 闾丘 南宫 万俟 独孤 呼延 拓跋
    """
)

_OFFICES = _words(
    """
    书记 主席 总理 部长 省长 市长 县长 区长 州长 局长 厅长 司长 处长 科长 股长 署长 主任
    专员 巡视员 调研员 委员 常委 董事长 总经理 副总经理 经理 总裁 总监 总师 院长 校长 会长
    理事长 理事 秘书长 院士 教授 博士 研究员 工程师 设计师 分析师 架构师 会计师 经济师
    科学家 经济学家 企业家 专家 记者 发言人 总编辑 主编 编辑 队长 站长 行长 社长 馆长 所长
    村长 镇长 乡长 组长 班长 台长 庭长 检察长 关长 舰长 机长 船长 厂长 店长 园长 董事 监事
    合伙人 创始人 负责人 负责人之一 首席执行官 首席技术官 首席运营官 首席财务官 首席信息官
    首席科学家 首席代表 总指挥 司令员 政委 将军 大使 总领事 特使 顾问 律师 医生 医师 护士
    护士长 教师 老师 教练 导演 演员 作家 诗人 学者 讲师 助理 秘书 干事 技师 技术员 飞行员
    航天员 驾驶员 网格员 村民 居民 市民 农民 工人 职工 员工 同学 运动员 选手 志愿者 党组成员
    代表人 传承人 通讯员 作者 摄影 继承人 主持人 联系人 带头人 执行长 官员 议员
    """
)
"""What stands before a name, or ends so: 副省长刘勇, 首席科学家王明."""
_ADDRESSES = _words(
    """
    先生 女士 小姐 同志 老师 教授 院士 博士 书记 主席 总理 部长 省长 市长 县长 区长 局长
    厅长 司长 主任 董事长 总经理 总裁 总监 院长 校长 会长 秘书长 所长 行长 副省长 副市长
    副部长 副主任 副总裁 副总经理 副局长 副院长 将军 大使 律师 医生
    """
)
"""What stands after a name: 王宁书记, 任正非先生."""
_FOLLOWING = _words(
    """
    出席 参加 主持 致辞 讲话 发言 表示 指出 强调 介绍 认为 说 宣布 透露 称 告诉 坦言 解释
    回答 补充 提出 要求 呼吁 建议 分享 作了 作 做 发表 带队 率 在 到 赴 与 和 及 等 会见
    签署 共同 分别 代表 担任 当选 获 被 将 已 已经 近日 日前 今 向 对 为 从 就 以 是 因 曾
    也 还 都 于 则 先后 一行 一同 陪同 致信 致电 调研 考察 走访 检查 听取 参观 访问 会谈
    主讲 演讲 领衔 牵头 带领 带着 上台 接受 见证 启动 揭牌 颁奖 通报 解读 总结 部署 传达
    回忆 感叹 笑着 兴奋 高兴 激动 看到 手 每 刚 正 又 便 却 没 不 有 把 给 让 用 经 即 同
    出任 任 负责 的 所 之 那 这 此 前 当 拿 站 坐 走 来 分析 评价 预计 预测 判断 说明 重申
    承诺 鼓励 感谢 祝贺 欢迎 兼 履新 不再 辞 卸任 主动 积极 亲自 全程 应邀 通过 围绕 结合
    展示 回顾 回应 批示 考虑 希望 深入 实地 率队 现场 当天 昨 首先
    """
)
"""What may follow a name in a sentence."""
_GIVEN = (
    "业东中丽义之乾予云亚亦亨京亮人仁仲伊伟伦伯伶佐佩佳依俊俏俐信修倩健儒元兆先光克全兰兴兵军冠冬"
    "冰凌凡凤凯刚初利剑力功加励劲勃勇勉勋勤化北千升卉华协卓南博卫厚原友双可叶吉同名向君启和品哲唯"
    "善喜嘉国坚坤垚城培基堃增墨壮天太奇奎奕如妍妙妮姗威娅娇娜娟娴婉婕婧婷媛嫣子宁宇安宏宗定宜宝实"
    "宣家容宽宾富寒尚尧展山屹岚岩岭岳峰峻崇嵘巍川巧帆师希常平年广庆庚康廷建弘强彤彦彩彪彬影征律德"
    "徽心忆志忠念怀思怡恒恩恺悠悦惟惠愉意愿慈慧懿成才扬承捷政敏敬文斌新方旭时昂昆昊昌明昕春昭晋晓"
    "晖晗晨晶智暄暖曦曼月朗望本权李杏杨杰松林枫柯柳标栋树桂桃桐桦梁梅梓梦棋森楚楠楷榆榕槐樱欣正武"
    "毅民永汉汐汝江沁沐沛河泉泓波泰泽洁洋洲济浦浩海涌涛润涵淇淑淳淼清渊渝渤温湖湘湛源溢溪滔滨潇潮"
    "澄澎澜瀚灿炎炜炫炳烁烨焕煜照熙燕爱牧玄玉玖玥玫玮环玲珂珊珍珏珠珩珺琅理琛琦琨琪琬琰琳琴琼瑛瑜"
    "瑞瑶瑾璇璋璐璞璟瓒甜生田申畅登百皓盈益盛直盼真睦睿知砚硕碧磊礼祖祥祺禄福禹秀秋科秦程稳穆立竞"
    "章童端竹笑笛策粤精素紫红纪纯纲绍经绮维缘罗羽翔翠翰翼耀耘聪育腾臻舒舟航良艳艺芃芊芝芬芮芯芳芸"
    "芹苏苑若英茂茵茹荔荣荷莉莲莹菁菊菡菲萌萍萱蓉蓓蓝蔷蕊蕙蕾薇虹衡裕西言誉诗诚语诺谊谦谨豪豫贝贞"
    "贤贵贺赞超越跃路轩轶辉辰达迅运进远连迪逸道遥邦郁郎野金鑫钊钦钧钰铃铎铭铮锋锐锦锴镇闯闻阔阳际"
    "陆隆雁雄雅雨雪雯霄霆霏霖霞青靖静韬韵韶顺颂颖颜飒飞馨驰驹骁骏骞高鲁鸣鸿鹃鹏鹤鹭麒麟黎鼎齐龙学"
    "孝小大胜虎财烈仕佑允凝圣夏孟季宪尔岑岱帅应恕抒拓昱晟晏果根桢棣樵毓水治洪浚满烽焱煦猛甫男疆皎"
    "石祎祐祝祯秉竣笙绪绣罡群翎耕胤臣至舜荃菱萧葆葳虔行衍谋谷象贻赋赐辅辛逊通遂释铁铨银长隽霁项颐"
    "骅骐魁鲲鸥麓仪庭廉循序观来非"
)
"""Characters of given names."""
_WORDS = _words(
    """
    万里 东西 中方 于是 余名 全力 全国 全新 全权 全民 全球 全程 关心 利好 利益 华为 单元
    单列 向上 向大家 和平 国家 国家和 宁静 安全 安心 家庭 展示 左手 常务 常年 平安 应急 应邀
    成功 成年 成都 成长 文化 文学 文明 文艺 方向 方才 时光 时常 明天 明年 明星 易感 权利
    权益 毕业生 沙龙 石化 管理 英国 郑重 金融 项目 马上 高兴 高度 高级
    """
)
"""Words of everyday that could be names by their characters."""

_ABROAD = re.compile(
    "(?:美国|英国|法国|德国|日本|韩国|朝鲜|越南|越共|老挝|泰国|缅甸|柬埔寨|新加坡|马来西亚|印尼|印度|菲律宾|蒙古|俄罗斯"
    f"|加拿大|澳大利亚|意大利|巴西|欧盟|联合国|东盟|柬|世界卫生组织|世卫)[{HAN}]{{0,12}}$"
)
"""Before a title: whoever bears it may be a foreigner, whose name is no pinyin."""

_NEAR = 20  # characters

_SAYING = _words(
    """
    表示 指出 强调 介绍 认为 说 宣布 透露 称 坦言 解释 回答 补充 提出 要求 呼吁 建议 分享
    主持 致辞 出席 讲话 发言 作了题为 当选 带队 率队 率团 率领 带领 会见 告诉 回忆 感慨 笑着
    笑称 直言 代表 担任 任 出任 兼任 参加 调研 考察 听取 走访 检查 主讲 演讲 因年龄 强忍
    看到 看着 望着 拿着 站在 坐在 告诉记者 对记者 对大家 对此 在发言 在会上 在致辞 在接受
    在讲话 在主持 在现场 的话音 先后 分别 等领导 一行 荣获 获得 领衔 受邀 应邀 受聘 继续
    将继续 不再 已经 从事 毕业于
    """
)
"""What a person does, at the start of a clause: 王宁强调."""

_LONG_WORDS = tuple(word for word in (*_FOLLOWING, *_SAYING) if len(word) > 1)

_END = rf"(?=[^{HAN}\w·•]|$|{'|'.join(_FOLLOWING)}|{'|'.join(_SAYING)})"
_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES)}|[{SURNAMES}])"
_NAME = f"(?P<surname>{_SURNAME})(?P<given>[{_GIVEN}]{{1,2}})"
_OFFICE = f"(?:{'|'.join(sorted(_OFFICES, key=len, reverse=True))})[ \u3000]?"
_CLAUSE = f"(?:^|(?<=[^{HAN}\\w、·]))"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        f"{_OFFICE}(?P<name>{_NAME}){_END}",
        f"(?:(?<![{HAN}])|(?<=[由邀请与和及]))(?P<name>{_NAME})(?=(?:{'|'.join(_ADDRESSES)}){_END})",
        f"{_CLAUSE}(?P<name>{_NAME})(?={'|'.join(_SAYING)})",
        f"{_CLAUSE}(?P<name>{_NAME})(?=(?:、{_SURNAME}[{_GIVEN}]{{1,2}}){{2,}}{_END})",
    )
)
"""Where a name is certain: behind a title, before one, at the start of what a person does, in a
list of three or more."""
_NEXT = re.compile(f"、(?P<name>{_NAME}){_END}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person named in a text."""

    surname: str
    given: str
    place: Range
    """Of surname and given name together, end excluded."""

    @property
    def name(self) -> str:
        return self.surname + self.given


def find_persons(text: str) -> tuple[Person, ...]:
    """The persons that ``text`` certainly names, in order, in Simplified script.

    ``董事长王明、总经理李小红出席`` names 王明 at (3, 5) and 李小红 at (9, 12).
    """
    plain = simplify_characters(text)
    found: dict[int, Person] = {}
    for match in (match for pattern in _PATTERNS for match in pattern.finditer(plain)):
        if _ABROAD.search(plain, max(0, match.start() - _NEAR), match.start()):
            continue
        for person in _person(match):
            found.setdefault(person.place[0], person)
            found |= {one.place[0]: one for one in _list_after(plain, person.place[1])}
    return tuple(found[at] for at in sorted(found))


def _list_after(plain: str, at: int) -> Iterator[Person]:
    """The names of a list that goes on at ``at``: the rest of 王明、李红、张强."""
    while match := _NEXT.match(plain, at):
        persons = list(_person(match))
        if not persons:
            return
        yield from persons
        at = match.end("name")


def _person(match: re.Match[str]) -> Iterator[Person]:
    # 孙福来 may be 孙福 who comes, or 孙福来: that is no certain name.
    after = match.string[match.end("name") :]
    is_cut = (
        len(match["given"]) == 1
        and after[:1] in _GIVEN
        and not after.startswith(("和", "与", *_LONG_WORDS))
    )
    if not is_cut and match["name"] not in _WORDS and not match["name"].endswith(_ADDRESSES):
        yield Person(surname=match["surname"], given=match["given"], place=match.span("name"))

"""Words that pypinyin's list has not, or has wrongly, so that they would be read otherwise: those
on which it differs from CC-CEDICT in the project's corpora (302 words, 1,608 times in 257,000), as
far as 现代汉语词典 agrees with that.
"""

from __future__ import annotations

_TABLE = """
全长 quán cháng, 长达 cháng dá, 长至 cháng zhì, 长效 cháng xiào, 长距离 cháng jù lí,
长三角 cháng sān jiǎo, 长椅 cháng yǐ, 变为 biàn wéi, 视为 shì wéi, 名为 míng wéi, 列为 liè wéi,
最为 zuì wéi, 合为 hé wéi, 评为 píng wéi, 身为 shēn wéi, 所为 suǒ wéi, 比为 bǐ wéi, 为例 wéi lì,
为准 wéi zhǔn, 称之为 chēng zhī wéi, 照片 zhào piàn, 框架 kuàng jià, 上行 shàng xíng,
下行 xià xíng, 支行 zhī háng, 分行 fēn háng, 总行 zǒng háng, 上调 shàng tiáo, 下调 xià tiáo,
微调 wēi tiáo, 切换 qiē huàn, 切成 qiē chéng, 薄膜 bó mó, 落下 luò xià, 问卷 wèn juàn,
穿着 chuān zhuó, 身着 shēn zhuó, 运转 yùn zhuǎn, 看似 kàn sì, 接种 jiē zhòng, 重构 chóng gòu,
重塑 chóng sù, 重回 chóng huí, 重整 chóng zhěng, 重来 chóng lái, 重试 chóng shì, 重置 chóng zhì,
多重 duō chóng, 踏实 tā shi, 应力 yìng lì, 还款 huán kuǎn, 处在 chǔ zài, 出处 chū chù,
温差 wēn chā, 价差 jià chā, 肚子 dù zi, 藏经洞 zàng jīng dòng, 褪色 tuì sè, 伺服 sì fú,
登场 dēng chǎng, 划伤 huá shāng, 倒是 dào shì, 推倒 tuī dǎo, 晒干 shài gān, 拧开 nǐng kāi,
山脊 shān jǐ, 满头大汗 mǎn tóu dà hàn, 结出 jiē chū, 摒弃 bìng qì, 出圈 chū quān, 分子 fēn zǐ,
朝阳区 cháo yáng qū, 银发 yín fà, 发丝 fà sī, 不正当 bù zhèng dàng, 长时储能 cháng shí chǔ néng,
长时间 cháng shí jiān, 长周期 cháng zhōu qī, 长续航 cháng xù háng, 长尾 cháng wěi,
长链 cháng liàn, 成为 chéng wéi, 离子 lí zǐ, 电子 diàn zǐ, 粒子 lì zǐ, 光子 guāng zǐ,
质子 zhì zǐ, 中子 zhōng zǐ, 因子 yīn zǐ, 男子 nán zǐ
"""

WORDS = {
    word: tuple(readings)
    for word, *readings in (line.split() for line in _TABLE.split(",") if line.strip())
}
"""Word -> the reading of each of its characters."""

"""People by name in a Chinese text: full names, names that a court has hidden, foreign ones.

A name begins with a surname. What jieba takes for a person is one; so is what stands in a list
after a word such as 被告人. 王某某 and 刘某甲 are names as courts publish them (Supreme People's
Court, rules on publishing judgments, Fa Shi [2016] No. 19, Article 8): who is meant is hidden,
and each counts for its own document only. A foreign name has a point: 奥斯汀·摩尔.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from comity.extract.chinese import gazetteer
from comity.extract.chinese.script import Word, any_of, is_word
from comity.extract.chinese.surnames import surnames
from comity.extract.finding import Span

_KNOWN = [s.simplified for s in surnames().values() if not s.doubtful]
_SURNAMES = frozenset(_KNOWN)
SURNAME = f"(?:{any_of(_KNOWN)})"

_HAN = "[\u3400-\u9fff]"
_HIDDEN = re.compile(
    rf"{SURNAME}(?:某(?:某{{1,2}}|[甲乙丙丁戊己庚辛]|[A-Z0-9](?![A-Z0-9])|(?P<shown>{_HAN}))?"
    rf"|[×＊*○]{{1,2}})(?![公单地些种类月年市县区岁元克名日时个次])"
)
_OTHERS = "|".join(s.simplified for s in surnames().values() if s.doubtful)
_DOUBTFUL = re.compile(rf"(?:{_OTHERS})某(?:某{{1,2}}|[甲乙丙丁])?")
_RARE = re.compile(rf"(?:{_OTHERS}){_HAN}{{2}}")
_NOT_SHOWN = frozenset(
    "车手妻父母兄弟姐妹子女夫店房钱货名性男号"
    "在的和与及等因是有为称说被把将对向从到由于已又也还均并系犯供案方家处经据涉获以使让给用即则曾未不拒之先"
)
"""What follows a hidden name that ends in 某, and is no part of it."""

_FULL = re.compile(rf"{SURNAME}{_HAN}{{1,2}}")
_CUE = re.compile(
    r"(?:被告人?|嫌疑人|罪犯|[主从首]犯|毒[贩枭]|头目|证人|被害人|受害人|当事人|男子|女子|记者|法官"
    r"|检察官|律师|同伙|同案犯|上诉人|原告人?|申请人|辩护人|[局部厅处科所院省市县区团队会社庭]长"
    r"|检察长|审判[长员]|书记员?|主任|主席|总[统理裁]|大使|领事|专员|发言人|负责人|代表人?|教授|博士"
    r"|经理|董事|老板|先生|女士|叫|名为|自称|化名|公民|民警|警官|政委|总监|警长|督察|警司|监督|拿督|丹斯里"
    r"|摄影|编[写辑译]|责编|撰文|采写|通讯员|作者|联系"
    r"|起诉|逮捕|抓[获捕]|拘[捕留]|判处|核准|通缉|引渡|指控)[：:]?[“\"「『‘]?$"
)
_AND = frozenset("、 和 与 及 以及".split())
_PERSON_TAGS = frozenset(("nr", "nrfg", "nrt"))
_JOINING = frozenset("p c d u uj ul ud uz ug uv r m q f x y t k zg".split()) - {"zg"}
"""jieba's tags for what is no part of a name."""

_SAYING = frozenset("称说在和与等对向于从到将被把已是有的了也就还又均因为供")
_FOLLOWING = frozenset("等称说因犯系对将被与和在则")
_LANDS = frozenset("中美英法俄日韩缅泰越老柬印澳加欧德意马菲新朝蒙台港")
"""Countries by one character: 马美 are two of them."""

_NO_NAMES = frozenset(
    "查明 查清 封锁 陈述 张开 任凭 宣言 荣获 关怀 祝贺 解密 冷笑 付清 安全 应当 高兴 成为 时任"
    " 米粉 应该 谢谢 华人 文明 阳光 卫星 顾客 顾问 黄金 白银 陆军 宫殿 柏林 马来"
    " 车辆 余名 余人".split()
)
_TITLES = frozenset(
    "男子 女子 先生 女士 小姐 太太 教授 博士 律师 法官 检察官 警官 医生 老师 主任 局长 处长"
    " 科长 院长 部长 总统 总理 主席 经理 老板 家属 等人 一家 父亲 母亲 妻子 丈夫 夫妇 兄弟"
    " 姐妹 家人 本人".split()
)
"""What stands after a surname alone."""

_SPLIT = frozenset("ns nr nz nrt nrfg n".split())
_GIVEN = frozenset("n nz nr nrt ns ng".split())
_SAYS = frozenset("称 说 表示 指出 强调 认为 回应 透露 介绍 宣布 否认 承认 警告".split())
_THINGS = frozenset("性部楼区者证石人的化砂塔赛桥湖河门沟山林花城院庙殿线湾江车福药碱酸酮胺")
"""How three characters end that jieba's dictionary has as a name, and that mean a thing."""

_SITES = frozenset("省市县区州旗盟镇乡村岛山河湖江海湾港口岭沟堡屯寨庄店坡坪塘桥街路门关城")
"""How the names of places end."""

_POINT = "·•・‧"
SOUNDS = frozenset(
    "阿埃艾爱安昂奥澳巴白拜班邦保鲍贝本比彼毕别宾波伯勃博卜布采蔡查差昌策岑楚茨措达戴丹当道得德登邓"
    "狄迪蒂第丁东杜顿多俄厄恩尔法凡范费芬丰冯佛弗夫伏福富盖甘冈高戈哥格葛根贡古瓜圭哈海汉豪赫黑亨洪"
    "胡华怀惠霍基吉季济加嘉贾简姜杰捷金津久卡凯坎康考柯科克肯孔库夸奎昆拉腊莱赖兰朗劳勒雷黎李里理丽利"
    "莉联连廉良列烈林琳龙隆卢鲁路伦罗洛吕律马玛迈麦曼芒毛茅梅门蒙孟米密缅敏明缪摩莫墨默穆拿那娜乃奈南"
    "瑙内尼年涅宁纽农努诺欧帕潘庞培佩彭蓬皮匹平泼珀普齐奇契恰钱强乔切钦琴青丘邱屈让热仁日荣茹儒若撒萨"
    "塞赛桑瑟森沙莎珊山尚绍申生圣施石史士舒朔丝斯松苏素孙所索塔泰坦汤唐陶特藤提田铁廷通图土托脱陀瓦万汪"
    "王旺威韦维魏温文翁沃乌武西希席锡喜夏香肖谢欣辛兴休秀许雪逊雅亚延扬杨耶叶伊依英永尤裕约扎曾泽詹张"
    "章珍芝知治兹朱卓佐子宗祖黛妮娅姬婕芙蕾琼翠薇蜜诗迦朵菲乍咸哲喀"
    "纳姆代滕伍翰彻罕瑞干历甫荷孝汀堡什因隋裘歇都末迺浦霖欣宾芮茵荻蓓蒙玫茜蒋蒂邵阮"
)
"""Characters that names in other languages are written with by their sound."""

_RUN = re.compile(rf"[{''.join(sorted(SOUNDS))}]{{6,10}}(?![省州市县区郡镇岛港工公集药山河湖])")
_HYPHEN = re.compile(rf"[-－–](?={_HAN})")
_QUOTED = re.compile(
    rf"(?:自称|化名|名?叫|叫[做作]|名为)[为是]?"
    rf"[“\"「『‘](?P<name>{_HAN}{{2,6}})[”\"」』’]"
)


def foreign(words: Sequence[Word], text: str) -> list[Span]:
    """Return names written by their sound, their parts joined by points, and such names in quotes.

    A part goes on as long as its characters are ones that sounds are written with, to the end of
    a word; a post or a country before the name does not belong to it.
    """
    found: list[Span] = []
    for m in re.finditer(f"[{_POINT}]", text):
        if found and found[-1].end > m.start():
            continue
        start, end = _back(words, text, m.start()), _on(words, text, m.end())
        while end < len(text) and text[end] in _POINT and _on(words, text, end + 1) > end + 1:
            end = _on(words, text, end + 1)
        if start < m.start() and end > m.end():
            found.append(Span(start, end))
    found += [
        s for s in _runs(words, text) if not any(s.start < f.end and f.start < s.end for f in found)
    ]
    quoted = [Span(*m.span("name")) for m in _QUOTED.finditer(text) if set(m["name"]) <= SOUNDS]
    return sorted({*found, *quoted})


def again(words: Sequence[Word], text: str, names: Sequence[Span]) -> dict[Span, Span]:
    """Return mentions by the last part of foreign names → the first mention of the whole name."""
    whole: dict[str, Span] = {}
    for name in names:
        part = re.split(f"[{_POINT}]", text[slice(*name)])[-1]
        if name.end - name.start > len(part) > 1:
            whole.setdefault(part, name)
    if not whole:
        return {}
    starts, ends = {w.start for w in words}, {w.end for w in words}
    parts = re.finditer(any_of(whole), text)
    return {
        Span(*m.span()): whole[m[0]]
        for m in parts
        if m.start() in starts and (m.end() in ends or len(m[0]) > 2)
    }


def _runs(words: Sequence[Word], text: str) -> Iterator[Span]:
    """Yield long runs of characters for sounds that begin with a word and are no place."""
    starts = {w.start for w in words}
    for m in _RUN.finditer(text):
        start = next((at for at in range(m.start(), m.end() - 5) if at in starts), m.end())
        sizes = gazetteer.sizes().get(text[start : start + 2], ())
        known = [text[start : start + n] for n in sizes]
        places = [n for n in known if n in gazetteer.table()]
        far = any(gazetteer.table()[n][0].top or len(n) > m.end() - start - 3 for n in places)
        if m.end() - start >= 6 and not far:
            yield Span(start, m.end() - m[0].endswith("因"))


def _back(words: Sequence[Word], text: str, at: int) -> int:
    """Return where the part of a name begins that ends at a point."""
    start = at
    while start and at - start < 8 and text[start - 1] in SOUNDS:
        start -= 1
    for cut in range(start + 1, at):  # 男子 and then the name
        if _CUE.search(text, max(0, cut - 4), cut):
            start = cut
    first = next((w for w in _between(words, start, at) if w.start == start), None)
    return first.end if first and first.tag == "ns" and first.end < at else start


def _on(words: Sequence[Word], text: str, at: int) -> int:
    """Return where the part of a name ends that begins after a point."""
    end = at
    while end < len(text) and end - at < 8 and (text[end] in SOUNDS or _HYPHEN.match(text, end)):
        end += 1
    for word in reversed(_between(words, at, end)):
        if word.end <= end and word.tag not in _JOINING:
            return word.end
    return end


def _between(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    first = bisect_right(words, start, key=lambda w: w.start)
    return words[max(0, first - 1) : bisect_right(words, end, key=lambda w: w.start)]


def hidden(words: Sequence[Word], text: str) -> list[Span]:
    """Return names that a court has hidden, with what it shows of them: 陈某彬."""
    by_start, ends = {w.start: w for w in words}, {w.end for w in words}
    found = list(_HIDDEN.finditer(text))
    rare = [
        Span(*m.span())
        for m in _DOUBTFUL.finditer(text)
        if text.startswith("、", m.start() - 1)
        or _CUE.search(text, max(0, m.start() - 5), m.start())
    ]
    shown = {m[0] for m in found if m["shown"] and _is_shown(m, text, by_start, ends)}
    usual = [
        Span(m.start(), m.start("shown") if m["shown"] and m[0] not in shown else m.end())
        for m in found
    ]
    return sorted({*usual, *rare})


def _is_shown(m: re.Match[str], text: str, by_start: dict[int, Word], ends: set[int]) -> bool:
    """Return whether the character after 某 belongs to the name: a word ends there."""
    own, after = by_start.get(m.start("shown")), by_start.get(m.end())
    if m["shown"] in _NOT_SHOWN:
        return False
    if m.end() not in ends:
        return text[m.end()] in "犯系"
    if m.end() == len(text) or after is None:
        return m.end() == len(text)
    joining = after.tag in _JOINING or after.text[0] in "等称说犯涉因获系供"
    if own and own.tag in _JOINING:
        return False
    return joining or (len(after.text) > 1 and not (own and own.tag == "v"))


def full(words: Sequence[Word], text: str) -> list[Span]:
    """Return full names: what jieba takes for one, and what stands where a name must."""
    found = list(_full(words, text))
    names = {text[slice(*span)] for span in found}
    firsts = {name[0] for name in names}
    sizes = sorted({len(name) for name in names if len(name) > 2}, reverse=True)
    seen: list[Span] = []
    known = {span.start: span for span in found}
    at = 0
    while at < len(text):
        again = (Span(at, at + n) for n in sizes if text[at : at + n] in names)
        span = next(again, None) if text[at] in firsts else None
        span = span or known.get(at)
        if span:
            seen.append(span)
        at = span.end if span else at + 1
    return seen


def _full(words: Sequence[Word], text: str) -> Iterator[Span]:
    """Yield the names that words are, one after another in a list."""
    listed, last = False, 0
    often = _often(text)
    for number, word in enumerate(words):
        if word.start < last or text.startswith("令吉", word.start - 1):
            continue
        follows = _CUE.search(text, max(0, word.start - 5), word.start) is not None
        joined = listed and number > 0 and words[number - 1].text in _AND
        expected = follows or joined
        end = (_sounding(text, word.start) if follows else 0) or (
            _name_again(word, text, often, follows) or _name_end(words, number, expected)
        )
        if end:
            yield Span(word.start, end)
        listed, last = bool(end) or (listed and word.text in _AND), end or last


def _often(text: str) -> frozenset[str]:
    """Return the three characters that begin with a surname and stand in a text twice or more."""
    counts = Counter(text[i : i + 3] for i in range(len(text) - 2) if text[i] in _SURNAMES)
    return frozenset(three for three, number in counts.items() if number > 1)


def _name_again(word: Word, text: str, often: frozenset[str], follows: bool) -> int:
    """Return where a name of three characters ends that jieba cuts in two, and that comes again."""
    three = text[word.start : word.start + 3]
    if len(word.text) != 2 or three not in often or not _FULL.fullmatch(three):
        return 0
    place = word.tag == "ns" and word.text not in gazetteer.table()
    guessed = word.tag in _SPLIT and (place or not is_word(word.text))
    if not (follows or guessed) or three[2] in _NOT_SHOWN | _SAYING or is_word(three[1:]):
        return 0
    return word.start + 3


def _sounding(text: str, at: int) -> int:
    """Return where a foreign name without points ends that a post stands before, or 0."""
    end = at
    while end < len(text) and end - at < 11 and text[end] in SOUNDS:
        end += 1
    end -= text[at:end].endswith("因")
    known = (text[at : at + n] in gazetteer.table() for n in range(3, end - at + 1))
    least = 3 if text[end : end + 1] in _SAYING else 4
    return end if least <= end - at <= 10 and not any(known) else 0


def _name_end(words: Sequence[Word], number: int, expected: bool) -> int:
    """Return where a name ends that begins with a word, or 0 if that is none.

    ``expected`` says that the words before call for a name.
    """
    word = _trimmed(words[number])
    after = words[number + 1] if number + 1 < len(words) else None
    if word.text in _NO_NAMES or word.text[1:] in _TITLES:
        return 0
    if not expected and _LANDS.issuperset(word.text):
        return 0
    if end := _parted_end(word, after, expected):
        return end
    if _FULL.fullmatch(word.text):
        return _whole_end(word, after, expected)
    if _RARE.fullmatch(word.text) and word.tag in _PERSON_TAGS and not is_word(word.text):
        return word.end
    sounds = word.tag in _PERSON_TAGS and len(word.text) > 1 and SOUNDS.issuperset(word.text)
    return word.end if sounds and (expected or (after and after.text in _SAYS)) else 0


def _parted_end(word: Word, after: Word | None, expected: bool) -> int:
    """Return where a name ends whose surname is a word by itself, or 0."""
    if after is None or word.text not in _SURNAMES or after.start != word.end:
        return 0
    if not re.fullmatch(f"{_HAN}{{1,2}}", after.text):
        return 0
    given = after.tag not in _JOINING and after.text not in _SAYING | _TITLES
    sure = expected or len(word.text) > 1
    sure = sure or (word.tag == "nr" and len(after.text) == 2 and after.tag in _GIVEN)
    return after.end if given and sure else 0


def _trimmed(word: Word) -> Word:
    """Return a word without a last character that goes on to what somebody does: 蒋吉等."""
    if len(word.text) == 3 and word.text[-1] in _FOLLOWING and not is_word(word.text):
        return word._replace(text=word.text[:-1], end=word.end - 1)
    return word


def _whole_end(word: Word, after: Word | None, expected: bool) -> int:
    """Return where a name ends whose first word looks like a whole one; 0 if it is none."""
    known, person = is_word(word.text), word.tag in _PERSON_TAGS
    if word.tag == "ns" and len(word.text) == 3 and not known:  # jieba guesses; no place ends so
        person = word.text[-1] not in _SITES
    thing = known and (len(word.text) == 2 or word.text[-1] in _THINGS)
    if not (person and (expected or not thing)) and not (expected and not known):
        return 0
    beside = after is not None and after.start == word.end and len(after.text) == 1
    vietnamese = word.text[1:2] == "氏"
    short = beside and (vietnamese or (expected and len(word.text) == 2))
    if (
        after
        and short
        and (vietnamese or after.tag in _GIVEN or (known and after.tag not in _JOINING))
    ):
        return word.end if after.text in _SAYING | _NOT_SHOWN else after.end
    foreign = after and after.tag in _PERSON_TAGS and SOUNDS.issuperset(word.text + after.text)
    return after.end if after and foreign else word.end

"""Who holds a view that is only reported, wherever the sentence names them."""

import pytest

from bot.arguments.speech import Speech
from bot.arguments.units import units
from bot.domain.argument import Stance
from tests.arguments.conftest import Extract


@pytest.mark.parametrize(
    ("text", "holder", "side", "rest"),
    [
        ("The bear case is that demand has peaked", "bear", Stance.BEAR, "demand has peaked"),
        ("空头的逻辑是产能还要三年才能消化", "空头", Stance.BEAR, "产能还要三年才能消化"),
        ("据高盛测算，毛利率还能再高", "高盛", None, "毛利率还能再高"),
        ("一位渠道商说，仓库里的货够卖半年", "一位渠道商", None, "仓库里的货够卖半年"),
        ("My broker thinks the dividend is safe", "My broker", None, "the dividend is safe"),
        ("According to my broker, the dividend is safe", "my broker", None, "the dividend is safe"),
    ],
)
def test_an_introduction_names_the_holder(text: str, holder: str, side: Stance | None, rest: str) -> None:
    spoken = Speech.load().spoken(text)
    assert spoken is not None
    assert (spoken.holder, spoken.side, text[spoken.length :]) == (holder, side, rest)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Margins will widen next year, argues Morgan Stanley.", "Morgan Stanley"),
        ("Demand is back, bulls say", "bulls"),
        ("Demand is back, according to Goldman Sachs.", "Goldman Sachs"),
        ("Cash flow doubled, the company said on Tuesday.", "the company"),
        ("估值已经便宜，这是老王的观点。", "老王"),
        ("“名创优品才是下一个”，朋友这么说。", "朋友"),
    ],
)
def test_a_holder_named_behind_leaves_the_quote_whole(text: str, holder: str) -> None:
    spoken = Speech.load().spoken(text)
    assert spoken is not None
    assert (spoken.holder, spoken.length) == (holder, 0)


@pytest.mark.parametrize("text", ["The stock is cheap, I think.", "It is cheap, we think.", "我觉得很便宜"])
def test_the_author_is_nobody_s_reporter_by_saying_so(text: str) -> None:
    assert Speech.load().spoken(text) is None


async def test_what_the_bears_say_is_theirs_and_the_answer_the_author_s(extract: Extract) -> None:
    found = await extract("Bears say Nvidia's margins have peaked, but its order backlog doubled again last year.")
    assert [(one.draft.holder, one.draft.stance) for one in found] == [("Bears", Stance.BEAR), ("anna", Stance.BULL)]


async def test_a_house_named_behind_holds_the_view(extract: Extract) -> None:
    found = await extract("Nvidia's margins will expand by three points next year, argues Morgan Stanley.")
    assert [one.draft.holder for one in found] == ["Morgan Stanley"]


def holders(body: str) -> list[str | None]:
    """Who is reported to say each unit of a body."""
    return [unit.spoken.holder if unit.spoken else None for unit in units(body, Speech.load())]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Every bear on this board keeps telling me the fibre is worthless.", ["bear"]),
        ("The optimists reply that nobody ever leaves the platform.", ["optimists"]),
        ("隔壁的老周天天念叨面板就是赌博，价格涨到头了。", ["老周"]),
        ("班淡友成日話商場租金跌到見底都未止。", ["淡友"]),
    ],
)
def test_a_camp_and_an_acquaintance_are_heard_through_the_words_between(body: str, found: list[str]) -> None:
    assert holders(body) == found


def test_who_was_named_goes_on_speaking_where_a_text_says_so() -> None:
    english = "Brandt said margins widen next year. He then added that prices rise in March. I doubt both of these."
    chinese = "首席执行官梁若川开场讲了很久。他说：“明年毛利率还会升。”过了一会儿又说：“海外能占一半。”我不太信这些话。"
    assert holders(english) == ["Brandt", "Brandt", None]
    assert holders(chinese) == [None, "梁若川", "梁若川", None]


def test_a_list_behind_a_colon_is_the_speaker_s_to_its_last_semicolon() -> None:
    body = "阿聰抽到正方，佢先講：外賣只係門口；海外已經唔蝕錢；閃購單價好高。之後大家去食飯傾偈。"
    assert holders(body) == ["阿聰", "阿聰", "阿聰", None]


def test_an_officer_named_beside_a_quotation_holds_it() -> None:
    assert holders('The chief executive, Nora Feld, promised us "a third of the cost goes by June".') == ["Nora Feld"]
    assert holders('"A third of the orders come from clouds", says Nora Feld, who runs it.') == ["Nora Feld"]


@pytest.mark.parametrize("body", ["He keeps bees and I keep the shares.", "又说多了，这家的毛利率明年还会升。"])
def test_nobody_goes_on_speaking_who_was_never_named(body: str) -> None:
    assert set(holders(body)) == {None}


@pytest.mark.parametrize(
    "body",
    [
        "Costco adds two million members every year and none of them leave.",
        "Tesla answers every price cut with another one of its own.",
        "Services add a point of margin to it every year.",
        "小米坚持高性价比，利润就上不去。",
        "老铺补充了库存，二季度毛利会好看。",
        "小米話題熱度高，銷量唔跟。",
        "小米電話會議上講毛利會升。",
        "老实说，毛利率已经见顶。",
    ],
)
def test_what_a_company_does_is_not_what_it_says(body: str) -> None:
    assert holders(body) == [None]
    assert [unit.span.of(body) for unit in units(body, Speech.load())] == [body]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("The optimists add: nobody ever leaves the platform.", "optimists"),
        ("My broker adds that nobody ever leaves the platform.", "My broker"),
        ("老周补充说，毛利率已经见顶。", "老周"),
        ("老周坚持认为毛利率已经见顶。", "老周"),
    ],
)
def test_adding_is_speech_before_what_is_said(body: str, found: str) -> None:
    assert holders(body) == [found]


@pytest.mark.parametrize("office", ["董事长今年一月辞职。", "分析师普遍在看。", "CEO高调上台。", "总裁致信股东一次。"])
def test_what_follows_an_office_is_a_name_only_where_it_can_be_one(office: str) -> None:
    assert set(holders(f"{office}又说：“明年毛利率还会升。”")) == {None}

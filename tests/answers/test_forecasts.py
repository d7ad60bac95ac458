"""Which day a forecast speaks of, where it says so plainly; nothing is claimed where it may mean something else."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.forecasts import target_of

POSTED = date(2025, 5, 20)


@pytest.mark.parametrize(
    ("quote", "until"),
    [
        ("Deliveries will pass 100,000 in Q3 2025.", "2025-09-30"),
        ("I expect margins to recover by Q3 2025", "2025-09-30"),
        ("Net profit should double in the third quarter of 2025.", "2025-09-30"),
        ("The unit will break even in Q4.", "2025-12-31"),
        ("They are going to be profitable in the second half.", "2025-12-31"),
        ("In the first half of 2026 exports will double.", "2026-06-30"),
        ("Free cash flow turns positive by 2027, and it will stay so.", "2027-12-31"),
        ("By 2027, margins will recover.", "2027-12-31"),
        ("Sales will have doubled by the end of 2026.", "2026-12-31"),
        ("This will be a trillion dollar company before 2030.", "2029-12-31"),
        ("The plant should open before October.", "2025-09-30"),
        ("Margins will be back above 20% by year end.", "2025-12-31"),
        ("Expect a dividend cut before year-end.", "2025-12-31"),
        ("They will cut the dividend by the end of the year.", "2025-12-31"),
        ("Next year will be the year in which it breaks even.", "2026-12-31"),
        ("Volumes will fall next quarter.", "2025-09-30"),
        ("This quarter will disappoint everybody.", "2025-06-30"),
        ("The price war will end next month.", "2025-06-30"),
        ("I think it will trade at 50 by March 2026.", "2026-03-31"),
        ("It will trade at 50 by December.", "2025-12-31"),
        ("The recall will be announced in February.", "2026-02-28"),
        ("They will launch the truck in June.", "2025-06-30"),
        ("The lockup will end on August 14, 2025.", "2025-08-14"),
        ("The stock will double within 12 months.", "2026-05-31"),
        ("The stock could halve in six months.", "2025-11-30"),
        ("In two years it will have 5 % of the market.", "2027-12-31"),
        ("Over the next three years earnings will grow by half.", "2028-12-31"),
        ("In 3 to 5 years nobody will buy a car without it.", "2030-12-31"),
        ("Q3 next year will show the first profit.", "2026-09-30"),
        ("It will be profitable in the second half of next year.", "2026-12-31"),
        ("Sales fell in 2024 and will double by 2026.", "2026-12-31"),
        ("By 2026 sales will double from 2024 levels.", "2026-12-31"),
        ("They will sell 2 million in 2026 and 3 million in 2027.", "2027-12-31"),
        ("Sales fell this year, but next year they will recover.", "2026-12-31"),
        ("Margins in 2Q25 will be the lowest ever.", "2025-06-30"),
        ("预计2025年三季度扭亏。", "2025-09-30"),
        ("预计三季度毛利率回到20%。", "2025-09-30"),
        ("2026年上半年销量会翻倍。", "2026-06-30"),
        ("下半年新车会放量。", "2025-12-31"),
        ("明年利润将下滑三成。", "2026-12-31"),
        ("明年三季度有望盈利。", "2026-09-30"),
        ("明年上半年大概率会降价。", "2026-06-30"),
        ("年底前股价会回到50。", "2025-12-31"),
        ("年底前一定能扭亏，我预计会更早。", "2025-12-31"),
        ("预计今年年底产能达到30万辆。", "2025-12-31"),
        ("到2027年底，市占率将达到一成。", "2027-12-31"),
        ("2027年之前不会盈利。", "2026-12-31"),
        ("后年才有望分红。", "2027-12-31"),
        ("下季度毛利率会继续下降。", "2025-09-30"),
        ("本季度业绩会很难看。", "2025-06-30"),
        ("下个月会宣布召回。", "2025-06-30"),
        ("未来两年利润将翻番。", "2027-12-31"),
        ("三年内必然会有人退出。", "2028-12-31"),
        ("半年内股价会腰斩。", "2025-11-30"),
        ("預計明年第三季會轉虧為盈。", "2026-09-30"),
        ("去年亏了十亿，今年有望扭亏。", "2025-12-31"),
        ("预计12月会有新品。", "2025-12-31"),
    ],
)
def test_a_forecast_that_names_its_time_has_a_target(quote: str, until: str) -> None:
    target = target_of(quote, POSTED)
    assert target is not None
    assert target.until == date.fromisoformat(until)
    assert target.text in quote


@pytest.mark.parametrize(
    "quote",
    [
        # Nothing is said of when.
        "Margins will recover.",
        "毛利率会回升。",
        "Sooner or later they will have to raise money.",
        # Facts, and what the date belongs to is past or something else.
        "In Q1 2025 revenue fell 12%, and it will fall further.",
        "Sales fell 10% in 2024.",
        "Sales have fallen this year and will keep falling.",
        "So far this year orders are down, and I expect worse.",
        "今年已经跌了三成，还会跌。",
        "2024年利润下滑，将继续下滑。",
        "At 45 times 2027 earnings you will pay for everything.",
        "The 2028 notes will be hard to refinance.",
        "2028年到期的债券会很难再融资。",
        "Compared with 2026 estimates the price will look cheap.",
        "They were supposed to be profitable by 2026.",
        "Management originally promised a profit by 2026.",
        "原计划2026年投产。",
        # A condition's date is not the prediction's.
        "If deliveries miss 500k by 2026, the stock will halve.",
        "如果2026年还不盈利，股价会腰斩。",
        # Open ends are never past.
        "From 2027 on they will earn nothing.",
        "They will not be profitable until 2028.",
        "2027年以后才会盈利。",
        "It will take at least two years.",
        "至少两年内不会盈利。",
        # Financial years are not the calendar's.
        "FY2026 revenue will double.",
        "Fiscal 2026 will be weak.",
        "They will turn a profit in fiscal Q3.",
        "2026财年利润会翻倍。",
        # Which quarter is meant is anybody's guess: it is over, and its report may be to come.
        "Q1 will disappoint.",
        "上半年会很难看，虽然已经过去。",
        # Words and numbers that look like dates.
        "It may rise, and it will rise.",
        "They will march on.",
        "They will sell 2026 cars a day.",
        "The Model 2026 will sell well.",
        "2026年车型会大卖。",
        "They will pay out what they may.",
        # What was made then, or stood there, is told of what it will do at another time.
        "The brand launched in 2025 will dominate.",
        "2025年的高点很快会被超过。",
    ],
)
def test_where_it_may_mean_something_else_nothing_is_claimed(quote: str) -> None:
    later = date(2025, 7, 10) if quote.startswith("上半年") else POSTED
    assert target_of(quote, later) is None


@pytest.mark.parametrize(
    "quote",
    ["Next year will be better.", "By year end it will double.", "Q3 will be weak.", "明年会更好。", "三季度会很差。"],
)
def test_an_undated_post_gives_no_day_to_count_from(quote: str) -> None:
    assert target_of(quote, None) is None


@pytest.mark.parametrize(
    ("quote", "until"),
    [("Margins will recover by Q3 2025.", "2025-09-30"), ("2026年上半年销量会翻倍。", "2026-06-30")],
)
def test_an_undated_post_may_name_a_day_of_the_calendar(quote: str, until: str) -> None:
    target = target_of(quote, None)
    assert target is not None
    assert target.until == date.fromisoformat(until)


def test_a_target_is_past_from_the_day_after_its_last() -> None:
    target = target_of("Deliveries will pass 100,000 in Q3 2025.", datetime(2025, 5, 20, 9, 30))
    assert target is not None
    assert target.text == "Q3 2025"
    assert not target.is_past(date(2025, 9, 30))
    assert target.is_past(date(2025, 10, 1))


def test_its_words_are_without_the_full_stop_behind_them() -> None:
    target = target_of("They will launch the truck in February.", POSTED)
    assert target is not None
    assert (target.text, target.until) == ("February", date(2026, 2, 28))


@pytest.mark.parametrize(
    ("quote", "posted", "until"),
    [
        ("It will launch next year.", date(2024, 12, 31), "2025-12-31"),
        ("It will launch next quarter.", date(2024, 12, 31), "2025-03-31"),
        ("Volumes will fall in Q1.", date(2025, 11, 3), "2026-03-31"),
        ("It will halve within 3 months.", date(2025, 11, 30), "2026-02-28"),
        ("It will be announced in the next two weeks.", date(2025, 12, 24), "2026-01-07"),
    ],
)
def test_what_is_relative_counts_from_the_post(quote: str, posted: date, until: str) -> None:
    target = target_of(quote, posted)
    assert target is not None
    assert target.until == date.fromisoformat(until)


@given(st.text(max_size=120), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_no_text_breaks_it_and_no_target_lies_before_its_post(quote: str, posted: date) -> None:
    target = target_of(quote, posted)
    assert target is None or (target.text in quote and target.until >= posted)

"""Promise 2: a bull on a founder quotes a bear on a brand, who brings up other car makers only as examples."""

import pytest

from bot.answers.retrieve import SURER
from bot.casebook import Casebook
from bot.domain.answer import Answer
from bot.domain.argument import Aspect, Stance
from bot.domain.post import ChannelId
from bot.domain.receipt import Receipt
from tests.conftest import asked, paste_file

CHANNEL = ChannelId("cars")


@pytest.fixture
async def receipt(casebook: Casebook) -> Receipt:
    return await casebook.save(CHANNEL, paste_file("leader_and_brand.txt"))


def holders(answer: Answer) -> set[str | None]:
    return {evidence.argument.holder for evidence in answer.citations}


async def test_the_paste_is_two_posts_and_the_first_quotes_the_second(receipt: Receipt) -> None:
    outer, quoted = (saved.post for saved in receipt.posts)
    assert (outer.author, outer.published_at and outer.published_at.isoformat()) == ("后座看海", "2025-11-05T09:12:00")
    assert (quoted.author, quoted.published_at) == ("quietgarage", None)
    assert outer.quotes_post == quoted.post_id
    assert [(ticker.symbol, ticker.market, ticker.name) for ticker in outer.tickers] == [("01810", "HK", "XIAOMI-W")]


async def test_the_founder_post_is_bull_and_the_brand_post_bear_on_brand(receipt: Receipt) -> None:
    outer, quoted = receipt.posts
    assert Stance.BULL in {argument.stance for argument in outer.arguments if argument.subject.name == "Xiaomi"}
    against = [argument for argument in quoted.arguments if argument.stance is Stance.BEAR]
    surest = max((one.stance_confidence for one in quoted.arguments if one.stance is Stance.BULL), default=0.0)
    assert surest < min(SURER, *(one.stance_confidence for one in against))
    assert len(against) >= 5
    assert Aspect.BRAND in {argument.aspect for argument in against if argument.subject.name == "Xiaomi Auto"}


async def test_other_car_makers_are_examples_and_not_argued_about(receipt: Receipt) -> None:
    subjects = {argument.subject.company for saved in receipt.posts for argument in saved.arguments}
    assert subjects == {"xiaomi"}


async def test_copyright_lines_are_kept_and_never_an_argument(casebook: Casebook, receipt: Receipt) -> None:
    exported = [line async for line in casebook.export(CHANNEL)]
    assert any("copyright of this article" in line for line in exported)
    assert not any("copyright" in argument.quote for saved in receipt.posts for argument in saved.arguments)


@pytest.mark.usefixtures("receipt")
@pytest.mark.parametrize("question", ["what is the bear case on Xiaomi Auto", "小米汽车的看空理由是什么"])
async def test_the_bear_case_is_the_brand_posts_words_alone_by_name(casebook: Casebook, question: str) -> None:
    answer = await casebook.ask(CHANNEL, asked(question))
    assert holders(answer) == {"quietgarage"}
    assert all("quietgarage" in sentence.text for sentence in answer.sentences)
    assert {evidence.argument.stance for evidence in answer.citations} == {Stance.BEAR}


@pytest.mark.usefixtures("receipt")
async def test_the_bull_case_is_the_founder_posts(casebook: Casebook) -> None:
    assert holders(await casebook.ask(CHANNEL, asked("what is the bull case on Xiaomi"))) == {"后座看海"}


@pytest.mark.usefixtures("receipt")
async def test_on_a_company_nobody_spoke_of_it_abstains_and_says_what_it_holds(casebook: Casebook) -> None:
    answer = await casebook.ask(CHANNEL, asked("what is the bear case on BYD"))
    assert answer.abstained
    assert {held.subject.company for held in answer.coverage} == {"xiaomi"}


async def test_a_reposted_chain_keeps_each_voice_apart(casebook: Casebook) -> None:
    receipt = await casebook.save(CHANNEL, paste_file("liquor_dealer.txt"))
    assert [saved.post.author for saved in receipt.posts] == ["巷口的酒铺", "老窖子"]
    answer = await casebook.ask(CHANNEL, asked("what is the bear case on Moutai"))
    assert holders(answer) == {"巷口的酒铺"}

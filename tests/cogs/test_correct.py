"""*Correct*, under a card of what was saved and under an opened post: a form, for who saved it and who moderates."""

from collections.abc import Mapping
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from bot.casebook import PostQuery
from bot.cogs.cards.correction import Among as Asked
from bot.cogs.cards.correction import CorrectMenu
from bot.cogs.cards.posts import Among, CorrectPostButton, Opened
from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.post import PostId
from bot.domain.receipt import SavedPost
from tests.cogs.altered import chosen, spoken
from tests.cogs.reading import CARS, Community, labels, press, shown
from tests.cogs.saving import OTHER, POST

UNKNOWN = "Demand for AMD is growing faster than the fabs can deliver, and margins will rise because of it."
"""A post of ours of which nothing says who wrote it, or when."""


def filled(window: InteractionResult) -> dict[str, str]:
    """What stands in the fields of a form that was opened."""
    assert window.modal is not None, shown(window)
    found, waiting = dict[str, str](), list[Any](window.modal["components"])
    while waiting:
        part = waiting.pop()
        waiting += [part["component"]] if "component" in part else part.get("components", [])
        if part.get("type") == 4:
            found[part["custom_id"]] = part.get("value") or ""
    return found


async def put_right(who: MemberActor, window: InteractionResult, **values: str) -> InteractionResult:
    """Somebody changes these fields of the form, and sends all of it."""
    return await who.submit_modal(window, {**filled(window), **values})


async def saved(community: Community, text: str = POST, by: MemberActor | None = None) -> InteractionResult:
    return await (by or community.ada).slash(community.channel, "save", text=text)


async def only(community: Community) -> SavedPost:
    [listed] = await community.casebook.posts(community.store, PostQuery())
    return await community.casebook.post(community.store, listed.post.post_id)


async def test_the_form_is_filled_with_what_was_read(community: Community) -> None:
    window = await press(community.ada, await saved(community), "Correct")
    assert filled(window) == {
        "author": "Harbour Ledger",
        "date": "2026-03-02 09:15",
        "url": "",
        "subject": "AMD",
    }


async def test_what_is_put_right_counts_and_the_card_says_so(community: Community) -> None:
    card = await saved(community)
    window = await press(community.ada, card, "Correct")
    await put_right(community.ada, window, author="Quiet Harbour", date="2026-03-01", url="https://example.com/9")
    now = await only(community)
    assert (now.post.author, str(now.post.published_at), now.post.url) == (
        "Quiet Harbour",
        "2026-03-01",
        "https://example.com/9",
    )
    assert {one.by for one in now.corrections} == {str(community.ada.id)}
    text = shown(card)
    assert "**Quiet Harbour** · 2026-03-01 · LongPort" in text
    assert "▲ 1 bull · ▼ 1 bear" in text
    assert "Harbour Ledger" not in text
    assert labels(card) == ["Undo", "Show arguments", "Correct"]


async def test_a_field_that_is_not_touched_is_no_correction(community: Community) -> None:
    window = await press(community.ada, await saved(community), "Correct")
    await put_right(community.ada, window)
    assert (await only(community)).corrections == ()


async def test_of_a_post_without_a_name_the_holders_are_known_at_once(community: Community) -> None:
    card = await saved(community, UNKNOWN)
    assert "An unnamed author" in shown(card)
    assert "undated" in shown(card)
    await put_right(community.ada, await press(community.ada, card, "Correct"), author="lyhalfway")
    now = await only(community)
    assert now.arguments
    assert not now.waiting
    assert {one.holder for one in now.arguments} == {"lyhalfway"}
    assert "**lyhalfway** · undated" in shown(card)


async def test_a_field_that_is_emptied_is_empty(community: Community) -> None:
    card = await saved(community)
    await put_right(community.ada, await press(community.ada, card, "Correct"), author="", date="")
    now = await only(community)
    assert (now.post.author, now.post.published_at) == (None, None)
    assert "**An unnamed author** · undated" in shown(card)


async def test_the_company_moves_what_the_post_argues(community: Community) -> None:
    card = await saved(community)
    await put_right(community.ada, await press(community.ada, card, "Correct"), subject="BYD")
    assert {one.subject.name for one in (await only(community)).arguments} == {"BYD"}
    assert filled(await press(community.ada, card, "Correct"))["subject"] == "BYD"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"date": "some day in spring"}, "no date that I can read"),
        ({"date": "2199-01-01"}, "no date that I can read"),
        ({"subject": "Nobody & Sons"}, "no company called"),
        ({"url": "javascript:alert(1)"}, "not the address of a web page"),
    ],
)
async def test_what_can_t_be_is_said_and_nothing_is_changed(
    community: Community, values: Mapping[str, str], said: str
) -> None:
    card = await saved(community)
    before, text = await only(community), shown(card)
    window = await press(community.ada, card, "Correct")
    result = await put_right(community.ada, window, **{"author": "Quiet Harbour", **values})
    assert said in shown(result.followups[-1])
    assert await only(community) == before
    assert shown(card) == text


async def test_a_card_is_told_again_in_the_words_that_it_is_in(community: Community) -> None:
    with spoken(community.env, "zh-CN"):
        card = await saved(community)
    assert "看多" in shown(card)
    window = await community.mod.click(answered(card), label="更正")
    await put_right(community.mod, window, author="", subject="BYD")
    assert "Harbour" not in shown(card)
    assert "unnamed" not in shown(card)
    assert "看多" in shown(card)


def answered(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


async def test_who_moderates_may_correct_and_others_are_told_why_not(community: Community) -> None:
    card = await saved(community)
    refused = await press(community.ben, card, "Correct")
    assert refused.modal is None
    assert "Only who saved or added that" in shown(refused)
    await put_right(community.mod, await press(community.mod, card, "Correct"), author="Quiet Harbour")
    assert (await only(community)).post.author == "Quiet Harbour"


async def test_the_button_works_after_a_restart(community: Community) -> None:
    card = await saved(community)
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await put_right(community.ada, await press(community.ada, card, "Correct"), author="Quiet Harbour")
    assert (await only(community)).post.author == "Quiet Harbour"
    assert "Quiet Harbour" in shown(card)


async def test_of_several_posts_one_is_chosen_also_after_a_restart(community: Community) -> None:
    card = await saved(community, f"{POST}\n\n{OTHER}")
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    asked = await press(community.ada, card, "Correct")
    assert asked.ephemeral
    assert "Which post" in shown(asked)
    listed = await community.casebook.posts(community.store, PostQuery(author="Marta Quill"))
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    assert asked.response is not None
    window = await community.ada.select(asked.response, [listed[0].post.post_id])
    await put_right(community.ada, window, author="Marta Quinn")
    assert await community.casebook.authors(community.store, "") == ["Harbour Ledger", "Marta Quinn"]
    assert "Marta Quinn" in shown(card)
    assert "Harbour Ledger" in shown(card)
    assert "Marta Quill" not in shown(card)
    assert "**Corrected.**" in shown(asked.response)


async def test_posts_that_look_the_same_are_not_taken_for_one_another(community: Community) -> None:
    one, other = "Margins of BYD will fall, because rivals cut prices.", "Demand for BYD is growing in every market."
    files = [("1.txt", one.encode()), ("2.txt", other.encode())]
    opened = await community.ada.slash(community.channel, "save")
    card = await community.ada.submit_modal(opened, {"files": files})
    asked = await press(community.ada, card, "Correct")
    second = next(
        listed.post.post_id
        for listed in await community.casebook.posts(community.store, PostQuery())
        if listed.post.body == other
    )
    assert asked.response is not None
    await put_right(community.ada, await community.ada.select(asked.response, [second]), author="Marta Quill")
    heads = [line for line in shown(card).splitlines() if line.startswith("**") and "Saved" not in line]
    assert [head.split("**")[1] for head in heads] == ["An unnamed author", "Marta Quill"]


async def test_a_client_that_chooses_what_was_not_offered_gets_no_form(community: Community) -> None:
    [strange] = (await community.saved(CARS, by=community.ben)).posts[:1]
    asked = await press(community.ada, await saved(community, f"{POST}\n\n{OTHER}"), "Correct")
    assert asked.response is not None
    offered = (await community.casebook.posts(community.store, PostQuery(author="Marta Quill")))[0].post.post_id
    with chosen(community.env, strange.post.post_id):
        window = await community.ada.select(asked.response, [offered])
    assert window.modal is None
    assert "There is no post" in shown(window)


async def test_an_opened_post_is_put_right_and_says_who_did(community: Community) -> None:
    await saved(community)
    result = await community.ada.slash(community.channel, "posts")
    assert result.response is not None
    post_id = (await only(community)).post.post_id
    await community.ada.select(result.response, [post_id])
    assert "corrected by" not in shown(result.response)
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    window = await community.ada.click(result.response, label="Correct")
    await put_right(community.ada, window, author="Quiet Harbour", date="2026-03-01")
    text = shown(result.response)
    assert "**Quiet Harbour** · 2026-03-01" in text
    assert f"corrected by <@{community.ada.id}>: author, date" in text


async def test_an_opened_post_offers_nothing_to_who_may_not(community: Community) -> None:
    await saved(community)
    result = await community.ben.slash(community.channel, "posts")
    assert result.response is not None
    await community.ben.select(result.response, [(await only(community)).post.post_id])
    assert "Correct" not in labels(result.response)


async def test_an_answer_that_cites_it_is_taken_back(community: Community) -> None:
    card = await saved(community)
    answer = await community.ada.slash(community.channel, "ask", question="Bull case on AMD?")
    assert "Harbour Ledger" in shown(answer)
    await put_right(community.ada, await press(community.ada, card, "Correct"), author="Quiet Harbour")
    assert "taken back" in shown(answer)
    assert "Harbour Ledger" not in shown(answer)
    again = shown(await community.ada.slash(community.channel, "ask", question="Bull case on AMD?"))
    assert "Quiet Harbour" in again


async def test_a_right_that_was_lost_while_the_form_was_open_is_asked_again(community: Community) -> None:
    card = await saved(community, by=community.ben)
    window = await press(community.ben, card, "Correct")
    await community.casebook.forget_own(community.store, (await only(community)).post.post_id, str(community.ben.id))
    await saved(community)
    result = await put_right(community.ben, window, author="Quiet Harbour")
    assert "Only who saved or added that" in shown(result)
    assert (await only(community)).post.author == "Harbour Ledger"


def test_no_custom_id_is_too_long() -> None:
    snowflake = 10**20 - 1
    opened = Opened(PostId("p" * 40), Among("f" * 8, "f" * 8, 99999), 999)
    for item in (CorrectMenu(Asked(snowflake, snowflake, 4)), CorrectPostButton(opened)):
        assert len(item.custom_id) <= 100

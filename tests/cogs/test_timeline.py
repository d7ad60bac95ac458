"""`/timeline`: a picture with its words, the posts that it marks, what changed; and taking all of it back."""

import re
from datetime import date

import discord
import pytest
from simcord.results import InteractionResult, ResponseMessage

from bot.casebook import TimelineQuery
from bot.cogs.cards.sources import Reader
from bot.cogs.cards.timeline_text import Telling, page_card, timeline_pages
from bot.cogs.surface.card import Card
from bot.cogs.surface.client import CasebookBot, Options
from bot.cogs.surface.paging import Turning
from bot.domain.post import ChannelId, Paste
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from tests.answers.dated import bear, bull, keep, wrote
from tests.answers.given import XIAOMI
from tests.cogs.altered import permitted, spoken
from tests.cogs.chinese import english
from tests.cogs.reading import LIQUOR, Community, button, labels, parts, shown
from tests.wire.limits import message_faults

HEAD = "$XIAOMI-W(01810.HK)"
STRONG = "Xiaomi's brand is strong, and families trust it more with every car."
WEAK = "Xiaomi's brand is weak, and families do not trust it any more."
ALSO_STRONG = "Xiaomi's customers are loyal, and demand for its cars grows every month."
ALSO_WEAK = "Xiaomi's demand is falling, and that is a real risk for its shareholders."
FALLING = "Xiaomi's margins will fall by Q4 2025, because it cuts prices every month."


def post(author: str, on: str, body: str) -> str:
    return f"{author}\n{on} 09:12\n\n{HEAD} {body}"


async def timeline(community: Community, subject: str = "Xiaomi", **options: str) -> InteractionResult:
    return await community.ada.slash(community.channel, "timeline", subject=subject, **options)


async def half_a_year(community: Community) -> None:
    for on, said in (("2025.03.03", (STRONG, ALSO_STRONG)), ("2025.09.01", (WEAK, ALSO_WEAK))):
        await community.saved(post("Anna Reed", on, " ".join(said)))
    await community.saved(post("Bo Lindt", "2025.09.04", FALLING), community.ben)


async def much(community: Community) -> None:
    """More than one message holds."""
    long = "the dealers whom I ask shake their heads and " * 9
    said = [bear(f"Reason {n}: {long}nobody buys.", subject=XIAOMI) for n in range(1, 13)]
    posts = [wrote(f"Member {n}", f"2025-{n:02}-10", one) for n, one in enumerate(said, 1)]
    await keep(community.casebook.store, *posts, channel=community.store)


def answer_of(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


def gallery(message: discord.Message) -> list[str]:
    """What stands for each picture that is shown."""
    shots = [part for part in parts(message) if part.get("type") == 12]
    return [item["description"] for shot in shots for item in shot["items"]]


async def test_a_picture_comes_with_its_words_and_the_posts_that_it_marks(community: Community) -> None:
    await half_a_year(community)
    result = await timeline(community)
    assert not result.ephemeral
    [file] = answer_of(result).attachments
    assert (await file.read()).startswith(b"\x89PNG")
    [alt] = gallery(answer_of(result).message)
    assert alt == file.description
    assert "Xiaomi" in alt
    text = shown(result)
    assert "Xiaomi over time" in text
    assert "**[1] Anna Reed** · 2025-03-03 · bull on Xiaomi" in text
    assert STRONG.removesuffix(".") in text
    assert "the words of the posts' authors" in text


async def test_who_changed_their_mind_is_told_in_two_quotes_with_their_dates(community: Community) -> None:
    await half_a_year(community)
    text = shown(await timeline(community))
    assert "Changed their mind, in their own words" in text
    assert re.search(
        r"> 2025-03-03, bull: “Xiaomi's brand is strong.*\n> 2025-09-01, bear: “Xiaomi's brand is weak", text
    )


async def test_a_forecast_whose_time_is_over_says_so_in_timeline_case_and_answer(community: Community) -> None:
    await half_a_year(community)
    assert "forecast for Q4 2025, now past" in shown(await timeline(community))
    case = await community.ada.slash(community.channel, "case", subject="Xiaomi", side="bear")
    assert "forecast for Q4 2025, now past" in shown(case)
    asked = await community.ada.slash(community.channel, "ask", question="Why will Xiaomi's margins fall?")
    assert "forecast for Q4 2025, now past" in shown(asked)


async def test_since_begins_with_a_day_or_so_many_days_back(community: Community) -> None:
    await half_a_year(community)
    text = shown(await timeline(community, since="2025-06-30"))
    assert "2025-06-30 to" in text
    assert "**[1] Anna Reed** · 2025-09-01" in text
    assert "whenever" in shown(await timeline(community, since="whenever"))


async def test_pastes_without_any_date_are_drawn_at_the_day_they_were_saved(community: Community) -> None:
    await community.saved(f"{HEAD} {ALSO_STRONG}")
    await community.saved(f"{HEAD} {ALSO_WEAK}", community.ben)
    result = await timeline(community)
    text = shown(result)
    [file] = answer_of(result).attachments
    assert (await file.read()).startswith(b"\x89PNG")
    assert "because they have no usable date: 1 for it, 1 against it" in gallery(answer_of(result).message)[0]
    assert "Without a usable date: 1 argument for it, 1 argument against it. They stand, hollow" in text
    assert text.count("saved on 2025-12-01, undated") == 2
    assert not re.search(r"\*\*(New|Fell silent|Changed their mind)", text)


async def test_beside_dated_posts_an_undated_one_says_when_it_was_saved(community: Community) -> None:
    await half_a_year(community)
    await community.saved(f"{HEAD} {ALSO_STRONG.replace('customers', 'buyers')}", community.ben)
    text = shown(await timeline(community))
    assert "**[1] Anna Reed** · 2025-03-03 · bull on Xiaomi" in text
    assert "saved on 2025-12-01, undated" in text


@pytest.mark.parametrize(("locale", "said"), [("zh-CN", "保存，日期不详"), ("zh-TW", "儲存，日期不詳")])
async def test_chinese_says_of_what_has_no_date_when_it_was_saved(community: Community, locale: str, said: str) -> None:
    await community.saved(LIQUOR.partition("\n\n")[2])
    with spoken(community.env, locale):
        result = await timeline(community, "Kweichow Moutai")
    assert said in shown(result)
    assert english(shown(result)) == []
    assert len(answer_of(result).attachments) == 1


async def test_where_nothing_is_for_or_against_it_there_is_no_picture_and_what_there_is_is_named(
    community: Community,
) -> None:
    await half_a_year(community)
    result = await timeline(community, "Tesla")
    assert answer_of(result).attachments == []
    assert "Nothing saved here argues for or against Tesla." in shown(result)
    assert "Xiaomi" in shown(result)


async def test_a_name_that_is_nobodys_is_said_to_be_unknown(community: Community) -> None:
    assert "Nobody & Sons" in shown(await timeline(community, "Nobody & Sons"))


async def test_when_what_it_cites_is_deleted_the_card_and_the_picture_go(community: Community) -> None:
    await half_a_year(community)
    message = await community.ada.send(
        community.channel, post("Cora Vance", "2025.09.08", WEAK.replace("weak", "thin"))
    )
    await community.ben.context_menu(community.channel, "Save to casebook", message)
    standing = answer_of(await timeline(community))
    assert len(standing.attachments) == 1
    await community.ada.delete(message)
    [now] = [one for one in community.channel.history() if one.id == standing.id]
    assert "This answer was taken back" in shown(now)
    assert "What was argued about Xiaomi over time?" in shown(now)
    assert now.attachments == []
    assert gallery(now) == []


async def test_what_people_wrote_can_not_act(community: Community) -> None:
    name, quote = "@everyone [free](https://evil.example)", "**Nobody** wants it: <@1> `run` ||hidden|| # big."
    posts = wrote(name, "2025-03-02", bull(subject=XIAOMI)), wrote(name, "2025-08-02", bear(quote, subject=XIAOMI))
    await keep(community.casebook.store, *posts, channel=community.store)
    result = await timeline(community)
    text = shown(result)
    assert "Changed their mind" in text
    acting = r"(?<!\\)(?:\[free\]\(|\*\*Nobody|<@1>|\|\|hidden|`run|@everyone)"
    assert re.findall(acting, text) == []
    assert "https://evil.example" not in gallery(answer_of(result).message)[0]


async def test_pages_turn_for_the_one_who_presses_also_after_a_restart_and_only_the_first_has_the_picture(
    community: Community,
) -> None:
    await much(community)
    public = await timeline(community)
    assert labels(public) == ["Next"]
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    second = await community.ben.click(answer_of(public), custom_id=button(public, "Next"))
    assert second.ephemeral
    assert answer_of(second).attachments == []
    back = await community.ben.click(answer_of(second), custom_id=button(second, "Previous"))
    assert len(answer_of(back).attachments) == 1
    again = await community.ben.click(answer_of(back), custom_id=button(back, "Next"))
    assert answer_of(again).attachments == []


async def test_a_button_names_its_subject_by_a_digest_alone(community: Community) -> None:
    await much(community)
    custom_id = button(await timeline(community, since="2025-01-01"), "Next")
    assert re.fullmatch(rf"cb:time:[0-9a-f]{{8}}:{date(2025, 1, 1).toordinal()}:1", custom_id)


async def test_a_page_shows_nothing_to_who_lost_sight_of_the_channel(community: Community) -> None:
    await much(community)
    public = await timeline(community)
    with permitted(community.env, discord.Permissions.none()):
        result = await community.ben.click(answer_of(public), label="Next")
    assert "Xiaomi" not in shown(result)


@pytest.mark.parametrize("locale", Locale)
async def test_every_page_is_within_the_limits_and_no_quote_is_lost(community: Community, locale: Locale) -> None:
    await much(community)
    found = await community.casebook.timeline(community.store, TimelineQuery("Xiaomi", date(2026, 1, 1)))
    telling = Telling(found, Reader(locale, date(2026, 1, 1)))
    every = timeline_pages(telling)
    cards = [page_card(telling, Turning(n, len(every)), lines, None) for n, lines in enumerate(every)]
    assert [fault for card in cards for fault in message_faults(sent(card))] == []
    text = "\n".join(str(sent(card)) for card in cards)
    assert [n for n in range(1, 13) if f"Reason {n}:" not in text] == []


async def test_a_shelf_is_told_publicly_only_where_all_see_it_and_else_to_who_does(community: Community) -> None:
    insiders = community.guild.create_role("insiders")
    eve = community.guild.add_member(community.env.create_user("eve"), roles=[insiders])
    hidden, seen = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    vault = community.guild.create_text_channel(
        "vault", overwrites={community.guild.default_role: hidden, insiders: seen}
    )
    shelf = ChannelId(str(vault.id))
    await community.casebook.set_settings(community.store, ChannelSettings(shelves=(shelf,)))
    paste = Paste(raw=post("Dee", "2025.09.08", WEAK), saved_by=str(eve.id), saved_at=community.env.now())
    await community.casebook.save(shelf, paste)
    public = await timeline(community)
    assert WEAK[:20] not in shown(public)
    pressed = button(public, "From other shelves")
    assert WEAK[:20] in shown(await eve.click(answer_of(public), custom_id=pressed))
    assert WEAK[:20] not in shown(await community.ben.click(answer_of(public), custom_id=pressed))


async def test_a_timeline_in_taiwans_wording_has_no_english(community: Community) -> None:
    await community.saved(LIQUOR)
    with spoken(community.env, "zh-TW"):
        result = await timeline(community, "Kweichow Moutai")
        none = await timeline(community, "Tesla")
    assert "走廊" in shown(result)
    assert english(shown(result)) == []
    assert english(shown(none)) == []


async def test_a_timeline_comes_in_the_language_that_is_set(community: Community) -> None:
    await half_a_year(community)
    await community.casebook.set_settings(community.store, ChannelSettings(answer_in=Locale.SIMPLIFIED))
    result = await timeline(community)
    assert "改变看法的人" in shown(result)
    assert "预测2025年第4季度，现已过期" in shown(result)


def sent(card: Card) -> dict[str, object]:
    components: list[dict[str, object]] = card.to_components()  # type: ignore[no-untyped-call]
    return {"flags": 1 << 15, "components": components}

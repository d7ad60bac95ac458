"""`/save`: what it shows, when, and what of it is on disk by then."""

from tests.cogs.reading import CARS, LIQUOR, Community, button, shown


async def test_a_saved_post_shows_its_author_date_tickers_and_sides(community: Community) -> None:
    result = await community.ada.slash(community.channel, "save", text=CARS)
    text = shown(result)
    assert "quietgarage" in text
    assert "bear" in text
    assert not result.ephemeral
    assert button(result, "Undo").startswith("cb:undo:")

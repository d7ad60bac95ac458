"""`/ask`: what a grounded answer shows, to whom."""

from tests.cogs.reading import Community, shown


async def test_an_answer_shows_who_said_it_and_where_it_comes_from(community: Community) -> None:
    await community.saved()
    result = await community.ada.slash(community.channel, "ask", question="What is the bear case on Xiaomi Auto?")
    text = shown(result)
    assert "quietgarage" in text
    assert "promise that the brand makes" in text
    assert not result.ephemeral

"""What composed an answer is remembered with it, so that one that was called wrong can be traced."""

from tests.cogs.reading import Community


async def test_an_answer_remembers_what_composed_it(community: Community) -> None:
    await community.saved()
    result = await community.ada.slash(community.channel, "ask", question="What do bulls say of Xiaomi?")
    assert result.response is not None
    channel = community.casebook.store.channel(community.store)
    remembered = await channel.remembered_at(str(result.response.message.id))
    assert remembered is not None
    assert remembered.engine == "extractive"

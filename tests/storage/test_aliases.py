"""A channel's own names: a person's word is not overwritten by what a cashtag taught."""

import pytest

from bot.domain.subject import Alias
from bot.errors import UnknownAlias
from storage import ChannelStore

PERSONS = Alias(name="The Foundry", company="tsmc", added_by="ada")
LEARNED = Alias(name="the foundry", company="$UMC.US", added_by="cashtag", learned=True)


async def test_an_alias_is_kept_and_removed(alpha: ChannelStore) -> None:
    await alpha.add_alias(PERSONS)
    assert await alpha.aliases() == [PERSONS]
    await alpha.remove_alias("THE FOUNDRY")
    assert await alpha.aliases() == []


async def test_an_alias_may_be_set_anew(alpha: ChannelStore) -> None:
    anew = Alias(name="the  foundry".replace("  ", " "), company="umc", added_by="bea")
    await alpha.add_alias(PERSONS)
    await alpha.add_alias(anew)
    assert await alpha.aliases() == [anew]


async def test_what_a_cashtag_taught_gives_way_to_a_person_and_never_the_other_way(alpha: ChannelStore) -> None:
    await alpha.add_alias(LEARNED)
    await alpha.add_alias(PERSONS)
    await alpha.add_alias(LEARNED)
    assert await alpha.aliases() == [PERSONS]


async def test_an_unknown_alias_cannot_be_removed(alpha: ChannelStore) -> None:
    with pytest.raises(UnknownAlias) as caught:
        await alpha.remove_alias("nobody")
    assert caught.value.details == {"name": "nobody"}

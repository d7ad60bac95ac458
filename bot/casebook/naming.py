"""A channel's own names for companies."""

from bot.answers.render import inert
from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId
from bot.domain.subject import Alias, Subject
from bot.errors import AliasTooLong, AliasWithoutCompany, AliasWithoutName, BadAlias, OrdinaryAlias, UnknownAlias
from bot.subjects.resolve import Resolver
from storage.words import folded

LONGEST = 100
"""Characters of a name."""
SHOWN = 40
"""Characters of a name that is refused."""

_ARTICLES = ("a", "an", "the", "and", "or", "not", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as")
_PRONOUNS = ("i", "you", "he", "she", "it", "we", "they", "this", "that", "is", "are", "be", "was", "but")
_CHINESE = ("的", "了", "是", "在", "有", "和", "不", "也", "就", "都", "我", "你", "他", "她", "它", "这", "那")
ORDINARY = frozenset(_ARTICLES + _PRONOUNS + _CHINESE)
"""The commonest words of both languages: as names they would turn every question into one about the company."""


class Naming(AtDesk):
    async def aliases(self, channel: ChannelId) -> list[Alias]:
        return await self._channel(channel).aliases()

    async def alias(self, channel: ChannelId, name: str) -> Alias:
        """What a name means that the channel gave, in any case, width or script. Errors: UnknownAlias."""
        for alias in await self.aliases(channel):
            if folded(alias.name) == folded(name):
                return alias
        raise UnknownAlias(name=_shortened(name))

    def known_as(self, name: str) -> Subject | None:
        """Whom everybody knows by a name or a code, whatever a channel calls so."""
        return Resolver(self._desk.companies).in_table(name)

    async def add_alias(self, channel: ChannelId, alias: Alias) -> None:
        """Add it, or set it anew; a learned one leaves a person's as it is. Errors: BadAlias's children."""
        if flaw := _flaw(alias):
            raise flaw(name=_shortened(alias.name), limit=LONGEST)
        await self._channel(channel).add_alias(alias)

    async def remove_alias(self, channel: ChannelId, name: str) -> None:
        """Errors: UnknownAlias."""
        await self._channel(channel).remove_alias(name)


def _flaw(alias: Alias) -> type[BadAlias] | None:
    """Why a name can't be found by, or would be found everywhere."""
    if not inert(alias.name):
        return AliasWithoutName
    if not inert(alias.company):
        return AliasWithoutCompany
    if max(len(alias.name), len(alias.company)) > LONGEST:
        return AliasTooLong
    return OrdinaryAlias if inert(alias.name).casefold() in ORDINARY else None


def _shortened(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}…"

"""A channel's own names for companies, those that its posts suggest, and the table's that mean nothing in it."""

import asyncio
from functools import partial

from bot.answers.render import inert
from bot.casebook.desk import AtDesk
from bot.domain.glossary import Glossary, Suggestion, SwitchedOff
from bot.domain.post import ChannelId
from bot.domain.subject import Alias, Subject
from bot.errors import AliasTooLong, AliasWithoutCompany, AliasWithoutName, BadAlias, OrdinaryAlias, UnknownAlias
from bot.subjects.digests import digest
from bot.subjects.folding import name_form
from bot.subjects.resolve import Resolver
from storage.words import folded

LONGEST = 100
"""Characters of a name."""
SHOWN = 40
"""Characters of a name that is refused."""
LOOKED_THROUGH = 1000
"""Posts with codes, the newest, in which nicknames are looked for: a second of work, in a thread, at most."""

_ARTICLES = ("a", "an", "the", "and", "or", "not", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as")
_PRONOUNS = ("i", "you", "he", "she", "it", "we", "they", "this", "that", "is", "are", "be", "was", "but")
_CHINESE = ("的", "了", "是", "在", "有", "和", "不", "也", "就", "都", "我", "你", "他", "她", "它", "这", "那")
ORDINARY = frozenset(_ARTICLES + _PRONOUNS + _CHINESE)
"""The commonest words of both languages: as names they would turn every question into one about the company."""


class Naming(AtDesk):
    async def aliases(self, channel: ChannelId) -> list[Alias]:
        return await self._channel(channel).aliases()

    async def glossary(self, channel: ChannelId) -> Glossary:
        """The channel's own names, and those that are switched off."""
        return await self._channel(channel).glossary()

    async def alias(self, channel: ChannelId, name: str) -> Alias:
        """What a name means that the channel gave, in any case, width or script. Errors: UnknownAlias."""
        for alias in await self.aliases(channel):
            if folded(alias.name) == folded(name):
                return alias
        raise UnknownAlias(name=_shortened(name))

    def known_as(self, name: str) -> Subject | None:
        """Whom everybody knows by a name or a code, whatever a channel calls so."""
        return Resolver(self._desk.companies).in_table(name)

    def meanings(self, name: str) -> list[Subject]:
        """Everybody whom everybody knows by a name, in whatever role; by a code nobody."""
        return Resolver(self._desk.companies).meanings(name)

    async def add_alias(self, channel: ChannelId, alias: Alias) -> None:
        """Add it, or set it anew; a learned one leaves a person's as it is. A name that is switched off is on again,
        and where it is to mean what everybody means by it, that is all. Errors: BadAlias's children."""
        if flaw := _flaw(alias):
            raise flaw(name=_shortened(alias.name), limit=LONGEST)
        store, own = self._channel(channel), Resolver(self._desk.companies)
        meant = own.in_table(alias.name)
        # In this order: an own name goes before a switch, should the process end in between.
        if meant is None or meant != own.in_table(alias.company) or not await self.is_off(channel, alias.name):
            await store.add_alias(alias)
        await store.switch_on(alias.name)

    async def is_off(self, channel: ChannelId, name: str) -> bool:
        """Whether a name that everybody knows means nothing here."""
        return (await self._resolver(channel)).is_off(name)

    async def remove_alias(self, channel: ChannelId, name: str) -> None:
        """Errors: UnknownAlias."""
        await self._channel(channel).remove_alias(name)

    async def switch_off(self, channel: ChannelId, off: SwitchedOff) -> None:
        """Let a name that everybody knows mean nothing here, in posts that are read from now on and in questions; the
        company's codes and other names stay. Errors: UnknownAlias where nobody goes by it."""
        if not self.meanings(off.name):
            raise UnknownAlias(name=_shortened(off.name))
        await self._channel(channel).switch_off(off)

    def known_by(self, name_digest: str) -> str | None:
        """The name that everybody knows and that has this digest."""
        found = next((form for form in self._desk.companies.names() if digest(form) == name_digest), None)
        return None if found is None else self._written(found)

    def _written(self, form: str) -> str:
        """A name's form as its company writes it, where it has that name for one of its two."""
        own = [name for subject in self.meanings(form) for name in (subject.name, subject.name_zh) if name]
        return next((name for name in own if name_form(name) == form), form)

    async def suggestions(self, channel: ChannelId) -> list[Suggestion]:
        """Nicknames that several posts of several people put beside a company's code and that mean nothing here yet;
        those that are said most first."""
        from bot.subjects.nicknames import suggestions  # 15 ms to import, which a question need not wait for

        store, resolver = self._channel(channel), await self._resolver(channel)
        posts, dismissed = await store.tagged(LOOKED_THROUGH), await store.dismissed()
        return await asyncio.to_thread(partial(suggestions, posts, resolver, dismissed))

    async def suggestion(self, channel: ChannelId, suggestion_digest: str) -> Suggestion | None:
        """The one that has this digest; None where the posts no longer suggest it, or somebody decided already."""
        found = await self.suggestions(channel)
        return next((one for one in found if self.digest_of(one) == suggestion_digest), None)

    def digest_of(self, suggestion: Suggestion) -> str:
        """By what it is found again, without a word of it: 16 letters and digits."""
        from bot.subjects.nicknames import digest_of  # as above

        return digest_of(suggestion, Resolver(self._desk.companies))

    async def accept(self, channel: ChannelId, suggestion: Suggestion, by_whom: str) -> Alias:
        """Let the nickname mean its company here. Errors: BadAlias's children."""
        alias = Alias(name=suggestion.name, company=suggestion.subject.lasting_name, added_by=by_whom)
        await self.add_alias(channel, alias)
        return alias

    async def dismiss(self, channel: ChannelId, suggestion: Suggestion) -> None:
        """Make this suggestion no more, whatever posts come."""
        await self._channel(channel).dismiss(self.digest_of(suggestion), suggestion.subject.key)


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

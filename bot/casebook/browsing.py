"""Looking through what is saved."""

from dataclasses import dataclass

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId, PostId
from bot.domain.receipt import Listed, SavedPost
from bot.domain.subject import Alias, Subject, SubjectKey
from bot.errors import UnknownSubject
from bot.subjects.completing import Fit, Typed, own_names
from bot.subjects.resolve import Resolver
from storage import ChannelStore, PostFilter

MOST_CHOICES = 25
"""As many as are offered while a name is typed."""


@dataclass(frozen=True, slots=True)
class PostQuery:
    """Which saved posts to list.

    `subject` is given by any of its names. `typed` is looked for in author, date, platform and id, and in the first
    words of the newest posts. `saved_by`: only what this person saved, others too or not.
    """

    subject: str | None = None
    author: str | None = None
    typed: str | None = None
    saved_by: str | None = None
    limit: int = 50
    offset: int = 0


class Browsing(AtDesk):
    """Lists of what a channel holds. What can be chosen from comes from the channel's own store alone."""

    async def posts(self, channel: ChannelId, query: PostQuery) -> list[Listed]:
        """Saved posts, newest saving first; none where the subject's name is nobody's."""
        key = None
        if query.subject is not None:
            subject = await self._named(channel, query.subject)
            if subject is None:
                return []
            key = subject.key
        wanted = PostFilter(key, query.author, query.typed, query.saved_by, query.limit, query.offset)
        return await self._channel(channel).posts(wanted)

    async def post(self, channel: ChannelId, post_id: PostId) -> SavedPost:
        """A saved post with its arguments and with what was put right of it. Errors: UnknownPost."""
        store = self._channel(channel)
        # In this order: a post that is read meanwhile is told as waiting, and never as one that argues nothing.
        post = await store.post(post_id)
        waiting = await store.is_waiting(post_id)
        arguments, put_right = tuple(await store.arguments_of(post_id)), await store.corrections(post_id)
        return SavedPost(post=post, arguments=arguments, waiting=waiting, corrections=put_right)

    async def subject(self, channel: ChannelId, name: str) -> Subject:
        """Whom a name means here: first what the channel holds, by key or display name, then any name of the table or
        the channel's own. Errors: UnknownSubject.
        """
        found = await self._named(channel, name)
        if found is None:
            raise UnknownSubject(name=name)
        return found

    async def subjects(self, channel: ChannelId, typed: str, limit: int | None = MOST_CHOICES) -> list[Subject]:
        """The subjects that the channel holds arguments on and whose names `typed` stands in, in any language, script
        or case: those that begin with it first, then those with most arguments; without a text, all.
        At most `limit`; all where that is None.
        """
        store, asked = self._channel(channel), Typed.of(typed, self._desk.companies)
        held = await self._held(store)
        aliases = [alias for alias in await store.aliases() if asked.fit([alias.name]) is not Fit.NOWHERE]
        also = asked.in_table()
        own = self._meant(aliases) if asked.text else {}
        return asked.best(held, lambda one: [*own_names(one), *also.get(one.key, ()), *own.get(one.key, ())])[:limit]

    async def _held(self, store: ChannelStore) -> list[Subject]:
        """What arguments are held on, most first; a company too on whose segments alone they are."""
        described = {subject.key: subject for subject in await store.subjects()}
        found = [described.get(key) or self._desk.companies.by_key(key) for key in await store.weights()]
        return [subject for subject in found if subject is not None]

    def _meant(self, aliases: list[Alias]) -> dict[SubjectKey, list[str]]:
        """The channel's own names, by the company that they mean."""
        resolver, names = Resolver(self._desk.companies, aliases), dict[SubjectKey, list[str]]()
        for alias in aliases:
            if subject := resolver.named(alias.name):
                names.setdefault(subject.key, []).append(alias.name)
        return names

    async def authors(self, channel: ChannelId, typed: str, limit: int | None = MOST_CHOICES) -> list[str]:
        """Whose posts the channel holds, in the order of `subjects`; not those who are only reported."""
        asked = Typed.of(typed, self._desk.companies)
        return asked.best(await self._channel(channel).authors(), lambda name: [name.lstrip("@")])[:limit]

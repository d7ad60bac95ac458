"""What a message says now, against what was saved from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.post import PasteId, PostId
from storage import ids
from storage.corrections import NewPost, carry_over
from storage.database import Session
from storage.erasure import Erasure, Saving
from storage.kept import ReadPaste, Revision, Saver
from storage.posts import Posts
from storage.rows import compact

SAVINGS = """SELECT t.digest, s.paste_id, s.post_id, s.position, s.saved_by, s.saved_at, s.url
             FROM savings s INDEXED BY savings_by_source
             JOIN pastes t ON t.channel_id = s.channel_id AND t.paste_id = s.paste_id
             WHERE s.channel_id = $1 AND s.source = $2 ORDER BY s.position"""
FORGOTTEN = "SELECT digest FROM forgotten_texts WHERE channel_id = $1 AND source = $2"
SAVED_ELSEWHERE = """SELECT DISTINCT post_id FROM savings
                     WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($3))
                     AND (source IS NULL OR source <> $2 OR paste_id NOT IN (SELECT value FROM json_each($4)))"""


@dataclass(frozen=True, slots=True)
class SavedAs:
    """A saving from `SAVINGS`."""

    digest: str
    paste_id: PasteId
    post_id: PostId
    position: int
    saved_by: str
    saved_at: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """The savings from a message, earliest first, and the digests of its texts of which nothing is to come back."""

    savings: tuple[SavedAs, ...]
    forgotten: frozenset[str]

    def lets_in(self, one: ReadPaste) -> bool:
        """Whether a text of it may be kept: nobody forgot it, and something that its saver saved from there stands."""
        stands = any(saving.saved_by == one.paste.saved_by for saving in self.savings)
        return stands and ids.paste_digest(one.paste.raw) not in self.forgotten

    def within(self, pastes: Sequence[PasteId]) -> list[Saving]:
        """The savings of these pastes."""
        return [Saving(one.post_id, one.position, one.paste_id) for one in self.savings if one.paste_id in pastes]

    def beside(self, pastes: Sequence[PasteId]) -> set[PostId]:
        """The posts of all other pastes."""
        return {one.post_id for one in self.savings if one.paste_id not in pastes}


class Revising(Posts, Erasure):
    """What was saved from a message follows it."""

    async def revision(self, source: str, texts: Sequence[str]) -> Revision | None:
        """What changes where a message holds these texts now; None where nothing does, or nothing is saved from it.

        A text that was forgotten is not taken for new.
        """
        async with self._reading() as session:
            said = await self._said(session, source)
            wanted = {digest: text for text in texts if (digest := ids.paste_digest(text)) not in said.forgotten}
            gone = [saving for saving in said.savings if saving.digest not in wanted]
            if not said.savings or not (gone or wanted.keys() - {saving.digest for saving in said.savings}):
                return None
            leaving = await self._leaving(session, source, gone)
        return Revision(_missing(wanted, said.savings), tuple({saving.paste_id: None for saving in gone}), leaving)

    async def revise(self, source: str, new: Sequence[ReadPaste], gone: Sequence[PasteId]) -> None:
        """Keep what a message says now and undo the savings of what it no longer says, all at once: whoever deletes
        something of it meanwhile does so before or after. What was deleted since it was read is not kept again. What
        people put right of a post holds for the one that the message says instead.

        Errors: as of `keep`; then nothing changes.
        """
        async with self._deleting() as session:
            said = await self._said(session, source)
            stays, there = said.beside(gone), list[NewPost]()
            for one in filter(said.lets_in, new):
                kept = await self._keep(session, one.paste, one.reading, one.known)
                stays |= {saved.post.post_id for saved in kept}
                pairs = zip(kept, one.known, strict=True)
                there += [NewPost(saved.post, known.fingerprint) for saved, known in pairs if not saved.duplicate_of]
            leaving = said.within(gone)
            left = {saving.post_id: None for saving in leaving if saving.post_id not in stays}
            await carry_over(session, self.channel_id, list(left), there)
            await self._withdraw(session, leaving)

    async def _said(self, session: Session, source: str) -> Said:
        """Of no message nothing was saved."""
        savings = [SavedAs(*row) for row in await session.rows(SAVINGS, self.channel_id, source)]
        forgotten = {row[0] for row in await session.rows(FORGOTTEN, self.channel_id, source)}
        # Of a text with several posts those that nobody forgot still stand.
        return Said(tuple(savings), frozenset(forgotten - {saving.digest for saving in savings}))

    async def _leaving(self, session: Session, source: str, gone: Sequence[SavedAs]) -> frozenset[PostId]:
        """The posts that are saved in nothing but these savings."""
        posts, pastes = {saving.post_id for saving in gone}, {saving.paste_id for saving in gone}
        within = (source, compact(list(posts)), compact(list(pastes)))
        staying = {row[0] for row in await session.rows(SAVED_ELSEWHERE, self.channel_id, *within)}
        return frozenset(posts - staying)


def _missing(wanted: Mapping[str, str], savings: Sequence[SavedAs]) -> tuple[tuple[str, Saver], ...]:
    """The texts, by digest, that are not saved yet for all who saved from here."""
    there = {(saving.digest, saving.saved_by) for saving in savings}
    savers: dict[str, Saver] = {}
    for saving in savings:
        savers.setdefault(saving.saved_by, Saver(saving.saved_by, datetime.fromisoformat(saving.saved_at), saving.url))
    return tuple(
        (text, saver)
        for digest, text in wanted.items()
        for saver in savers.values()
        if (digest, saver.saved_by) not in there
    )

"""Putting right what was misread of a post."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.casebook.browsing import Browsing
from bot.domain.correction import Correction, Field
from bot.domain.post import ChannelId, PostId
from bot.domain.receipt import SavedPost
from bot.domain.subject import Subject
from bot.domain.text import keepable
from bot.intake.ingest import AT_MOST


class Correcting(Browsing):
    """What a person puts right wins over every reading of the post, and everything that is told of it follows: lists,
    answers, points, timelines. Its id and its words stay, and so does what was read."""

    async def correct(self, channel: ChannelId, post_id: PostId, typed: Mapping[Field, str], by: str) -> SavedPost:
        """Put the typed fields of a post right; an empty text says that the post has none, and of its company that it
        is to be read from the post again. The post as it is now, which may wait to be read again: see `finish`.

        The company is what the post is about: what it argues about its main subject becomes an argument about this
        one (`bot.domain.correction.moved`); what it argues about others stays.
        Errors: UnknownPost, BadDate, BadUrl, UnknownSubject, NameTooLong; nothing was changed then.
        """
        now, before = datetime.now(UTC), await self.post(channel, post_id)
        values = {field: await self._value(channel, field, text.strip(), now) for field, text in typed.items()}
        about = values.get(Field.SUBJECT)
        if isinstance(about, Subject) and before.about is not None and about.key == before.about.key:
            del values[Field.SUBJECT]
        put_right = [
            Correction(field=field, value=value, read=None, by=keepable(by), at=now) for field, value in values.items()
        ]
        store = self._channel(channel)
        async with self._desk.changing:
            await store.correct(post_id, put_right)
        await store.group(self._desk.ingest.grouping, AT_MOST)
        return await self.post(channel, post_id)

    async def _value(self, channel: ChannelId, field: Field, text: str, now: datetime) -> Subject | str | None:
        from bot.intake.dates import posted_on  # with the intake comes what a question need not wait for
        from bot.intake.links import checked_address

        if not text:
            return None
        match field:
            case Field.AUTHOR:
                return " ".join(keepable(text).split()) or None
            case Field.DATE:
                return posted_on(text, now).isoformat()
            case Field.URL:
                return checked_address(keepable(text))
            case Field.SUBJECT:
                return await self.subject(channel, text)

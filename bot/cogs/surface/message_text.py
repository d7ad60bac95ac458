"""What a message holds that can be saved: what was typed, what was forwarded or embedded in it, and its files."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import aiohttp
import discord

from bot.domain.post import Skipped
from bot.domain.text import Locale
from bot.errors import CasebookError, FileUnreadable, TooLarge, UnreadableFile
from bot.intake.files import KINDS, FileText, is_readable_name, most_bytes, text_of_file
from bot.locales import wording

TABLE = "discord_save"

_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Texts:
    """Each text is a paste of its own; `unread` says what could not be read, and why; `skipped` what was left out."""

    texts: tuple[str, ...] = ()
    unread: tuple[CasebookError, ...] = ()
    skipped: tuple[Skipped, ...] = ()


async def texts_of(message: discord.Message, *, me: int | None = None) -> Texts:
    """All texts of a message. Files are read at once: their addresses expire.

    `me` is whose mention at its beginning is a call and no part of the post, with the word for saving behind it.
    """
    said = message.content if me is None else without_call(message.content, me)
    snapshots = message.message_snapshots
    typed = [*_typed(said, message.embeds), *(text for one in snapshots for text in _typed(one.content, one.embeds))]
    files = await read_files([*message.attachments, *(file for one in snapshots for file in one.attachments)])
    return replace(files, texts=(*typed, *files.texts))


def without_call(content: str, me: int) -> str:
    """What was said to us, without our mention and the word for saving at its beginning."""
    words = "|".join(wording(locale).say(TABLE, "calls") for locale in Locale)
    call = re.compile(rf"\s*<@!?{me}>[\s,:，：]*(?:(?:{words})(?:[\s,:，：]+|$))?", re.IGNORECASE)
    return call.sub("", content, count=1) if call.match(content) else content


async def read_files(files: Sequence[discord.Attachment]) -> Texts:
    """The text of each file, in their order; one that can't be read does not keep the others from it."""
    read, unread = list[FileText](), list[CasebookError]()
    for file in files:
        try:
            read.append(await _text_of(file))
        except CasebookError as error:
            unread.append(error)
    skipped = tuple(part for one in read for part in one.skipped)
    return Texts(tuple(one.text for one in read), tuple(unread), skipped)


async def _text_of(file: discord.Attachment) -> FileText:
    """Errors: UnreadableFile, TooLarge (before anything is fetched), FileUnreadable, those of `text_of_file`."""
    if not is_readable_name(file.filename, file.content_type):
        raise UnreadableFile(source=file.filename, kinds=", ".join(KINDS))
    limit = most_bytes(file.filename, file.content_type)
    if file.size > limit:
        raise TooLarge(source=file.filename, size=file.size, limit=limit)
    try:
        data = await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise FileUnreadable(path=file.filename, reason=type(error).__name__) from error
    return await asyncio.to_thread(text_of_file, file.filename, data)


def _typed(content: str, embeds: Sequence[discord.Embed]) -> Iterator[str]:
    """What was typed, and each embed. Embeds beside words and a link are Discord's previews, and nobody's post."""
    links, words = _LINK.search(content), _LINK.sub("", content).strip()
    embedded = [] if links and words else [text for embed in embeds if (text := _embedded(embed))]
    if words or (links and not embedded):
        yield content
    yield from embedded


def _embedded(embed: discord.Embed) -> str:
    """An embed as it would have been pasted: who and when, title, text, fields, footer, address."""
    fields = [f"{field.name}: {field.value}" for field in embed.fields]
    parts = [embed.title, embed.description, "\n".join(fields), embed.footer.text]
    words = [part.strip() for part in parts if part and part.strip()]
    if not words:
        return ""
    return "\n\n".join([*_head(embed), *words, *([embed.url] if embed.url else [])])


def _head(embed: discord.Embed) -> list[str]:
    """As the intake knows heads: `name · date`, or a labelled name."""
    name = " ".join((embed.author.name or "").split())
    if not name:
        return []
    if embed.timestamp is None:
        return [wording(Locale.ENGLISH).say(TABLE, "head", name=name)]
    return [wording(Locale.ENGLISH).say(TABLE, "dated_head", name=name, date=f"{embed.timestamp:%Y-%m-%d %H:%M}")]

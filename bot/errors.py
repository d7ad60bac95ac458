"""Every failure that a person can act on, in one tree.

    CasebookError
    ├── BadInput            what was given can't be used; nothing was stored
    │   ├── NothingToSave · NotText · TooLarge · QuestionTooLong · EmptyQuestion · NoChannel
    │   ├── BadUrl · OwnMessage · NotAChoice · TooManyPages · LockedPdf · NoTextInPdf · BrokenPdf · UnreadableFile
    │   ├── FileUnreadable · UnknownPost · UnknownSubject · UnknownAnswer · BadImport · UnknownAlias
    │   └── BadAlias: AliasWithoutName · AliasWithoutCompany · AliasTooLong · OrdinaryAlias
    ├── StoreError
    │   └── StoreUnwritable · StoreNotOurs · StoreTooNew · StoreLocked · StoreFull · StoreUnsupported
    ├── Refused             the one who asks may not, or not now
    │   └── NotAllowed · NotAllowedThere · NotTheirs · AliasTaken · ExportTooLarge · OutOfSight · TooOften
    ├── DiscordError
    │   └── NoToken · BadToken · NoPermission · DiscordDown
    ├── EmbeddingsFailed
    └── BadSettings

Rooms raise; only an entry (`bot/cli`, `bot/cogs`) catches, and turns `wording` and `details` into one sentence.
"""

from typing import ClassVar


class CasebookError(Exception):
    """Something that a person can act on.

    `wording` names its sentence under `[errors]` in every locale; `details` fills that sentence's holes.
    `retryable` says whether the same call may succeed later without anything being mended.
    """

    wording: ClassVar[str] = "unexpected"
    retryable: ClassVar[bool] = False

    def __init__(self, **details: object) -> None:
        super().__init__(self.wording, details)
        self.details = details


class BadInput(CasebookError):
    """What was given can't be used; nothing of it was stored."""


class NothingToSave(BadInput):
    """The paste holds no text. Details: source."""

    wording = "nothing_to_save"


class NotText(BadInput):
    """The bytes are not text. Details: source."""

    wording = "not_text"


class TooLarge(BadInput):
    """More text than one paste may hold. Details: source, size, limit (bytes)."""

    wording = "too_large"


class BadUrl(BadInput):
    """No address of a web page. Details: url."""

    wording = "bad_url"


class OwnMessage(BadInput):
    """A message of the bot's own, which holds nobody's post."""

    wording = "own_message"


class TooManyPages(BadInput):
    """A PDF of more pages than one file may have. Details: source, pages, limit."""

    wording = "too_many_pages"


class LockedPdf(BadInput):
    """A PDF that opens only with a password, or by a cipher that we can't undo. Details: source."""

    wording = "locked_pdf"


class NoTextInPdf(BadInput):
    """A PDF of pictures: scanned, or its letters are drawn. Details: source."""

    wording = "no_text_in_pdf"


class BrokenPdf(BadInput):
    """A PDF that is damaged, or so intricate that reading it would not end. Details: source."""

    wording = "broken_pdf"


class UnreadableFile(BadInput):
    """A kind of file that no text is read from. Details: source, kinds (those that can be read)."""

    wording = "unreadable_file"


class EmptyQuestion(BadInput):
    """The question holds no words."""

    wording = "empty_question"


class QuestionTooLong(BadInput):
    """Details: size, limit (characters)."""

    wording = "question_too_long"


class NoChannel(BadInput):
    """The channel's name is empty."""

    wording = "no_channel"


class FileUnreadable(BadInput):
    """A file is not there or can't be read. Details: path, reason."""

    wording = "file_unreadable"


class UnknownPost(BadInput):
    """No such post in this channel. Details: post_id."""

    wording = "unknown_post"


class UnknownAnswer(BadInput):
    """No such answer was given in this channel, or it was dropped since. Details: answer_id."""

    wording = "unknown_answer"


class UnknownSubject(BadInput):
    """A name that means no company here. Details: name."""

    wording = "unknown_subject"


class UnknownAlias(BadInput):
    """Details: name."""

    wording = "unknown_alias"


class BadAlias(BadInput):
    """A name that a channel can't give a company. Details of all: name, limit (characters)."""


class AliasWithoutName(BadAlias):
    """There is nothing to call the company by."""

    wording = "alias_without_name"


class AliasWithoutCompany(BadAlias):
    """There is nothing that the name could mean."""

    wording = "alias_without_company"


class AliasTooLong(BadAlias):
    """The name, or the company's."""

    wording = "alias_too_long"


class OrdinaryAlias(BadAlias):
    """A word that stands in every other sentence."""

    wording = "ordinary_alias"


class BadImport(BadInput):
    """A line of an import can't be read. Details: path, line, reason."""

    wording = "bad_import"


class NotAChoice(BadInput):
    """Something was chosen that is not offered (any more)."""

    wording = "not_a_choice"


class StoreError(CasebookError):
    """The store can't do what was asked. Details of all: store."""


class StoreUnwritable(StoreError):
    """Details: store, reason."""

    wording = "store_unwritable"


class StoreNotOurs(StoreError):
    """The file is no SQLite database, is damaged, or belongs to another program. Details: store, reason."""

    wording = "store_not_ours"


class StoreTooNew(StoreError):
    """A newer Casebook wrote it. Details: store, found, known (schema versions)."""

    wording = "store_too_new"


class StoreLocked(StoreError):
    """Another process held the store for longer than we waited. Details: store, waited (seconds)."""

    wording = "store_locked"
    retryable = True


class StoreFull(StoreError):
    """The disk is full; the last save was undone. Details: store."""

    wording = "store_full"


class StoreUnsupported(StoreError):
    """No driver for this URL. Details: store."""

    wording = "store_unsupported"


class Refused(CasebookError):
    """The one who asks may not do that, or not now."""


class NotAllowed(Refused):
    """Details: permission (Discord's name of the one that is missing)."""

    wording = "not_allowed"


class NotAllowedThere(Refused):
    """Details: permission (as in `NotAllowed`), channel (the id of the one in which it is missing)."""

    wording = "not_allowed_there"


class NotTheirs(Refused):
    """Somebody else saved or added it, and it takes a moderator to change that."""

    wording = "not_theirs"


class AliasTaken(Refused):
    """A name that means something already, and it takes a moderator to change that. Details: name, company."""

    wording = "alias_taken"


class ExportTooLarge(Refused):
    """More than fits into the files of one message. Details: size (megabytes), channel."""

    wording = "export_too_large"


class OutOfSight(Refused):
    """The person can't see the channel that this is about (any more)."""

    wording = "out_of_sight"


class TooOften(Refused):
    """Details: moment (seconds of the epoch from which there is room again). `who` is the person or channel, by id."""

    wording = "too_often"
    retryable = True

    def __init__(self, moment: int, who: int) -> None:
        super().__init__(moment=moment)
        self.moment = moment
        self.who = who


class DiscordError(CasebookError):
    """Discord does not let the bot in, or not do what it was asked."""


class NoToken(DiscordError):
    """There is no token to log in with."""

    wording = "no_token"


class BadToken(DiscordError):
    """Discord knows no bot by this token."""

    wording = "bad_token"


class NoPermission(DiscordError):
    """The bot's own role may not do that here. Details: reason (Discord's words)."""

    wording = "no_permission"


class DiscordDown(DiscordError):
    """Discord can't be reached, or does not answer as it should. Details: reason."""

    wording = "discord_down"
    retryable = True


class EmbeddingsFailed(CasebookError):
    """The embeddings endpoint can't be reached or answered wrongly. Details: reason."""

    wording = "embeddings_failed"
    retryable = True


class BadSettings(CasebookError):
    """Details: name (of the variable), reason."""

    wording = "bad_settings"

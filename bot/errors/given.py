"""What was given can't be used."""

from bot.errors.base import CasebookError


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


class PostTooLong(BadInput):
    """A post that is longer than whoever runs the casebook wants to have read. Details: source, size, limit
    (characters)."""

    wording = "post_too_long"


class BadUrl(BadInput):
    """No address of a web page. Details: url."""

    wording = "bad_url"


class OwnMessage(BadInput):
    """A message of the bot's own, which holds nobody's post."""

    wording = "own_message"


class TooManyPages(BadInput):
    """A PDF of more pages than one file may have. Details: source, pages, limit."""

    wording = "too_many_pages"


class LockedFile(BadInput):
    """A file that opens only with a password, or by a cipher that we can't undo. Details: source."""

    wording = "locked_file"


class NoTextInPdf(BadInput):
    """A PDF of pictures: scanned, or its letters are drawn. Details: source."""

    wording = "no_text_in_pdf"


class BrokenPdf(BadInput):
    """A PDF that is damaged, or so intricate that reading it would not end. Details: source."""

    wording = "broken_pdf"


class BrokenFile(BadInput):
    """A document, page or letter that is damaged, or so large or intricate inside that reading it would not end.
    Details: source."""

    wording = "broken_file"


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


class NameTooLong(BadInput):
    """Of a channel, a person, an author or a source: no store can look things up by it. Details: name (how it begins),
    limit (bytes)."""

    wording = "name_too_long"


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


class BadSince(BadInput):
    """No time to count from: neither days back nor a date, or one that lies ahead. Details: since."""

    wording = "bad_since"


class BadDate(BadInput):
    """No day on which a post can have been posted. Details: date (as it was typed)."""

    wording = "bad_date"


class UnknownZone(BadInput):
    """Details: zone (as it was typed), examples (names that there are, the nearest first)."""

    wording = "unknown_zone"


class BadShards(BadInput):
    """No shards of a bot can be named so. Details: shards (as they were typed)."""

    wording = "bad_shards"

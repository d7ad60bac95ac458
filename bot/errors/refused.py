"""The one who asks may not, or not now."""

from bot.errors.base import CasebookError


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

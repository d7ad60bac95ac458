"""How a channel names companies, beside and against the names that everybody knows."""

from pydantic import BaseModel

from bot.domain.post import PostId
from bot.domain.subject import Alias, Subject
from bot.domain.text import Kept


class SwitchedOff(BaseModel, frozen=True):
    """A name that everybody knows and that means nothing in this channel; a company's codes stay."""

    name: Kept
    by_whom: Kept


class Glossary(BaseModel, frozen=True):
    """What goes before the names of the table. An own name goes before one that is switched off, too."""

    aliases: tuple[Alias, ...] = ()
    off: tuple[SwitchedOff, ...] = ()

    @property
    def names_off(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.off)


class TaggedPost(BaseModel, frozen=True):
    """A saved post that names a company by a code, as far as nicknames are looked for in it.

    `person`: its author, or who saved it where it has none. `link`: where it can be read, if that is known.
    """

    post_id: PostId
    person: str
    body: str
    link: str | None = None


class Suggestion(BaseModel, frozen=True):
    """A nickname that posts put beside a company's code: nothing but a proposal until somebody accepts it."""

    name: str
    subject: Subject
    posts: int
    people: int
    example: TaggedPost
    """The newest of the posts."""

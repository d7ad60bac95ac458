"""The companies as one channel names them: the table, and over it the channel's aliases."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.post import Ticker
from bot.domain.subject import Alias, Subject, SubjectKey, SubjectKind
from bot.subjects.companies import Companies
from bot.subjects.folding import is_charwise, name_form
from bot.subjects.listings import CRYPTO, INDEX, listing
from bot.subjects.senses import Role, Sense
from bot.subjects.spotting import Place, Spotter, longest
from bot.subjects.typos import Typos

LEGAL_FORM = re.compile(
    r"(?:,? (?:inc|corp|corporation|ltd|limited|plc|co|company|holdings|group)\.?|公司|股份|集团|集團)$"
)
KINDS = {INDEX: SubjectKind.INDEX, CRYPTO: SubjectKind.COIN}
SURE_ROLES = ("n ", "b ")
"""How the derived file begins the senses of a name that is sure, no ticker and no person."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """A place in a text, and what may be meant there."""

    place: Place
    senses: tuple[Sense, ...]


class Roster:
    def __init__(self, companies: Companies, aliases: Sequence[Alias], off: Sequence[str] = ()) -> None:
        self._companies = companies
        self._off = {self._alias_form(name) for name in off}
        # What a person said comes last and so stays, where a cashtag taught the same name.
        ranked = [alias for alias in sorted(aliases, key=lambda alias: not alias.learned) if alias.name.strip()]
        self._taught = {one.company: one.name for one in ranked if one.learned and one.company.startswith("$")}
        self._aliases = {self._alias_form(alias.company): alias for alias in ranked if self._is_new(alias)}
        named = {self._alias_form(alias.name): alias for alias in ranked}
        # A person's word goes before a switch, and a switch before what a cashtag taught.
        self._aliases |= {form: one for form, one in named.items() if not (one.learned and form in self._off)}
        self._off -= self._aliases.keys()
        self._targets: dict[str, Subject] = {}
        self._subjects: dict[SubjectKey, Subject] = {}
        self._senses: dict[str, tuple[Sense, ...]] = {}
        self._spotter = Spotter.over(self._aliases)
        self._typos: Typos | None = None

    def knows(self, ticker: Ticker) -> bool:
        return self._companies.key_of(ticker) is not None

    def is_alias(self, name: str) -> bool:
        return self._alias_form(name) in self._aliases

    def is_off(self, name: str) -> bool:
        """Whether a name of the table means nothing here; one of the channel's own is never off."""
        return bool(self._off) and self._alias_form(name) in self._off

    def is_known(self, name: str) -> bool:
        """Whether the table or the channel knows a name, switched off or not, as anything at all."""
        return self.is_alias(name) or bool(self._companies.senses(name_form(name)))

    def meanings(self, name: str) -> list[Subject]:
        """Everybody whom the table knows by a name, in whatever role; by a code nobody."""
        senses = self._companies.senses(name_form(name))
        keys = dict.fromkeys(sense.key for sense in senses if sense.role is not Role.TRAP)
        return [self.subject(key) for key in keys]

    def simplified(self, text: str) -> str:
        return self._companies.simplified(text)

    def places(self, low: str) -> Iterator[Meanings]:
        """The names in a text that is plain and in lower case: the channel's own, the table's where they are longer."""
        own = self._spotter.find(self._companies.simplified(low)) if self._aliases else []
        for place in longest([*own, *self._companies.spotter.find(low)]):
            yield Meanings(place, self.senses(place.form))

    def senses(self, form: str) -> tuple[Sense, ...]:
        """What a form means here; kept, for a text says a name many times."""
        if form not in self._senses:
            self._senses[form] = self._senses_of(form)
        return self._senses[form]

    def _senses_of(self, form: str) -> tuple[Sense, ...]:
        alias = self._aliases.get(form)
        if alias is None:
            return () if self.is_off(form) else self._companies.senses(form)
        # A name that only a cashtag taught may be an ordinary word: it counts as it was written.
        written = alias.name if alias.learned and not is_charwise(alias.name) else None
        return (
            Sense(
                Role.NAME, self._target(alias).key, alias.learned and form in self._companies.ordinary, written=written
            ),
        )

    def subject(self, key: SubjectKey) -> Subject:
        if key not in self._subjects:
            self._subjects[key] = self._companies.by_key(key) or self._own(key)
        return self._subjects[key]

    def subject_of(self, ticker: Ticker) -> Subject:
        """The table's company, the one that the tag's name means, or one known by this listing alone."""
        key = self._companies.key_of(ticker)
        if key is None and ticker.name:
            known = self._known(name_form(ticker.name))
            key = known.key if known else None
        return self.subject(key) if key else self._listed(ticker)

    def named(self, name: str) -> Subject | None:
        form = name_form(name)
        if not form:
            return None
        if alias := self._aliases.get(self._alias_form(name)):
            return self._target(alias)
        if self.is_off(name):
            return None
        return self.in_table(name) or self._guessed(form)

    def _alias_form(self, name: str) -> str:
        """A channel's names are kept in simplified characters and found in both."""
        return self._companies.simplified(name_form(name))

    def _is_new(self, alias: Alias) -> bool:
        """Whether a person's alias names a company that the table lacks: the company's own name is to be found too."""
        return not alias.learned and self.in_table(alias.company) is None

    def guesses(self, word: str) -> list[Subject]:
        """The companies that a misspelt word or two may mean, one or none in most cases."""
        if self._typos is None:
            table = [form for form, senses in self._companies.names().items() if senses.startswith(SURE_ROLES)]
            self._typos = Typos([*table, *self._aliases], self._companies.ordinary)
        found = {sense.key: sense for form in self._typos.nearest(word) for sense in self.senses(form)}
        return [self.subject(key) for key in found]

    def _guessed(self, form: str) -> Subject | None:
        guesses = self.guesses(form)
        return guesses[0] if len(guesses) == 1 else None

    def in_table(self, name: str) -> Subject | None:
        """Whom the table means by a name or a code, with or without its legal form."""
        form = name_form(name)
        bare = LEGAL_FORM.sub("", form)
        return self._known(form) or self._by_code(name.strip()) or (self._known(bare) if bare else None)

    def _known(self, form: str) -> Subject | None:
        """Whom the table means by a form; None where it means several alike."""
        senses = [sense for sense in self._companies.senses(form) if sense.role is not Role.TRAP]
        naming = [sense for sense in senses if not sense.weak] or senses
        better = [sense for sense in naming if sense.role is Role.NAME] or naming
        return self._companies.by_key(better[0].key) if len(better) == 1 else None

    def _by_code(self, code: str) -> Subject | None:
        """`$TSLA`, `1810.HK`, `600519`, or the key of a company that a cashtag taught."""
        ticker = listing(code.removeprefix("$").removesuffix("$"))
        if ticker is None:
            return None
        known = self._companies.by_ticker(ticker)
        return known or (self._listed(ticker) if tag_key(ticker) in self._taught or code.startswith("$") else None)

    def _target(self, alias: Alias) -> Subject:
        """The company that an alias points to, looked up when it is first met. An alias never points to an alias."""
        if alias.company not in self._targets:
            self._targets[alias.company] = self.in_table(alias.company) or _unheard_of(alias.company)
        return self._targets[alias.company]

    def _own(self, key: SubjectKey) -> Subject:
        targets = (self._target(alias) for alias in self._aliases.values())
        return next(target for target in targets if target.key == key)

    def _listed(self, ticker: Ticker) -> Subject:
        key = tag_key(ticker)
        name = self._taught.get(key) or ticker.name or ticker.symbol
        return Subject(
            key=key,
            name=name,
            name_zh=name if is_charwise(name) else None,
            kind=KINDS.get(ticker.market, SubjectKind.COMPANY),
            tickers=(Ticker(symbol=ticker.symbol, market=ticker.market),),
        )


def tag_key(ticker: Ticker) -> SubjectKey:
    """The key of a company that is known by its cashtag alone: `$XIACY.US`."""
    return SubjectKey(f"${ticker.symbol}.{ticker.market}")


def _unheard_of(name: str) -> Subject:
    """A company that no table knows, under the name that a person gave it."""
    return Subject(key=SubjectKey(f"={name.casefold()}"), name=name, name_zh=name if is_charwise(name) else None)

"""Time zones as people type them."""

from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.errors import UnknownZone

EXAMPLES = ("Asia/Hong_Kong", "America/New_York", "Europe/London")
NEAREST = 3
NEAR = 70
"""Of 100: how alike a city's name has to be for its zone to be offered."""
BY_OFFSET = "Etc/"
"""Zones of one offset, whose signs are the reverse of what people mean: only their whole names find them."""
LONGEST = 60
"""Characters of what was typed that are told again."""


def zone_named(typed: str) -> str:
    """The IANA's name of a zone, given by that or by its city, in any case, with spaces or without.

    Errors: UnknownZone, with names that may be meant.
    """
    wanted = "_".join(typed.split()).casefold()
    if wanted in _names():
        return _names()[wanted]
    if wanted in _cities():
        return _cities()[wanted]
    city = wanted.rpartition("/")[2]
    near = process.extract(city, list(_cities()), scorer=fuzz.ratio, limit=NEAREST, score_cutoff=NEAR)
    examples = [_cities()[name] for name, _, _ in near] or EXAMPLES
    raise UnknownZone(zone=typed.strip()[:LONGEST], examples=", ".join(examples))


@cache
def _names() -> dict[str, str]:
    """Every zone by its folded name."""
    return {name.casefold(): name for name in sorted(available_timezones())}


@cache
def _cities() -> dict[str, str]:
    """Zones by the city in their names, where just one has it."""
    cities: dict[str, list[str]] = {}
    for name in _names().values():
        if "/" in name and not name.startswith(BY_OFFSET):
            cities.setdefault(name.rpartition("/")[2].casefold(), []).append(name)
    return {city: names[0] for city, names in cities.items() if len(names) == 1}

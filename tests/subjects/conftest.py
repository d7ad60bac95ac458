"""The table, loaded once: it never changes."""

import pytest

from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver


@pytest.fixture(scope="session")
def companies() -> Companies:
    return Companies.load()


@pytest.fixture(scope="session")
def resolver(companies: Companies) -> Resolver:
    return Resolver(companies)

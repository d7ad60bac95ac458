"""The front door: everything that a person can do with a casebook, for the terminal and Discord alike."""

from typing import TYPE_CHECKING

from bot.answers.answer import Answerer
from bot.casebook.asking import Asking, CaseQuery
from bot.casebook.browsing import Browsing, PostQuery
from bot.casebook.desk import Desk
from bot.casebook.following import Following
from bot.casebook.forgetting import Forgetting
from bot.casebook.health import Health
from bot.casebook.moving import Moving
from bot.casebook.naming import Naming
from bot.casebook.saving import Saving
from bot.casebook.settings import Setting
from bot.casebook.shown import Showing
from bot.intake.ingest import Ingest

if TYPE_CHECKING:
    from bot.arguments.extract import Extractor
    from bot.embeddings.embedder import Embedder
    from bot.subjects.companies import Companies
    from storage import Store

__all__ = ["CaseQuery", "Casebook", "PostQuery"]


class Casebook(Saving, Following, Asking, Showing, Browsing, Forgetting, Naming, Setting, Moving, Health):
    """One store's casebooks, a channel at a time. Each part is described where it is written.

    Errors of every method: NoChannel, StoreError's children.
    """

    def __init__(
        self, store: "Store", companies: "Companies", extractor: "Extractor", embedder: "Embedder | None"
    ) -> None:
        ingest = Ingest(companies, extractor, embedder.name if embedder else None)
        super().__init__(Desk(store, companies, embedder, ingest, Answerer(companies, embedder)))

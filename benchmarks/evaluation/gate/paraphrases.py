"""Quotes with sentences that retell them rightly and wrongly, by a hand that wrote no training pair."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel

from benchmarks.evaluation.public.rows import read_records
from bot.domain.text import Language

FILE = "paraphrases.jsonl"


class Tongue(StrEnum):
    """How a text is written, as the file says it."""

    ENGLISH = "en"
    SIMPLIFIED = "zh"
    TRADITIONAL = "zh-hant"
    MIXED = "mix"

    @property
    def language(self) -> Language:
        return Language.ENGLISH if self is Tongue.ENGLISH else Language.CHINESE


class Told(BaseModel, frozen=True):
    """A sentence that its quote carries."""

    lang: Tongue
    text: str


class Mistold(Told, frozen=True):
    """A sentence that it doesn't: `kind` says what is wrong with it."""

    kind: str


class Paraphrased(BaseModel, frozen=True):
    lang: Tongue
    subject: str
    quote: str
    right: tuple[Told, ...]
    wrong: tuple[Mistold, ...]


def load_paraphrases(folder: Path) -> tuple[Paraphrased, ...]:
    """Shapes: empty where the set has none. Errors: ValidationError naming the field that is not as it should be."""
    file = folder / FILE
    return tuple(read_records(file, Paraphrased)) if file.exists() else ()

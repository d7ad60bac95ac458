"""What is trivial for sides: a line through words, learnt from other rows of the same set, blind to who is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.domain.argument import Stance

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

LONGEST_GRAM = 2


@dataclass(frozen=True, slots=True)
class Guess:
    stance: Stance
    leaning: Stance
    """The likelier of bull and bear."""


@dataclass(frozen=True, slots=True)
class TextModel:
    """TF-IDF of words and pairs of words, and a logistic regression."""

    pipeline: "Pipeline"

    @classmethod
    def of(cls, texts: Sequence[str], stances: Sequence[Stance]) -> Self:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline

        words = TfidfVectorizer(ngram_range=(1, LONGEST_GRAM), sublinear_tf=True)
        line = LogisticRegression(C=10, max_iter=1000, class_weight="balanced")
        return cls(make_pipeline(words, line).fit(texts, [stance.value for stance in stances]))

    def guess(self, texts: Sequence[str]) -> list[Guess]:
        names = [Stance(name) for name in self.pipeline.classes_]
        return [_guess(dict(zip(names, chances, strict=True))) for chances in self.pipeline.predict_proba(texts)]


def _guess(chances: dict[Stance, float]) -> Guess:
    return Guess(
        max(chances, key=lambda stance: chances[stance]),
        max((Stance.BULL, Stance.BEAR), key=lambda stance: chances.get(stance, 0.0)),
    )

"""What turns texts into vectors, whoever does it."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float32]
"""Shape (d,), of unit length: a dot product is a cosine."""
Matrix: TypeAlias = NDArray[np.float32]
"""Shape (n, d), rows of unit length."""


class Embedder(Protocol):
    """A model that embeds passages and questions into one space."""

    @property
    def name(self) -> str:
        """Of the model; vectors of different names can't be compared."""
        ...

    @property
    def dimensions(self) -> int: ...

    async def passages(self, texts: Sequence[str]) -> Matrix:
        """Vectors of texts to be found, a row each, in order. Errors: EmbeddingsFailed."""
        ...

    async def query(self, text: str) -> Vector:
        """The vector of a question. Errors: EmbeddingsFailed."""
        ...

    async def ping(self) -> None:
        """Embed a word, to see that it works. Errors: EmbeddingsFailed."""
        ...

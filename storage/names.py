"""What can be chosen from in a channel: what its arguments are about, and who wrote its posts."""

from collections import Counter

from bot.domain.subject import Subject, SubjectKey
from storage.bound import Bound
from storage.rows import subject_from
from storage.shelves import SUBJECTS

# Subjects and authors come from an index alone.
COUNT_SUBJECTS = "SELECT subject_key, count(*) FROM arguments WHERE channel_id = $1 GROUP BY subject_key"
AUTHORS = """SELECT author FROM posts WHERE channel_id = $1 AND author IS NOT NULL
             GROUP BY author ORDER BY count(*) DESC, author"""


class Names(Bound):
    """The names that a channel holds. They are asked for at every key that a person presses."""

    async def subjects(self) -> list[Subject]:
        """Everything that arguments are held on, in the order of keys."""
        async with self._glancing() as session:
            return [subject_from(row) for row in await session.rows(SUBJECTS, self.channel_id)]

    async def weights(self) -> dict[SubjectKey, int]:
        """How many arguments are held on each subject, most first. A company counts those on its segments too, and
        stands here for their sake alone if need be.
        """
        async with self._glancing() as session:
            counts = await session.rows(COUNT_SUBJECTS, self.channel_id)
        weights: Counter[SubjectKey] = Counter()
        for key, count in counts:
            parts = key.split("/")
            for end in range(1, len(parts) + 1):
                weights[SubjectKey("/".join(parts[:end]))] += count
        return dict(sorted(weights.items(), key=lambda weight: (-weight[1], weight[0])))

    async def authors(self) -> list[str]:
        """Everyone who wrote a post, most posts first."""
        async with self._glancing() as session:
            return [author for (author,) in await session.rows(AUTHORS, self.channel_id)]

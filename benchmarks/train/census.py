"""`make sentences`: what the training sentences are, and that none of them stands in a set that measures.

    python -m benchmarks.train.census [FOLDER ...]

Our own evaluation set is always looked through; each FOLDER is searched for `.jsonl` and `.txt` files.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.train.rows import SENTENCES, Row, read_rows
from bot.arguments.features import simplified

LENGTH = {True: 4, False: 9}
"""Characters of a shingle: Chinese, other."""
ALIKE = 0.6
"""From this share of common shingles on two sentences are nearly one, or a sentence stands in a text."""
LEAST = 8
"""Shingles that a sentence needs to be compared: "too dear" is everybody's."""
COMMON = 60
"""Sentences that share a shingle; one of more is a turn of phrase and says nothing."""
ITSELF = "sentences"
"""The folder of the training sentences, also where another copy of it lies among public sets."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """Sentences by what they are made of."""

    rows: Sequence[Row]
    of: Sequence[frozenset[str]]
    holding: dict[str, list[int]]

    @classmethod
    def among(cls, rows: Sequence[Row]) -> "Shingles":
        holding = defaultdict[str, list[int]](list)
        made = [shingles(row.text) for row in rows]
        for n, parts in enumerate(made):
            for part in parts if len(parts) >= LEAST else ():
                holding[part].append(n)
        return cls(rows, made, {part: found for part, found in holding.items() if len(found) <= COMMON})

    def like(self, parts: frozenset[str]) -> Iterator[tuple[int, int]]:
        """The sentences that share shingles with these, and how many."""
        yield from Counter(n for part in parts for n in self.holding.get(part, ())).items()


def shingles(text: str) -> frozenset[str]:
    """What a text is made of, whatever its case, script, punctuation and spaces."""
    plain = re.sub(r"[\W_]+", "", simplified(text))
    size = LENGTH[bool(re.search("[\u3400-\u9fff]", plain))]
    return frozenset(plain[at : at + size] for at in range(max(0, len(plain) - size + 1)))


def near_duplicates(known: Shingles) -> list[tuple[Row, Row]]:
    """Pairs of sentences that are nearly one, but for what is labelled for each of the companies that it speaks of."""
    found = []
    for n, parts in enumerate(known.of):
        for other, shared in known.like(parts):
            if other < n and shared >= ALIKE * len(parts | known.of[other]):
                found.append((known.rows[other], known.rows[n]))
    return [(left, right) for left, right in found if not is_twin(left, right)]


def is_twin(left: Row, right: Row) -> bool:
    """Whether one text was labelled for two companies."""
    return left.text == right.text and left.subject != right.subject


def standing_in(known: Shingles, text: str) -> list[Row]:
    """Arguments that stand in a text, word for word or nearly. A greeting or a legal line is everybody's."""
    found = [n for n, shared in known.like(shingles(text)) if shared >= ALIKE * len(known.of[n])]
    return [known.rows[n] for n in found if known.rows[n].argues]


def texts_of(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every text of a set: its text files, and the strings in its lines of JSON."""
    for path in sorted(folder.rglob("*.txt")):
        yield path, path.read_text(encoding="utf-8", errors="replace")
    for path in sorted(folder.rglob("*.jsonl")):
        if path.parent.name != ITSELF:
            for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
                yield from ((path, text) for text in _strings(json.loads(line)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def print_sizes(rows: Sequence[Row]) -> None:
    print(f"{len(rows)} sentences, {sum(row.argues for row in rows)} argue\n")
    print(f"{'file':14}{'rows':>7}{'bull':>7}{'bear':>7}{'neutral':>9}{'none':>7}{'longest':>9}  languages")
    for hand in sorted({row.hand for row in rows}):
        mine = [row for row in rows if row.hand == hand]
        sides = Counter(str(row.stance) if row.stance else "none" for row in mine)
        languages = ", ".join(f"{name} {count}" for name, count in Counter(row.lang for row in mine).most_common())
        counts = f"{sides['bull']:7}{sides['bear']:7}{sides['neutral']:9}{sides['none']:7}"
        print(f"{hand:14}{len(mine):7}{counts}{max(len(row.text) for row in mine):9}  {languages}")


def main(folders: Sequence[Path]) -> int:
    """Print it all; 1 where a sentence stands in a set that measures, else 0."""
    rows = read_rows()
    print_sizes(rows)
    known = Shingles.among(rows)
    doubles = near_duplicates(known)
    print(f"\nnearly the same: {len(doubles)} pairs")
    for left, right in doubles[:20]:
        print(f"  {left.hand}: {left.text}\n  {right.hand}: {right.text}")
    foreign = 0
    for folder in folders:
        found = {(row.hand, row.text): path for path, text in texts_of(folder) for row in standing_in(known, text)}
        print(f"of {folder.name}: {len(found)} sentences")
        for (hand, text), path in found.items():
            print(f"  {hand}, {path.name}: {text}")
        foreign += len(found)
    return int(foreign > 0)


if __name__ == "__main__":
    sys.exit(main([SENTENCES.parent.parent / "tests" / "evaluation", *map(Path, sys.argv[1:])]))

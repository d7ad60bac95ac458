"""Arguments in points whose places a test chooses: what is on one matter lies in one place."""

from collections.abc import Sequence

import numpy as np

from bot.domain.argument import Aspect
from bot.domain.post import ChannelId
from storage import Embedded, KeptArgument, KnownPost, Store
from tests.answers.given import View, pasted
from tests.storage.grouping import PLACES, ByVector

MATTERS = 64
GROUPING = ByVector()
ASPECTS = list(Aspect)


async def argue(store: Store, channel: str, views: Sequence[View], matters: Sequence[int] | None = None) -> None:
    """Keep each view as a post of its own, and bring all into points: those of one matter make one on each side.

    An aspect is a matter where none are named.
    """
    kept = store.channel(ChannelId(channel))
    for view, matter in zip(views, matters or [ASPECTS.index(view.aspect) for view in views], strict=True):
        [saved] = await kept.keep(*pasted(view), [KnownPost(None, frozenset())])
        words = f"{view.subject.name} {view.subject.name_zh or ''}"
        embedded = Embedded("test", np.eye(MATTERS, dtype=np.float32)[matter])
        [settled] = await kept.settle(saved.post.post_id, [KeptArgument(view.draft(), embedded, words)], "test/1")
        PLACES[settled.quote] = embedded.vector
    await kept.group(GROUPING)

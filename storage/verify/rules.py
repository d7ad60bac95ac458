"""What can't be in a store that is whole, and how it is made anew from what else is kept.

No statement here changes or deletes the text of a paste or a post. What is lost is never guessed: a post some of whose
arguments are, is read again.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`finds` gives the ids of what should not be, over all channels. `mends` are run in their order where it found
    any; a rule without them can only be told."""

    what: str
    finds: str
    mends: Sequence[str] = ()


CHANNELS = (
    Rule(
        "position beyond the last",
        """SELECT t.id FROM (
            SELECT channel_id, position, argument_id AS id FROM arguments
            UNION ALL SELECT channel_id, position, post_id FROM posts
            UNION ALL SELECT channel_id, position, paste_id FROM pastes
            UNION ALL SELECT channel_id, position, post_id FROM savings) AS t
        JOIN channels c ON c.channel_id = t.channel_id WHERE t.position > c.last_position""",
        (
            """UPDATE channels SET last_position = t.highest FROM (
            SELECT channel_id, max(position) AS highest FROM (
                SELECT channel_id, position FROM arguments UNION ALL SELECT channel_id, position FROM posts
                UNION ALL SELECT channel_id, position FROM pastes UNION ALL SELECT channel_id, position FROM savings
            ) AS every GROUP BY channel_id) AS t
        WHERE t.channel_id = channels.channel_id AND t.highest > channels.last_position""",
        ),
    ),
)

POSTS = (
    Rule(
        "post saved by nobody",
        """SELECT p.post_id FROM posts p WHERE NOT EXISTS (
            SELECT 1 FROM savings s WHERE s.channel_id = p.channel_id AND s.post_id = p.post_id)""",
    ),
    Rule(
        "post whose first saving is not the one that it names",
        """SELECT p.post_id FROM posts p JOIN savings s
        ON s.channel_id = p.channel_id AND s.post_id = p.post_id AND s.position = (
            SELECT min(f.position) FROM savings f WHERE f.channel_id = p.channel_id AND f.post_id = p.post_id)
        WHERE (s.paste_id, s.saved_by, s.saved_at) <> (p.paste_id, p.saved_by, p.saved_at)""",
        (
            """UPDATE posts SET paste_id = s.paste_id, saved_by = s.saved_by, saved_at = s.saved_at FROM savings s
        WHERE s.channel_id = posts.channel_id AND s.post_id = posts.post_id AND s.position = (
            SELECT min(f.position) FROM savings f WHERE f.channel_id = s.channel_id AND f.post_id = s.post_id)
        AND (s.paste_id, s.saved_by, s.saved_at) <> (posts.paste_id, posts.saved_by, posts.saved_at)""",
        ),
    ),
    Rule(
        "paste of no post",
        """SELECT paste_id FROM pastes t WHERE NOT EXISTS (
            SELECT 1 FROM savings s WHERE s.channel_id = t.channel_id AND s.paste_id = t.paste_id)""",
        (
            # One with a text stays: that may be all that is left of its posts.
            """DELETE FROM pastes WHERE raw IS NULL AND NOT EXISTS (
            SELECT 1 FROM savings s WHERE s.channel_id = pastes.channel_id AND s.paste_id = pastes.paste_id)""",
        ),
    ),
    Rule(
        "post that quotes one that is gone",
        """SELECT p.post_id FROM posts p WHERE quotes_post IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM posts q WHERE q.channel_id = p.channel_id AND q.post_id = p.quotes_post)""",
        (
            """UPDATE posts SET quotes_post = NULL WHERE quotes_post IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM posts q WHERE q.channel_id = posts.channel_id AND q.post_id = posts.quotes_post)""",
        ),
    ),
    Rule(
        "post that does not say what was put right of it",
        """SELECT p.post_id FROM posts p JOIN corrections c ON c.channel_id = p.channel_id AND c.post_id = p.post_id
        WHERE c.field <> 'subject' AND coalesce(c.value, '') <> coalesce(
            CASE c.field WHEN 'author' THEN p.author WHEN 'date' THEN p.published_at ELSE p.url END, '')""",
        (
            """UPDATE posts SET author = c.value FROM corrections c
        WHERE c.channel_id = posts.channel_id AND c.post_id = posts.post_id AND c.field = 'author'""",
            """UPDATE posts SET published_at = c.value FROM corrections c
        WHERE c.channel_id = posts.channel_id AND c.post_id = posts.post_id AND c.field = 'date'""",
            """UPDATE posts SET url = c.value FROM corrections c
        WHERE c.channel_id = posts.channel_id AND c.post_id = posts.post_id AND c.field = 'url'""",
        ),
    ),
)

ANSWERS = (
    Rule(
        "source of no answer",
        """SELECT c.answer_id FROM answer_sources c WHERE NOT EXISTS (
            SELECT 1 FROM answers a WHERE a.channel_id = c.asked_in AND a.answer_id = c.answer_id)""",
        (
            """DELETE FROM answer_sources WHERE channel_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM answers a WHERE a.channel_id = asked_in AND a.answer_id = answer_sources.answer_id)""",
        ),
    ),
    Rule(
        "answer that cites what is gone",
        """SELECT c.answer_id FROM answer_sources c WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = c.channel_id AND a.argument_id = c.argument_id)""",
        (
            """DELETE FROM answer_sources WHERE NOT EXISTS (
            SELECT 1 FROM arguments a
            WHERE a.channel_id = answer_sources.channel_id AND a.argument_id = answer_sources.argument_id)""",
        ),
    ),
    Rule(
        "answer that lost a source and was not taken back",
        """SELECT a.answer_id FROM answers a WHERE NOT a.withdrawn AND a.sources > (
            SELECT count(*) FROM json_each(a.held_in) AS held JOIN answer_sources s ON s.channel_id = held.value
            WHERE s.asked_in = a.channel_id AND s.answer_id = a.answer_id)""",
        (
            """UPDATE answers SET withdrawn = TRUE WHERE NOT withdrawn AND sources > (
            SELECT count(*) FROM json_each(answers.held_in) AS held JOIN answer_sources s ON s.channel_id = held.value
            WHERE s.asked_in = answers.channel_id AND s.answer_id = answers.answer_id)""",
        ),
    ),
    Rule(
        "tokens below nothing",
        """SELECT channel_id || ' ' || day FROM usage
        WHERE sent < 0 OR written < 0 OR reserved < 0 OR calls < 0""",
        (
            """UPDATE usage SET sent = CASE WHEN sent < 0 THEN 0 ELSE sent END,
                             written = CASE WHEN written < 0 THEN 0 ELSE written END,
                             reserved = CASE WHEN reserved < 0 THEN 0 ELSE reserved END,
                             calls = CASE WHEN calls < 0 THEN 0 ELSE calls END
        WHERE channel_id IS NOT NULL AND (sent < 0 OR written < 0 OR reserved < 0 OR calls < 0)""",
        ),
    ),
)

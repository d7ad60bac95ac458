-- What came with the language model: what it took a day, what it wrote of posts that still wait, and what composed an answer.

CREATE TABLE usage (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    day        TEXT NOT NULL,                   -- ISO 8601, UTC
    sent       INTEGER NOT NULL DEFAULT 0,      -- tokens, like written and reserved
    written    INTEGER NOT NULL DEFAULT 0,
    reserved   INTEGER NOT NULL DEFAULT 0,      -- of calls under way, or whose process ended meanwhile
    calls      INTEGER NOT NULL DEFAULT 0,      -- that took any
    estimated  INTEGER NOT NULL DEFAULT 0,      -- whether anything of it was estimated
    PRIMARY KEY (channel_id, day)
) WITHOUT ROWID;

-- What was paid for while a post waits: whoever reads it again after an end in the middle need not pay twice. It holds words of
-- the post, and goes with its job: when the post is settled, and when it is deleted.
CREATE TABLE replies (
    channel_id TEXT NOT NULL,
    post_id    TEXT NOT NULL,
    key        TEXT NOT NULL,                   -- what was asked, as whoever asks names it
    reply      TEXT NOT NULL,
    PRIMARY KEY (channel_id, post_id, key),
    FOREIGN KEY (channel_id, post_id) REFERENCES jobs (channel_id, post_id) ON DELETE CASCADE
);

-- What composed it; NULL: a case, or given before this was kept.
ALTER TABLE answers ADD COLUMN engine TEXT;

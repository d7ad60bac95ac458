-- What people put right of posts that were misread. `posts` holds the values that count, which are these; `posts.digest` is of what
-- was read.
CREATE TABLE corrections (
    channel_id   TEXT NOT NULL,
    post_id      TEXT NOT NULL,
    field        TEXT NOT NULL,                 -- author, date, url, subject
    value        TEXT,                          -- of a subject JSON; NULL: the post has none
    as_read      TEXT,                          -- before anybody corrected it; NULL too where that is not kept
    corrected_by TEXT,                          -- NULL: all that was that person's is forgotten
    corrected_at TEXT NOT NULL,                 -- ISO 8601
    PRIMARY KEY (channel_id, post_id, field),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('corrections', 'corrections', '10000 100 2 1');
ANALYZE sqlite_schema;

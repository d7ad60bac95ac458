-- What people put right of posts that were misread. `posts` holds the values that count, which are these; `posts.digest` is of what
-- was read.
CREATE TABLE corrections (
    channel_id   TEXT COLLATE "C" NOT NULL,
    post_id      TEXT COLLATE "C" NOT NULL,
    field        TEXT COLLATE "C" NOT NULL,      -- author, date, url, subject
    value        TEXT COLLATE "C",               -- of a subject JSON; NULL: the post has none
    as_read      TEXT COLLATE "C",               -- before anybody corrected it; NULL too where that is not kept
    corrected_by TEXT COLLATE "C",               -- NULL: all that was that person's is forgotten
    corrected_at TEXT COLLATE "C" NOT NULL,      -- ISO 8601
    PRIMARY KEY (channel_id, post_id, field),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE
);

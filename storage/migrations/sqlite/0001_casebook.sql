-- Everything of a channel leads with channel_id: keys, indexes, statements. `position` counts a channel's rows in the order of
-- their keeping, across its tables; a position is never given twice, so that "everything after N" is everything new.

CREATE TABLE channels (
    number        INTEGER PRIMARY KEY,          -- stands in the words index for the channel; never given twice
    channel_id    TEXT NOT NULL UNIQUE,
    last_position INTEGER NOT NULL DEFAULT 0,
    revision      INTEGER NOT NULL DEFAULT 0,   -- goes up with each change of the arguments
    erasures      INTEGER NOT NULL DEFAULT 0    -- goes up when arguments went, or changed otherwise than by new ones
);

CREATE TABLE pastes (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    paste_id   TEXT NOT NULL,
    position   INTEGER NOT NULL,
    digest     TEXT NOT NULL,                   -- of raw
    raw        TEXT,                            -- NULL: a post of it was forgotten
    text       TEXT,                            -- NULL: the same as raw
    segments   TEXT,                            -- JSON: [[part, start, end, post or null], …]
    PRIMARY KEY (channel_id, paste_id),
    UNIQUE (channel_id, position),
    UNIQUE (channel_id, digest)
);

CREATE TABLE posts (
    channel_id   TEXT NOT NULL,
    post_id      TEXT NOT NULL,
    position     INTEGER NOT NULL,
    paste_id     TEXT NOT NULL,                 -- of its earliest saving, like saved_by and saved_at
    digest       TEXT NOT NULL,                 -- of author and body without white space: an exact repetition
    platform     TEXT NOT NULL,
    author       TEXT,
    published_at TEXT,                          -- ISO 8601: a time, or a bare date
    language     TEXT NOT NULL,
    tickers      TEXT NOT NULL,                 -- JSON: [[symbol, market, name or null], …]
    quotes_post  TEXT,
    topic        TEXT,
    url          TEXT,
    saved_by     TEXT NOT NULL,
    saved_at     TEXT NOT NULL,                 -- ISO 8601
    body         TEXT NOT NULL,                 -- last: a scan of the columns before it need not read it
    PRIMARY KEY (channel_id, post_id),
    UNIQUE (channel_id, position),
    UNIQUE (channel_id, digest),
    FOREIGN KEY (channel_id, paste_id) REFERENCES pastes (channel_id, paste_id)
);
CREATE INDEX posts_of_paste ON posts (channel_id, paste_id);
CREATE INDEX posts_by_topic ON posts (channel_id, platform, topic, position) WHERE topic IS NOT NULL;
CREATE INDEX posts_by_quoted ON posts (channel_id, quotes_post) WHERE quotes_post IS NOT NULL;
CREATE INDEX posts_by_author ON posts (channel_id, author, position);

CREATE TABLE savings (
    channel_id TEXT NOT NULL,
    post_id    TEXT NOT NULL,
    position   INTEGER NOT NULL,
    paste_id   TEXT NOT NULL,
    place      INTEGER NOT NULL,                -- of the post in the paste, from 0: what its segments call it
    saved_by   TEXT NOT NULL,
    saved_at   TEXT NOT NULL,
    moment     REAL NOT NULL,                   -- saved_at in seconds of the epoch, to compare by
    source     TEXT,
    url        TEXT,
    PRIMARY KEY (channel_id, post_id, position),
    UNIQUE (channel_id, paste_id, place, saved_by, saved_at),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE,
    FOREIGN KEY (channel_id, paste_id) REFERENCES pastes (channel_id, paste_id)
) WITHOUT ROWID;
CREATE INDEX savings_by_person ON savings (channel_id, saved_by, post_id);
CREATE INDEX savings_by_time ON savings (channel_id, moment);

CREATE TABLE fingerprints (
    channel_id TEXT NOT NULL,
    value      INTEGER NOT NULL,
    post_id    TEXT NOT NULL,
    PRIMARY KEY (channel_id, value, post_id),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX fingerprints_of_post ON fingerprints (channel_id, post_id);

CREATE TABLE jobs (
    channel_id   TEXT NOT NULL,
    post_id      TEXT NOT NULL,
    position     INTEGER NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    leased_until REAL NOT NULL DEFAULT 0,       -- seconds of the epoch
    PRIMARY KEY (channel_id, post_id),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX jobs_in_order ON jobs (channel_id, attempts, position);

CREATE TABLE subjects (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    name_zh    TEXT,
    kind       TEXT NOT NULL,
    tickers    TEXT NOT NULL,
    PRIMARY KEY (channel_id, key)
) WITHOUT ROWID;

-- What a search compares: slim, and one channel's rows side by side, because a cold start reads all of a channel.
CREATE TABLE arguments (
    channel_id        TEXT NOT NULL,
    position          INTEGER NOT NULL,
    argument_id       TEXT NOT NULL,
    post_id           TEXT NOT NULL,
    span_start        INTEGER NOT NULL,
    span_end          INTEGER NOT NULL,         -- code points of the post's body
    subject_key       TEXT NOT NULL,
    stance            TEXT NOT NULL,
    stance_confidence REAL NOT NULL,
    aspect            TEXT NOT NULL,
    holder            TEXT,
    kind              TEXT NOT NULL,
    engine            TEXT NOT NULL,
    PRIMARY KEY (channel_id, position),
    UNIQUE (channel_id, argument_id),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE,
    FOREIGN KEY (channel_id, subject_key) REFERENCES subjects (channel_id, key)
) WITHOUT ROWID;
CREATE INDEX arguments_of_post ON arguments (channel_id, post_id, span_start);
CREATE INDEX arguments_by_subject ON arguments (channel_id, subject_key);

CREATE TABLE argument_texts (
    channel_id TEXT NOT NULL,
    position   INTEGER NOT NULL,
    claim      TEXT NOT NULL,
    words      TEXT NOT NULL,                   -- extra words to be found by, as they were given
    terms      TEXT NOT NULL,                   -- what stands in the words index, in its order: needed to take it out again
    PRIMARY KEY (channel_id, position),
    FOREIGN KEY (channel_id, position) REFERENCES arguments (channel_id, position) ON DELETE CASCADE
);

CREATE TABLE vectors (
    channel_id TEXT NOT NULL,
    position   INTEGER NOT NULL,
    model      TEXT NOT NULL,
    scale      REAL NOT NULL,                   -- a component is its byte times this
    vector     BLOB NOT NULL,                   -- int8
    PRIMARY KEY (channel_id, position),
    FOREIGN KEY (channel_id, position) REFERENCES arguments (channel_id, position) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE aliases (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    folded     TEXT NOT NULL,                   -- the name without regard to case and width
    name       TEXT NOT NULL,
    company    TEXT NOT NULL,
    added_by   TEXT NOT NULL,
    learned    INTEGER NOT NULL,
    PRIMARY KEY (channel_id, folded)
) WITHOUT ROWID;

-- A row is channels.number * 2^32 + arguments.position. Each term begins with its channel's number (storage/words.py), so that no
-- query of one channel can name a term of another, and how common a word is counts within the channel alone.
CREATE VIRTUAL TABLE words USING fts5 (text, scope, content = '', tokenize = 'porter ascii');

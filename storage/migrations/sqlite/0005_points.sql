-- What came with key points, digests and the glossary.

-- `grouped`: up to which position arguments are in points. `moves` goes up when an argument changed its point. `space`: in which the
-- places below were measured.
ALTER TABLE channels ADD COLUMN grouped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN moves INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN space TEXT;

CREATE TABLE points (
    channel_id  TEXT NOT NULL,
    point_id    TEXT NOT NULL,
    position    INTEGER NOT NULL,               -- when it was founded: of two that become one the older stays
    subject_key TEXT NOT NULL,
    stance      TEXT NOT NULL,
    told_by     TEXT,                           -- the argument whose quote is its text; NULL: none is chosen, or it was deleted
    members     INTEGER NOT NULL,
    total       BLOB NOT NULL,                  -- the sum of its members' places, float32
    PRIMARY KEY (channel_id, point_id)
) WITHOUT ROWID;
CREATE INDEX points_of_side ON points (channel_id, subject_key, stance, position);
CREATE INDEX points_by_size ON points (channel_id, members, subject_key, stance, position) WHERE members >= 2;

CREATE TABLE point_members (
    channel_id TEXT NOT NULL,
    position   INTEGER NOT NULL,                -- the argument's
    point_id   TEXT NOT NULL,
    repeats    TEXT,                            -- the argument whose words it repeats
    scale      REAL,                            -- of its place, like a vector's; NULL: not measured yet
    place      BLOB,
    PRIMARY KEY (channel_id, position),
    FOREIGN KEY (channel_id, position) REFERENCES arguments (channel_id, position) ON DELETE CASCADE,
    FOREIGN KEY (channel_id, point_id) REFERENCES points (channel_id, point_id)
) WITHOUT ROWID;
CREATE INDEX members_of_point ON point_members (channel_id, point_id, position);
CREATE INDEX members_by_repeated ON point_members (channel_id, repeats) WHERE repeats IS NOT NULL;

-- A sentence that a model wrote on a point: it goes with the first of the arguments that it was written on. Without `text`
-- one was asked for and none could be shown: that is tried again when the point has doubled.
CREATE TABLE point_texts (
    channel_id   TEXT NOT NULL,
    point_id     TEXT NOT NULL,
    text         TEXT,
    engine       TEXT,
    stands_on    TEXT NOT NULL,                 -- JSON: the ids of these arguments
    members      INTEGER NOT NULL,              -- how many the point had when it was last asked for
    leased_until REAL,                          -- seconds of the epoch; NULL: nobody is at it
    PRIMARY KEY (channel_id, point_id),
    FOREIGN KEY (channel_id, point_id) REFERENCES points (channel_id, point_id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Points that became part of another: an old button or link still finds it.
CREATE TABLE point_moves (
    channel_id TEXT NOT NULL,
    point_id   TEXT NOT NULL,
    became     TEXT NOT NULL,
    PRIMARY KEY (channel_id, point_id),
    FOREIGN KEY (channel_id, became) REFERENCES points (channel_id, point_id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX point_moves_by_heir ON point_moves (channel_id, became);

-- Digests that were due: each is claimed before it is sent, and sent once.
CREATE TABLE digests (
    channel_id   TEXT NOT NULL REFERENCES channels (channel_id),
    due          TEXT NOT NULL,                 -- ISO 8601, UTC
    leased_until REAL NOT NULL,                 -- seconds of the epoch
    outcome      TEXT,                          -- NULL: not known yet
    message      TEXT,
    PRIMARY KEY (channel_id, due)
) WITHOUT ROWID;

-- What was said of a nickname that posts suggest. The suggestions themselves follow from the posts.
CREATE TABLE suggestions (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    digest     TEXT NOT NULL,                   -- of the nickname, whose words go with the posts
    company    TEXT NOT NULL,
    state      TEXT NOT NULL,
    PRIMARY KEY (channel_id, digest, company)
) WITHOUT ROWID;

-- Names of the table that mean nothing in this channel.
CREATE TABLE switched_off (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    folded     TEXT NOT NULL,
    name       TEXT NOT NULL,
    by_whom    TEXT NOT NULL,
    PRIMARY KEY (channel_id, folded)
) WITHOUT ROWID;

-- What a model said of how a point for a subject and one against it stand to each other.
CREATE TABLE point_links (
    channel_id TEXT NOT NULL,
    bull       TEXT NOT NULL,
    bear       TEXT NOT NULL,
    to_bull    TEXT NOT NULL,                   -- how the one against answers
    to_bear    TEXT NOT NULL,                   -- how the one for answers
    engine     TEXT NOT NULL,
    PRIMARY KEY (channel_id, bull, bear),
    FOREIGN KEY (channel_id, bull) REFERENCES points (channel_id, point_id) ON DELETE CASCADE,
    FOREIGN KEY (channel_id, bear) REFERENCES points (channel_id, point_id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX point_links_by_bear ON point_links (channel_id, bear);

-- Points that a model was asked to compare with those of the other side.
CREATE TABLE points_compared (
    channel_id   TEXT NOT NULL,
    point_id     TEXT NOT NULL,
    leased_until REAL,                          -- seconds of the epoch; NULL: it was told
    PRIMARY KEY (channel_id, point_id),
    FOREIGN KEY (channel_id, point_id) REFERENCES points (channel_id, point_id) ON DELETE CASCADE
) WITHOUT ROWID;

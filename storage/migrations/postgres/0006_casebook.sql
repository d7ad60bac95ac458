-- What casebook needs of a database: the whole of the schema that SQLite's files of the same numbers come to. What differs is said.
-- Texts are in the order of their code points in every database, whatever its locale, as they are in SQLite.

CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE schema_version (version BIGINT NOT NULL);

-- SQLite's, for lists that are handed over as JSON: the server's own takes a json, and gives pairs.
CREATE FUNCTION json_each(list TEXT) RETURNS TABLE (value TEXT)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 10
AS 'SELECT json_array_elements_text(list::json)';

-- Everything of a channel leads with channel_id: keys, indexes, statements. `position` counts a channel's rows in the order of
-- their keeping, across its tables; a position is never given twice, so that "everything after N" is everything new.

CREATE TABLE channels (
    channel_id    TEXT COLLATE "C" PRIMARY KEY,
    number        BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY, -- stands in the words index for the channel; never given twice
    last_position BIGINT NOT NULL DEFAULT 0,
    revision      BIGINT NOT NULL DEFAULT 0,    -- goes up with each change of the arguments
    erasures      BIGINT NOT NULL DEFAULT 0,    -- goes up when arguments went, or changed otherwise than by new ones
    grouped       BIGINT NOT NULL DEFAULT 0,    -- up to which position arguments are in points
    moves         BIGINT NOT NULL DEFAULT 0,    -- goes up when an argument changed its point
    space         TEXT COLLATE "C"              -- in which the places below were measured
);

CREATE TABLE pastes (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    paste_id   TEXT COLLATE "C" NOT NULL,
    position   BIGINT NOT NULL,
    digest     TEXT COLLATE "C" NOT NULL,       -- of raw
    raw        TEXT COLLATE "C",                -- NULL: a post of it was forgotten
    text       TEXT COLLATE "C",                -- NULL: the same as raw
    segments   TEXT COLLATE "C",                -- JSON: [[part, start, end, post or null], …]
    PRIMARY KEY (channel_id, paste_id),
    UNIQUE (channel_id, position),
    UNIQUE (channel_id, digest)
);

CREATE TABLE posts (
    channel_id   TEXT COLLATE "C" NOT NULL,
    post_id      TEXT COLLATE "C" NOT NULL,
    position     BIGINT NOT NULL,
    paste_id     TEXT COLLATE "C" NOT NULL,     -- of its earliest saving, like saved_by and saved_at
    digest       TEXT COLLATE "C" NOT NULL,     -- of author and body without white space: an exact repetition
    platform     TEXT COLLATE "C" NOT NULL,
    author       TEXT COLLATE "C",
    published_at TEXT COLLATE "C",              -- ISO 8601: a time, or a bare date
    language     TEXT COLLATE "C" NOT NULL,
    tickers      TEXT COLLATE "C" NOT NULL,     -- JSON: [[symbol, market, name or null], …]
    quotes_post  TEXT COLLATE "C",
    topic        TEXT COLLATE "C",
    url          TEXT COLLATE "C",
    saved_by     TEXT COLLATE "C" NOT NULL,
    saved_at     TEXT COLLATE "C" NOT NULL,     -- ISO 8601
    body         TEXT COLLATE "C" NOT NULL,     -- last: a scan of the columns before it need not read it
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
    channel_id TEXT COLLATE "C" NOT NULL,
    post_id    TEXT COLLATE "C" NOT NULL,
    position   BIGINT NOT NULL,
    paste_id   TEXT COLLATE "C" NOT NULL,
    place      BIGINT NOT NULL,                 -- of the post in the paste, from 0: what its segments call it
    saved_by   TEXT COLLATE "C" NOT NULL,
    saved_at   TEXT COLLATE "C" NOT NULL,
    moment     DOUBLE PRECISION NOT NULL,       -- saved_at in seconds of the epoch, to compare by
    source     TEXT COLLATE "C",
    url        TEXT COLLATE "C",
    PRIMARY KEY (channel_id, post_id, position),
    UNIQUE (channel_id, paste_id, place, saved_by, saved_at),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE,
    FOREIGN KEY (channel_id, paste_id) REFERENCES pastes (channel_id, paste_id)
);
CREATE INDEX savings_by_person ON savings (channel_id, saved_by, post_id);
CREATE INDEX savings_by_time ON savings (channel_id, moment);

CREATE TABLE fingerprints (
    channel_id TEXT COLLATE "C" NOT NULL,
    value      BIGINT NOT NULL,
    post_id    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, value, post_id),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE
);
CREATE INDEX fingerprints_of_post ON fingerprints (channel_id, post_id);

CREATE TABLE jobs (
    channel_id   TEXT COLLATE "C" NOT NULL,
    post_id      TEXT COLLATE "C" NOT NULL,
    position     BIGINT NOT NULL,
    attempts     BIGINT NOT NULL DEFAULT 0,
    leased_until DOUBLE PRECISION NOT NULL DEFAULT 0, -- seconds of the epoch
    PRIMARY KEY (channel_id, post_id),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE
);
CREATE INDEX jobs_in_order ON jobs (channel_id, attempts, position);

CREATE TABLE subjects (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    key        TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    name_zh    TEXT COLLATE "C",
    kind       TEXT COLLATE "C" NOT NULL,
    tickers    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, key)
);

-- What a search compares: slim, and one channel's rows side by side, because a cold start reads all of a channel.
CREATE TABLE arguments (
    channel_id        TEXT COLLATE "C" NOT NULL,
    position          BIGINT NOT NULL,
    argument_id       TEXT COLLATE "C" NOT NULL,
    post_id           TEXT COLLATE "C" NOT NULL,
    span_start        BIGINT NOT NULL,
    span_end          BIGINT NOT NULL,          -- code points of the post's body
    subject_key       TEXT COLLATE "C" NOT NULL,
    stance            TEXT COLLATE "C" NOT NULL,
    stance_confidence DOUBLE PRECISION NOT NULL,
    aspect            TEXT COLLATE "C" NOT NULL,
    holder            TEXT COLLATE "C",
    kind              TEXT COLLATE "C" NOT NULL,
    engine            TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, position),
    UNIQUE (channel_id, argument_id),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE,
    FOREIGN KEY (channel_id, subject_key) REFERENCES subjects (channel_id, key)
);
CREATE INDEX arguments_of_post ON arguments (channel_id, post_id, span_start);
CREATE INDEX arguments_by_subject ON arguments (channel_id, subject_key);

CREATE TABLE argument_texts (
    channel_id TEXT COLLATE "C" NOT NULL,
    position   BIGINT NOT NULL,
    claim      TEXT COLLATE "C" NOT NULL,
    words      TEXT COLLATE "C" NOT NULL,       -- extra words to be found by, as they were given
    terms      TEXT COLLATE "C" NOT NULL,       -- what stands in the words index, in its order: needed to take it out again
    PRIMARY KEY (channel_id, position),
    FOREIGN KEY (channel_id, position) REFERENCES arguments (channel_id, position) ON DELETE CASCADE
);

CREATE TABLE vectors (
    channel_id TEXT COLLATE "C" NOT NULL,
    position   BIGINT NOT NULL,
    model      TEXT COLLATE "C" NOT NULL,
    scale      DOUBLE PRECISION NOT NULL,       -- a component is its byte times this
    vector     halfvec NOT NULL,                -- the bytes as numbers: exact, and a cosine knows no scale
    PRIMARY KEY (channel_id, position),
    FOREIGN KEY (channel_id, position) REFERENCES arguments (channel_id, position) ON DELETE CASCADE
);

-- pgvector looks into a graph only where dimensions are known: these are multilingual-e5-small's, the model that comes with casebook.
-- Vectors of another size are compared one by one.
CREATE INDEX vectors_by_meaning ON vectors USING hnsw ((vector::halfvec(384)) halfvec_cosine_ops)
    WITH (m = 24, ef_construction = 128) -- of the nearest dozen .98 are found, with pgvector's own 16 and 64 .95
    WHERE vector_dims(vector) = 384;

-- Each lexeme begins with its channel's number (storage/words.py), so that no query of one channel can name a lexeme of another. They
-- are written by us: no parser or dictionary of the server's has a part in them.
CREATE TABLE words (
    channel_id TEXT COLLATE "C" NOT NULL,
    position   BIGINT NOT NULL,
    lexemes    TSVECTOR NOT NULL,
    length     BIGINT NOT NULL,                 -- words, without what stands for the scope
    PRIMARY KEY (channel_id, position),
    FOREIGN KEY (channel_id, position) REFERENCES arguments (channel_id, position) ON DELETE CASCADE
);
-- A lexeme tells its channel already. Taken for a condition of its own, a planner would rather read all that a channel holds.
ALTER TABLE words ALTER COLUMN channel_id SET (n_distinct = 1);
-- Without a list of what is pending, which each search would read through.
CREATE INDEX words_by_lexeme ON words USING gin (lexemes) WITH (fastupdate = off);

CREATE TABLE aliases (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    folded     TEXT COLLATE "C" NOT NULL,       -- the name without regard to case and width
    name       TEXT COLLATE "C" NOT NULL,
    company    TEXT COLLATE "C" NOT NULL,
    added_by   TEXT COLLATE "C" NOT NULL,
    learned    BOOLEAN NOT NULL,
    PRIMARY KEY (channel_id, folded)
);


-- What came with Discord: whence something was saved, what is set for a channel, and the answers that stand in it.

CREATE INDEX savings_by_source ON savings (channel_id, source) WHERE source IS NOT NULL;

-- Texts of a message that were forgotten while others of it stay: reading the message again must not bring them back.
CREATE TABLE forgotten_texts (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    source     TEXT COLLATE "C" NOT NULL,
    digest     TEXT COLLATE "C" NOT NULL,       -- as of a paste
    PRIMARY KEY (channel_id, source, digest)
);

CREATE TABLE settings (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    chosen     TEXT COLLATE "C" NOT NULL,       -- JSON
    PRIMARY KEY (channel_id)
);

CREATE TABLE threads (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    thread     TEXT COLLATE "C" NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, thread)
);

-- An answer that was shown: no word of a post stands here.
CREATE TABLE answers (
    channel_id    TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    answer_id     TEXT COLLATE "C" NOT NULL,
    question      TEXT COLLATE "C" NOT NULL,
    asked_before  TEXT COLLATE "C" NOT NULL,    -- JSON: the questions before it, oldest first
    asked_on      TEXT COLLATE "C" NOT NULL,
    spoken        TEXT COLLATE "C",
    answer_in     TEXT COLLATE "C",
    sources       BIGINT NOT NULL,              -- how many it cited when it was given
    held_in       TEXT COLLATE "C" NOT NULL,    -- JSON: the channels whose stores hold them
    place_channel TEXT COLLATE "C",             -- NULL: nobody but the asker saw it, or it is not shown yet
    place_message TEXT COLLATE "C",
    engine        TEXT COLLATE "C",             -- what composed it; NULL: a case, or given before this was kept
    withdrawn     BOOLEAN NOT NULL DEFAULT FALSE, -- something that it cites was deleted since
    PRIMARY KEY (channel_id, answer_id)
);
CREATE INDEX answers_by_message ON answers (channel_id, place_message) WHERE place_message IS NOT NULL;
CREATE INDEX answers_withdrawn ON answers (channel_id) WHERE withdrawn;

-- `channel_id` is the channel whose store holds the argument, so that its deletion finds the answers of all channels.
CREATE TABLE answer_sources (
    channel_id  TEXT COLLATE "C" NOT NULL,
    asked_in    TEXT COLLATE "C" NOT NULL,
    answer_id   TEXT COLLATE "C" NOT NULL,
    n           BIGINT NOT NULL,
    argument_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, asked_in, answer_id, n)
);
CREATE INDEX answer_sources_by_argument ON answer_sources (channel_id, argument_id);

CREATE TABLE verdicts (
    channel_id TEXT COLLATE "C" NOT NULL,
    answer_id  TEXT COLLATE "C" NOT NULL,
    person     TEXT COLLATE "C" NOT NULL,
    verdict    TEXT COLLATE "C" NOT NULL,
    judged_at  TEXT COLLATE "C" NOT NULL,       -- ISO 8601, UTC
    PRIMARY KEY (channel_id, answer_id, person),
    FOREIGN KEY (channel_id, answer_id) REFERENCES answers (channel_id, answer_id) ON DELETE CASCADE
);
CREATE INDEX verdicts_by_person ON verdicts (channel_id, person);

-- What came with the language model: what it took a day, what it wrote of posts that still wait, and what composed an answer.

CREATE TABLE usage (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    day        TEXT COLLATE "C" NOT NULL,       -- ISO 8601, UTC
    sent       BIGINT NOT NULL DEFAULT 0,       -- tokens, like written and reserved
    written    BIGINT NOT NULL DEFAULT 0,
    reserved   BIGINT NOT NULL DEFAULT 0,       -- of calls under way, or whose process ended meanwhile
    calls      BIGINT NOT NULL DEFAULT 0,       -- that took any
    estimated  BOOLEAN NOT NULL DEFAULT FALSE,  -- whether anything of it was estimated
    PRIMARY KEY (channel_id, day)
);

-- What was paid for while a post waits: whoever reads it again after an end in the middle need not pay twice. It holds words of
-- the post, and goes with its job: when the post is settled, and when it is deleted.
CREATE TABLE replies (
    channel_id TEXT COLLATE "C" NOT NULL,
    post_id    TEXT COLLATE "C" NOT NULL,
    key        TEXT COLLATE "C" NOT NULL,       -- what was asked, as whoever asks names it
    reply      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, post_id, key),
    FOREIGN KEY (channel_id, post_id) REFERENCES jobs (channel_id, post_id) ON DELETE CASCADE
);


-- Where an answer is being written. What stands there is not whole: where the process is killed meanwhile, the next one takes it away.
CREATE TABLE unfinished (
    channel_id    TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    place_channel TEXT COLLATE "C" NOT NULL,
    place_message TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, place_channel, place_message)
);

-- What came with key points, digests and the glossary.


CREATE TABLE points (
    channel_id  TEXT COLLATE "C" NOT NULL,
    point_id    TEXT COLLATE "C" NOT NULL,
    position    BIGINT NOT NULL,                -- when it was founded: of two that become one the older stays
    subject_key TEXT COLLATE "C" NOT NULL,
    stance      TEXT COLLATE "C" NOT NULL,
    told_by     TEXT COLLATE "C",               -- the argument whose quote is its text; NULL: none is chosen, or it was deleted
    members     BIGINT NOT NULL,
    total       BYTEA NOT NULL,                 -- the sum of its members' places, float32
    PRIMARY KEY (channel_id, point_id)
);
CREATE INDEX points_of_side ON points (channel_id, subject_key, stance, position);
CREATE INDEX points_by_size ON points (channel_id, members, subject_key, stance, position) WHERE members >= 2;

CREATE TABLE point_members (
    channel_id TEXT COLLATE "C" NOT NULL,
    position   BIGINT NOT NULL,                 -- the argument's
    point_id   TEXT COLLATE "C" NOT NULL,
    repeats    TEXT COLLATE "C",                -- the argument whose words it repeats
    scale      DOUBLE PRECISION,                -- of its place, like a vector's; NULL: not measured yet
    place      BYTEA,
    PRIMARY KEY (channel_id, position),
    FOREIGN KEY (channel_id, position) REFERENCES arguments (channel_id, position) ON DELETE CASCADE,
    FOREIGN KEY (channel_id, point_id) REFERENCES points (channel_id, point_id)
);
CREATE INDEX members_of_point ON point_members (channel_id, point_id, position);
CREATE INDEX members_by_repeated ON point_members (channel_id, repeats) WHERE repeats IS NOT NULL;

-- A sentence that a model wrote on a point: it goes with the first of the arguments that it was written on. Without `text`
-- one was asked for and none could be shown: that is tried again when the point has doubled.
CREATE TABLE point_texts (
    channel_id   TEXT COLLATE "C" NOT NULL,
    point_id     TEXT COLLATE "C" NOT NULL,
    text         TEXT COLLATE "C",
    engine       TEXT COLLATE "C",
    stands_on    TEXT COLLATE "C" NOT NULL,     -- JSON: the ids of these arguments
    members      BIGINT NOT NULL,               -- how many the point had when it was last asked for
    leased_until DOUBLE PRECISION,              -- seconds of the epoch; NULL: nobody is at it
    PRIMARY KEY (channel_id, point_id),
    FOREIGN KEY (channel_id, point_id) REFERENCES points (channel_id, point_id) ON DELETE CASCADE
);

-- Points that became part of another: an old button or link still finds it.
CREATE TABLE point_moves (
    channel_id TEXT COLLATE "C" NOT NULL,
    point_id   TEXT COLLATE "C" NOT NULL,
    became     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, point_id),
    FOREIGN KEY (channel_id, became) REFERENCES points (channel_id, point_id) ON DELETE CASCADE
);
CREATE INDEX point_moves_by_heir ON point_moves (channel_id, became);

-- Digests that were due: each is claimed before it is sent, and sent once.
CREATE TABLE digests (
    channel_id   TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    due          TEXT COLLATE "C" NOT NULL,     -- ISO 8601, UTC
    leased_until DOUBLE PRECISION NOT NULL,     -- seconds of the epoch
    outcome      TEXT COLLATE "C",              -- NULL: not known yet
    message      TEXT COLLATE "C",
    PRIMARY KEY (channel_id, due)
);

-- What was said of a nickname that posts suggest. The suggestions themselves follow from the posts.
CREATE TABLE suggestions (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    digest     TEXT COLLATE "C" NOT NULL,       -- of the nickname, whose words go with the posts
    company    TEXT COLLATE "C" NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, digest, company)
);

-- Names of the table that mean nothing in this channel.
CREATE TABLE switched_off (
    channel_id TEXT COLLATE "C" NOT NULL REFERENCES channels (channel_id),
    folded     TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    by_whom    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, folded)
);

-- What a model said of how a point for a subject and one against it stand to each other.
CREATE TABLE point_links (
    channel_id TEXT COLLATE "C" NOT NULL,
    bull       TEXT COLLATE "C" NOT NULL,
    bear       TEXT COLLATE "C" NOT NULL,
    to_bull    TEXT COLLATE "C" NOT NULL,       -- how the one against answers
    to_bear    TEXT COLLATE "C" NOT NULL,       -- how the one for answers
    engine     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (channel_id, bull, bear),
    FOREIGN KEY (channel_id, bull) REFERENCES points (channel_id, point_id) ON DELETE CASCADE,
    FOREIGN KEY (channel_id, bear) REFERENCES points (channel_id, point_id) ON DELETE CASCADE
);
CREATE INDEX point_links_by_bear ON point_links (channel_id, bear);

-- Points that a model was asked to compare with those of the other side.
CREATE TABLE points_compared (
    channel_id   TEXT COLLATE "C" NOT NULL,
    point_id     TEXT COLLATE "C" NOT NULL,
    leased_until DOUBLE PRECISION,              -- seconds of the epoch; NULL: it was told
    PRIMARY KEY (channel_id, point_id),
    FOREIGN KEY (channel_id, point_id) REFERENCES points (channel_id, point_id) ON DELETE CASCADE
);

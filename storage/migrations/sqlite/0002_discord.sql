-- What came with Discord: whence something was saved, what is set for a channel, and the answers that stand in it.

CREATE INDEX savings_by_source ON savings (channel_id, source) WHERE source IS NOT NULL;

-- Texts of a message that were forgotten while others of it stay: reading the message again must not bring them back.
CREATE TABLE forgotten_texts (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    source     TEXT NOT NULL,
    digest     TEXT NOT NULL,                   -- as of a paste
    PRIMARY KEY (channel_id, source, digest)
) WITHOUT ROWID;

CREATE TABLE settings (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    chosen     TEXT NOT NULL,                   -- JSON
    PRIMARY KEY (channel_id)
) WITHOUT ROWID;

CREATE TABLE threads (
    channel_id TEXT NOT NULL REFERENCES channels (channel_id),
    thread     TEXT NOT NULL,
    state      TEXT NOT NULL,
    PRIMARY KEY (channel_id, thread)
) WITHOUT ROWID;

-- An answer that was shown: no word of a post stands here.
CREATE TABLE answers (
    channel_id    TEXT NOT NULL REFERENCES channels (channel_id),
    answer_id     TEXT NOT NULL,
    question      TEXT NOT NULL,
    asked_before  TEXT NOT NULL,                -- JSON: the questions before it, oldest first
    asked_on      TEXT NOT NULL,
    spoken        TEXT,
    answer_in     TEXT,
    sources       INTEGER NOT NULL,             -- how many it cited when it was given
    held_in       TEXT NOT NULL,                -- JSON: the channels whose stores hold them
    place_channel TEXT,                         -- NULL: nobody but the asker saw it, or it is not shown yet
    place_message TEXT,
    withdrawn     INTEGER NOT NULL DEFAULT 0,   -- something that it cites was deleted since
    PRIMARY KEY (channel_id, answer_id)
) WITHOUT ROWID;
CREATE INDEX answers_by_message ON answers (channel_id, place_message) WHERE place_message IS NOT NULL;
CREATE INDEX answers_withdrawn ON answers (channel_id) WHERE withdrawn;

-- `channel_id` is the channel whose store holds the argument, so that its deletion finds the answers of all channels.
CREATE TABLE answer_sources (
    channel_id  TEXT NOT NULL,
    asked_in    TEXT NOT NULL,
    answer_id   TEXT NOT NULL,
    n           INTEGER NOT NULL,
    argument_id TEXT NOT NULL,
    PRIMARY KEY (channel_id, asked_in, answer_id, n)
) WITHOUT ROWID;
CREATE INDEX answer_sources_by_argument ON answer_sources (channel_id, argument_id);

CREATE TABLE verdicts (
    channel_id TEXT NOT NULL,
    answer_id  TEXT NOT NULL,
    person     TEXT NOT NULL,
    verdict    TEXT NOT NULL,
    judged_at  TEXT NOT NULL,                   -- ISO 8601, UTC
    PRIMARY KEY (channel_id, answer_id, person),
    FOREIGN KEY (channel_id, answer_id) REFERENCES answers (channel_id, answer_id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX verdicts_by_person ON verdicts (channel_id, person);

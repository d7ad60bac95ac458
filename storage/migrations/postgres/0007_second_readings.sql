-- Posts that were read without the language model because its server failed: it reads them when it is there again.
CREATE TABLE second_readings (
    channel_id   TEXT COLLATE "C" NOT NULL,
    post_id      TEXT COLLATE "C" NOT NULL,
    leased_until DOUBLE PRECISION NOT NULL DEFAULT 0, -- seconds of the epoch
    PRIMARY KEY (channel_id, post_id),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE
);

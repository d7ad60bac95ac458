-- Posts that were read without the language model because its server failed: it reads them when it is there again.
CREATE TABLE second_readings (
    channel_id   TEXT NOT NULL,
    post_id      TEXT NOT NULL,
    leased_until REAL NOT NULL DEFAULT 0,       -- seconds of the epoch
    PRIMARY KEY (channel_id, post_id),
    FOREIGN KEY (channel_id, post_id) REFERENCES posts (channel_id, post_id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('second_readings', 'second_readings', '1000 10 1');
ANALYZE sqlite_schema;

-- Where an answer is being written. What stands there is not whole: where the process is killed meanwhile, the next one takes it away.
CREATE TABLE unfinished (
    channel_id    TEXT NOT NULL REFERENCES channels (channel_id),
    place_channel TEXT NOT NULL,
    place_message TEXT NOT NULL,
    PRIMARY KEY (channel_id, place_channel, place_message)
) WITHOUT ROWID;

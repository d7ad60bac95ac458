"""`make preview`: what the bot replies, from the real bot in an offline Discord, as pictures under docs/preview."""

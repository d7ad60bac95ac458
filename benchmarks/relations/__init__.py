"""Chooses how `bot.answers.replies` weighs what it sees, on points of our own."""

"""What the bot's role has to be allowed, and the number by which an invitation asks for it."""

import discord

NEEDED = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "embed_links",
    "attach_files",
    "add_reactions",
    "read_message_history",
)
INVITATION = discord.Permissions(**dict.fromkeys(NEEDED, True)).value
TABLE = "permissions"
"""Discord's own names of them."""

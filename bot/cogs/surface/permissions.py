"""What the bot's role has to be allowed."""

NEEDED = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "embed_links",
    "attach_files",
    "add_reactions",
    "read_message_history",
)
TABLE = "permissions"
"""Discord's own names of them."""

"""The casebook in Discord: a file for each command or listener; `surface` is what they share, `cards` what they show,
`mirroring` what the mirror has beside its listeners.

Nothing else imports discord.py, and nothing here knows a rule of its own: a cog calls the front door and shows what
comes back.
"""

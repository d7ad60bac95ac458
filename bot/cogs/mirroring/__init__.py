"""What `mirror.py` does besides hearing of one edit or deletion.

It catches up with what happened while the bot was away, and takes back the answers that cite what is gone. What it is
told meanwhile is noted in `surface.changes`, and `surface.rereading` reads a message again: saving needs both too.
"""

"""When Python looks for garbage: seldom where a process ends soon, and never at what stays to its end."""

import gc

IN_A_VERB = 500_000
"""New objects after which Python looks. Its own number, 700, makes a cold question a fifth slower."""
IN_A_SERVICE = 50_000
"""A look at these takes 3 ms, in which no command is acknowledged."""


def look_seldom() -> None:
    gc.set_threshold(IN_A_VERB)


def look_at_what_is_new() -> None:
    """What is loaded by now stays to the end. To walk through it, again and again, takes 50 ms in which no command is
    acknowledged."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(IN_A_SERVICE)


def look_no_more() -> None:
    """The process ends, and what is left goes with it: Python's last look takes as long as a twentieth of a cold
    question."""
    gc.freeze()

"""Models that think aloud: some servers pass it on in front of the answer, between tags."""

OPENS, CLOSES = "<think>", "</think>"


class Thoughts:
    """Takes text in pieces and gives it without what was thought before it."""

    def __init__(self) -> None:
        self._held = ""
        self._is_decided = False

    def left_out(self, piece: str) -> str:
        """What is to be said of the text so far and was not yet."""
        if self._is_decided:
            return piece
        self._held += piece
        begins = self._held.lstrip()
        if begins.startswith(OPENS):
            _thought, closes, said = begins.partition(CLOSES)
            self._is_decided = bool(closes)
            return self._given(said) if closes else ""
        if OPENS.startswith(begins):
            return ""
        self._is_decided = True
        return self._given(self._held)

    def rest(self) -> str:
        """At the end: what looked like the beginning of a tag and was none. A thought without an end is not said."""
        held = self._given(self._held)
        return "" if held.lstrip().startswith(OPENS) else held

    def _given(self, text: str) -> str:
        self._held = ""
        return text

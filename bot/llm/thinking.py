"""Models that think aloud: some servers pass it on in front of the answer, between tags."""

OPENS, CLOSES = "<think>", "</think>"


class Thoughts:
    """Takes text in pieces and gives it without what was thought before it."""

    def __init__(self) -> None:
        self._held = ""
        self._is_thinking = False
        self._is_decided = False

    def left_out(self, piece: str) -> str:
        """What is to be said of the text so far and was not yet."""
        if self._is_decided:
            return piece
        self._held += piece
        begins = self._held.lstrip()
        self._is_thinking = self._is_thinking or begins.startswith(OPENS)
        if self._is_thinking:
            return self._after_thought()
        if OPENS.startswith(begins):
            return ""
        self._is_decided = True
        return self._given(self._held)

    def rest(self) -> str:
        """At the end: what looked like the beginning of a tag and was none. A thought without an end is not said."""
        held = self._given(self._held)
        return "" if self._is_thinking else held

    def _after_thought(self) -> str:
        """Of a thought no more is kept than may be half of the tag that closes it: some think for long."""
        _thought, closes, said = self._held.partition(CLOSES)
        self._is_decided = bool(closes)
        if closes:
            self._is_thinking = False
            return self._given(said)
        self._held = self._held[1 - len(CLOSES) :]
        return ""

    def _given(self, text: str) -> str:
        self._held = ""
        return text

"""Why a sentence was refused."""

from enum import StrEnum


class Refusal(StrEnum):
    """The rule that a sentence broke."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_CITATION = "no_citation"
    UNKNOWN_CITATION = "unknown_citation"
    MARKUP = "markup"
    NOT_VERBATIM = "not_verbatim"
    CUT_SHORT = "cut_short"
    UNATTRIBUTED = "unattributed"
    MISATTRIBUTED = "misattributed"
    COMPANY = "company"
    PERSON = "person"
    DATE = "date"
    NUMBER = "number"
    SIDE = "side"
    UNSUPPORTED = "unsupported"
    NEGATION = "negation"

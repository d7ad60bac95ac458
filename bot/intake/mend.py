"""Mends what copying breaks: markup, entities, mojibake, invisible characters, line ends. Clean text stays as it is."""

import html
import re

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NARROW_SPACES = re.compile(r"[\u00a0\u202f]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
# A joiner makes one emoji of several; anywhere else it only hides.
_STRAY_JOINER = re.compile(
    r"(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
# Tag characters spell invisible text; only after a black flag do they make a flag of England, Scotland or Wales.
_STRAY_TAGS = re.compile(r"(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|blockquote|h[1-6]|img|table|tr|td|th|article|section|"
    r"html|body|font|"
    r"script|style|pre|code|hr|figure|sup|sub|small|meta|head|title|link)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
# UTF-8 that was read as a Western code page: a lead byte's letter with a continuation byte's letter or sign behind it.
_MOJIBAKE = re.compile(
    r"[\u00c2-\u00f4\u0192\u0102\u0103][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def mend(raw: str) -> str:
    """The paste as it was meant: the same string where nothing was broken."""
    # Mojibake first: what hides in it looks like line ends and soft hyphens.
    text = _mend_encoding(_SURROGATE.sub("\ufffd", raw))
    text = _LINE_ENDS.sub("\n", text)
    text = _mend_markup(text)
    text = _NARROW_SPACES.sub(" ", text)
    return _STRAY_TAGS.sub("", _STRAY_JOINER.sub("", _INVISIBLE.sub("", text)))


def without_tags(text: str) -> str:
    """What is left of a text when its markup is taken out, without reading that markup."""
    return _TAG.sub("", text) if "<" in text else text


def _mend_markup(text: str) -> str:
    if "<" in text and _TAG.search(text):
        # selectolax costs 10 ms to import, and few pastes hold markup.
        from bot.intake.markup import text_of
        from bot.intake.nesting import is_bearable

        if is_bearable(text):
            return text_of(text)
        text = without_tags(text)
    if "&" in text:
        return _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return text


def _mend_encoding(text: str) -> str:
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    return "\n".join(_mend_line(line) for line in text.split("\n"))


def _mend_line(line: str) -> str:
    """Line by line, so that a broken one never changes a clean one."""
    if not _MOJIBAKE.search(line):
        return line
    # ftfy takes 70 ms to import, and few pastes need it.
    import ftfy

    return ftfy.fix_encoding(line)

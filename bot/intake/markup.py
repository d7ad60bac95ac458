"""HTML into the text that a browser would show."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "article",
        "section",
        "figure",
        "pre",
        "hr",
        "header",
        "footer",
    ]
)
_FLOWING = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "blockquote"])
_HIDDEN = frozenset(["script", "style", "head", "title", "noscript", "template"])
_SPACES = re.compile(r"\s+")
_MANY_BREAKS = re.compile(r"(?<![ \t])[ \t]*+\n[ \t]*+(?:\n[ \t]*+)++")


def text_of(markup: str) -> str:
    """The visible text: blocks on lines of their own, quoted blocks with `>` before each line, entities resolved."""
    body = LexborHTMLParser(markup).body
    if body is None:
        return ""
    return _evenly(_render(body)).strip("\n")


def _evenly(text: str) -> str:
    """One empty line where nested blocks left several."""
    return _MANY_BREAKS.sub("\n\n", text)


def _render(root: LexborNode) -> str:
    """Walks without recursion: markup may nest deeper than the interpreter's stack."""
    out: list[list[str]] = [[]]
    waiting: list[tuple[LexborNode, bool, bool]] = [(root, False, False)]
    while waiting:
        node, flowing, leaving = waiting.pop()
        tag = node.tag or ""
        if leaving:
            _leave(tag, out)
        elif tag == "-text":
            out[-1].append(_SPACES.sub(" ", node.text_content or "") if flowing else node.text_content or "")
        elif tag == "br":
            out[-1].append("\n")
        elif tag not in _HIDDEN and not tag.startswith(("-", "_")):
            _enter(tag, out)
            waiting.append((node, flowing, True))
            inside = flowing or tag in _FLOWING
            waiting.extend((child, inside, False) for child in reversed(list(node.iter(include_text=True))))
    return "".join(out[0])


def _enter(tag: str, out: list[list[str]]) -> None:
    if tag in _BLOCKS:
        out[-1].append("\n")
    if tag == "blockquote":
        out.append([])


def _leave(tag: str, out: list[list[str]]) -> None:
    if tag == "blockquote" and len(out) > 1:
        lines = _evenly("".join(out.pop())).strip().split("\n")
        out[-1].append("\n".join(f"> {line.strip()}" if line.strip() else ">" for line in lines))
    if tag in _BLOCKS:
        out[-1].append("\n\n" if tag in ("p", "blockquote") else "\n")

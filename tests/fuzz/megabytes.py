"""Texts of any size, of every make that a reader could be slow at."""

from collections.abc import Callable

Make = Callable[[int], str]
"""A text of about so many characters."""


def repeated(unit: str) -> Make:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def numbered(unit: str) -> Make:
    """`unit` over and over, with a count in place of its `#`: no two lines are the same."""

    def made(size: int) -> str:
        return "".join(unit.replace("#", str(n)) for n in range(size // len(unit) + 1))[:size]

    return made


def nested(size: int) -> str:
    """Quoted lines, each a level deeper than the one before, and again from the start."""
    return repeated("".join(f"{'>' * depth} so he said, and I disagree {depth}\n" for depth in range(1, 60)))(size)


def commented(size: int) -> str:
    """A long post on Reddit, and comments that quote what it does not say."""
    post = repeated("Margins fall and nobody cares.\n")(size // 2)
    comments = numbered("u/user# • 3h ago\n> he said # things about margins, long ago\n\nNo, he was wrong.\n")
    return f"r/stocks\nu/op • 5h ago\nA title\n{post}\n{comments(size // 2)}"


MAKES: dict[str, Make] = {
    "one line of a letter": repeated("a"),
    "one line of words": repeated("margins fall and nobody cares "),
    "one line of sentences": repeated("Margins of Tesla fall by 12% a year. Nobody cares! "),
    "one line of Chinese": repeated("小米汽车的毛利率一直在下降"),
    "Chinese sentences": repeated("小米汽车的毛利率一直在下降，没有人在意。"),
    "lines of Chinese": repeated("小米汽车的毛利率一直在下降。\n"),
    "tiny lines": repeated("a\n"),
    "numbered tiny lines": numbered("#\n"),
    "blank lines": lambda size: "a" + "\n" * (size - 2) + "b",
    "spaces": lambda size: "a" + " " * (size - 2) + "b",
    "lines of spaces": repeated("   \t \n."),
    "digits": repeated("0123456789"),
    "numbers": repeated("1,234.5% "),
    "punctuation": repeated("!?.,;:-()[]{}\"'"),
    "full stops": repeated("."),
    "Chinese punctuation": repeated("。！？，、；：（）「」《》"),
    "line ends": repeated("\r\n\u2028\x0b\x85b"),
    "angles": repeated(">"),
    "quoted lines": numbered("> he said # things about margins\n"),
    "nested quotes": nested,
    "quotes with answers": numbered("> he said # things about margins\nNo, # is wrong.\n"),
    "comments with quotes": commented,
    "attributions": numbered("On 3 May 2025, User# wrote:\n> margins fall by #\n\nNo.\n"),
    "opened tags": repeated("<"),
    "tags": repeated("<p>margins"),
    "open tags": repeated("<div "),
    "entities": repeated("&amp;&#65;&"),
    "mojibake": repeated("Ã©â€™"),
    "mojibake lines": repeated("Ã©â€™ margins\n"),
    "Markdown": repeated("**a** _b_ [c](http://d.example/e) `f` # "),
    "Markdown links": repeated("[a](b"),
    "addresses": numbered("https://example.com/a/# "),
    "address lines": numbered("https://xueqiu.com/1234567890/#\n"),
    "one address": lambda size: "https://" + "a." * ((size - 8) // 2),
    "cashtags": repeated("$AAPL $TSLA$ "),
    "unknown cashtags": numbered("$ZZ#.US "),
    "Chinese cashtags": repeated("$小米集团-W(01810)$ "),
    "opened cashtags": repeated("$小米("),
    "dollars": repeated("$"),
    "tickers": repeated("AMD NVDA TSLA 01810 600519 "),
    "codes": repeated("".join(f"60{number}.SH " for number in range(1000, 1400))),
    "companies": repeated("Tesla, BYD, Xiaomi, Apple and Costco "),
    "Chinese companies": repeated("特斯拉比亚迪小米苹果好市多"),
    "letters and codes": repeated("AA1"),
    "capitals": repeated("ABCDEFG "),
    "dates": repeated("2025-11-23 10:15 "),
    "date lines": repeated("2025-11-23 10:15\n"),
    "names over dates": numbered("User#\n2025-11-23 10:15\nMargins fall.\n"),
    "X heads": numbered("User# @user#\n· Nov 23\nMargins fall again.\n"),
    "reddit heads": numbered("u/user# • 3h ago\nMargins fall again.\n12 upvotes\nReply\nShare\n"),
    "reddit posts": numbered("r/stocks\nu/user#\n•\n3 hr. ago\nMargins fall.\n"),
    "stocktwits heads": numbered("user#\nBearish\n11/20/25, 09:15 AM\n$NVDA margins fall\n"),
    "longport heads": numbered("User#\n2025.11.23 10:15\n\n$AMD(AMD.US) margins fall.\n"),
    "xueqiu heads": numbered("用户#\n2025-11-19 20:12 · 来自雪球\n$小米集团-W(01810)$ 毛利率下降。\n"),
    "chat lines": numbered("[10:15] User#: margins fall\n"),
    "chat": numbered("User# — 11/20/2025 9:15 AM\nmargins fall\n"),
    "comments by name": numbered("User#：毛利率在下降。"),
    "repost chain": numbered("毛利率在下降//@用户#:不同意"),
    "retweets": numbered("RT @user#: margins fall "),
    "labels": numbered("作者：用户#\n日期：2025-11-23\n毛利率在下降。\n"),
    "buttons": repeated("12 likes 3 replies 5 shares\n"),
    "one line of buttons": repeated("12 likes · "),
    "emoji": repeated("👨‍👩‍👧‍👦"),
    "emoji counts": repeated("👍12 "),
    "emoji lines": repeated("👍12 ❤3\n"),
    "flags": repeated("\U0001f3f4\U000e0067\U000e0062\U000e007f"),
    "tag characters": repeated("\U000e0067"),
    "joiners": repeated("\u200d"),
    "zero width": repeated("a\u200b\u2060"),
    "bidi marks": repeated("\u202ea\u202c\u2066b\u2069"),
    "combining": lambda size: "a" + "\u0301" * (size - 1),
    "combined": repeated("a\u0301\u0302 "),
    "astral": repeated("𝕬𝖇𝖈𠀀𠀁"),
    "Hangul": repeated("삼성전자 "),
    "Arabic": repeated("السوق "),
    "Thai": repeated("ตลาดหุ้น"),
    "lists": numbered("#. margins fall\n"),
    "bullets": repeated("• margins fall\n- and so\n* on\n"),
    "tables": numbered("| a | b# |\n|---|---|\n"),
    "semicolons": repeated("a;b;"),
    "dashes": repeated("-"),
    "underscores": repeated("_"),
    "backslashes": repeated("\\"),
    "brackets": repeated("[(（【"),
    "quotation marks": repeated("“a”「b」'c' \"d\" "),
    "opened quotation marks": repeated("“"),
    "apostrophes": repeated("it's "),
    "handles": numbered("@user# "),
    "hashtags": numbered("#tag# "),
    "percents": repeated("12%"),
    "amounts": repeated("$1.2B 12亿 3.4万 "),
    "words cut": repeated("mar-\ngins fall so far be-\n"),
    "abbreviations": repeated("U.S. Inc. e.g. Dr. "),
    "colons": repeated("a: "),
    "not A but B": repeated("不是小米而是比亚迪，"),
    "verses": repeated("better than Tesla, worse than BYD, "),
    "disclaimers": repeated("Disclaimer: this is not advice\n"),
}

"""A post that shows or answers another one: each keeps its author and date, and the one says which the other is."""

import pytest

from bot.domain.post import PostDraft
from bot.intake.read import read

OURS = "The fibre contracts only prepay what the company spends on building them, so the debt wall has not moved."
THEIRS = "Private credit will roll all of it at nine percent, and nobody is going to call that a default."
OURS_ZH = "衍生品收入每年都升，現貨成交淡靜的時候也頂得住，市場低估了這一塊。"
THEIRS_ZH = "港交所就是個收費站，成交一縮就見紅，沒有什麼護城河可言。"


def _posts(paste: str) -> list[tuple[str | None, str | None, int | None]]:
    return [_told(post) for post in read(paste).posts]


def _told(post: PostDraft) -> tuple[str | None, str | None, int | None]:
    return post.author, post.published_at.isoformat() if post.published_at else None, post.quotes


@pytest.mark.parametrize(
    ("quoted", "published_at"),
    [
        ("Brass Owl\n@brass_owl\n·\nMar 2", None),
        ("Brass Owl\n@brass_owl\n·\nMar 2, 2026", "2026-03-02"),
        ("Brass Owl @brass_owl · Mar 2, 2026", "2026-03-02"),
    ],
)
def test_a_date_below_a_quoted_post_is_of_the_post_that_quotes_it(quoted: str, published_at: str | None) -> None:
    paste = f"Lamp Counter\n@lamps\n{OURS}\n\nQuote\n{quoted}\n{THEIRS}\n\n7:48 AM · Mar 4, 2026 · 6,330 Views"
    assert _posts(paste) == [("Lamp Counter", "2026-03-04T07:48:00", 1), ("Brass Owl", published_at, None)]


def test_a_quoted_post_keeps_a_date_below_it_where_the_outer_one_has_its_own() -> None:
    paste = f"Lamp Counter @lamps · Mar 4, 2026\n{OURS}\n\nQuote\nOwl (@brass_owl)\n{THEIRS}\n7:48 AM · Mar 2, 2026"
    assert _posts(paste) == [("Lamp Counter", "2026-03-04", 1), ("Owl", "2026-03-02T07:48:00", None)]


@pytest.mark.parametrize("answering", ["回覆 @brass_owl", "回复 @brass_owl", "正在回覆 @brass_owl 和 @tram_88"])
def test_who_is_answered_is_not_the_author(answering: str) -> None:
    paste = f"樓下看盤\n@lamps\n{answering}\n\n{OURS_ZH}\n\n下午10:15 · 2026年6月2日\n3,204 次查看"
    (post,) = read(paste).posts
    assert (_told(post), post.body) == (("樓下看盤", "2026-06-02T22:15:00", None), OURS_ZH)


def test_a_quote_in_chinese_reads_as_one_in_english() -> None:
    paste = f"樓下看盤\n@lamps\n·\n2小時\n{OURS_ZH}\n引用\n海港貓\n@cat_hk\n·\n2026年3月2日\n{THEIRS_ZH}"
    assert _posts(paste) == [("樓下看盤", None, 1), ("海港貓", "2026-03-02", None)]


def test_a_handle_of_x_is_written_in_latin_letters() -> None:
    assert [post.platform.value for post in read(f"看盤群 @樓下的貓\n{OURS_ZH}").posts] == ["generic"]


TITLED = "r/stocks\n•\n3 days ago\nlamps\n\nWhy I sold\nDiscussion\n\nNobody was left to buy it from me at this price."


def test_quoted_lines_under_replying_to_are_that_persons_and_the_comment_answers_them() -> None:
    paste = f"{TITLED}\n\nkettle\n•\n1 day ago\nReplying to u/brass_owl\n> {THEIRS}\n\n{OURS}"
    assert _posts(paste) == [("lamps", None, None), ("kettle", None, 2), ("brass_owl", None, 0)]
    assert [post.body for post in read(paste).posts[1:]] == [OURS, THEIRS]


@pytest.mark.parametrize("answering", ["Replying to u/brass_owl", "replied to /u/brass_owl", "in reply to u/brass_owl"])
def test_a_comment_pasted_alone_links_to_what_it_answers(answering: str) -> None:
    paste = f"u/kettle • 1 day ago\n{answering}\n> {THEIRS}\n\n{OURS}"
    assert _posts(paste) == [("kettle", None, 1), ("brass_owl", None, None)]


def test_a_comment_answers_the_last_post_above_of_whom_it_names() -> None:
    comments = f"brass_owl\n•\n2 days ago\n{THEIRS}\n\nkettle\n•\n1 day ago\nReplying to u/brass_owl\n{OURS}"
    assert _posts(f"{TITLED}\n\n{comments}") == [("lamps", None, None), ("brass_owl", None, 0), ("kettle", None, 1)]


def test_replying_to_nobody_on_the_page_leaves_the_first_post_answered() -> None:
    paste = f"{TITLED}\n\nkettle\n•\n1 day ago\nReplying to u/brass_owl\n{OURS}"
    assert _posts(paste) == [("lamps", None, None), ("kettle", None, 0)]


@pytest.mark.parametrize(
    "paste",
    [
        "樓下看盤\n@lamps\n回覆 @brass_owl\n港交所成交淡靜，但衍生品頂得住。",
        "Lamps\n@lamps\nReplying to @brass_owl\nThe debt wall has not moved.",
    ],
)
def test_a_short_reply_pasted_alone_is_kept(paste: str) -> None:
    (post,) = read(paste).posts
    assert post.body == paste.splitlines()[-1]


@pytest.mark.parametrize("line", ["目标 2025/12/31", "腾讯三季报点评 2025/11/13", "建仓 2025-11-13"])
def test_words_before_a_day_are_no_author(line: str) -> None:
    (post,) = read(f"{line}\n$腾讯控股(00700.HK) 回购还在继续，游戏也稳。").posts
    assert (post.author, post.published_at) == (None, None)

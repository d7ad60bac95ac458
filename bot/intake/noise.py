"""Boilerplate that many platforms share: buttons, counts, disclaimers, signatures of mail programs."""

import re

LONGEST_BUTTON = 80

_COUNT = r"[(（]?\d[\d.,]*\s?[kKmM万萬wW+]?[)）]?"
_WORD = (
    r"likes?|loves?|repl(?:y|ies)|shares?|re-?posts?|re-?tweets?|comments?|views?|bookmarks?|upvotes?|"
    r"downvotes?|saves?|saved|awards?|"
    r"quotes?|reads?|claps?|点赞|點讚|赞同|赞|讚|评论|評論|留言|讨论|討論|转发|轉發|收藏|分享|举报|檢舉|举報|回复|回覆|阅读|閱讀|浏览|瀏覽|打赏|喜欢|踩|在看|推荐"
)
# Possessive: what was taken for a count or a word is never tried another way, so that no line takes long.
_STRIP = rf"(?=[^\n]*(?:{_WORD}))(?>{_COUNT}|(?:{_WORD})|[\s·•|/,，:：])++"
_BUTTONS = (
    r"follow(?:ing)?|unfollow|report|translate(?: post)?|translated|show (?:more|less|this thread)|"
    r"see (?:more|less|all|original|translation)|"
    r"(?:read|load|view|learn) more|view (?:in browser|original|all|replies)|copy link|subscribe|sign up|"
    r"log ?in|write a comment.{0,20}|"
    r"add a comment.{0,20}|more repl(?:y|ies)|promoted|advertisement|sponsored|pinned|edited|"
    r"share this post|back to top|open in app|"
    r"关注|已关注|關注|追蹤|展开|收起|展开全文|阅读全文|查看全文|显示更多|查看更多|查看翻译|查看原文|查看对话|查看对话列表|翻譯貼文|翻译帖子|翻譯推文|翻译推文|查看图片|查看大图|网页链接|"
    r"\[(?:image|cid|图片|圖片)[:：][^\]]{0,60}\]|"
    r"置顶|广告|原文链接|下载app.{0,10}|打开app.{0,10}|复制链接|翻译|写评论.{0,10}|全部评论|最新评论|热门评论|点击查看.{0,10}"
)
BUTTON = re.compile(rf"[\s·•|]*(?:{_STRIP}|(?:{_BUTTONS})[\s·•|.…]*)", re.IGNORECASE)
EMOJI_COUNTS = re.compile(r"(?=.*\d)(?:[👍❤💬🔁🔄♥♡️👎👏🔖📊👀⬆⬇↑↓]+\s?[\d.,]*[kKmM万]?\s{0,3}[·|]?\s{0,3})++")
BARE_COUNT = re.compile(rf"{_COUNT}")

_DISCLAIMERS = (
    r"the copyright of this article belongs to",
    r"the views expressed herein are solely",
    r"the content is intended for investment reference",
    r"please contact us if you have any questions or suggestions regarding the content",
    r"disclaimer\s*[:：]",
    r"investing (?:carries|involves) risks?\b",
    r"the (?:above|following) content (?:should not|does not|is not)",
    r"this (?:article|post|content) (?:does not constitute|is for informational purposes|is not intended)",
    r"you(?:'|’)?(?:re| are) receiving this (?:e-?mail |newsletter )?because",
    r"this e-?mail (?:and any|is confidential|was sent)",
    r"unsubscribe\b",
    r"sent from (?:my|yahoo|outlook|mail for|proton)\b",
    r"get outlook for\b",
    r"sent via\b",
    r"©|copyright ©|\(c\) (?:19|20)\d\d|all rights reserved",
    r"(?:免责声明|免責聲明|风险提示|風險提示|特别声明|版权声明|重要声明)\s*[:：]",
    r"本文版[权權](?:归|歸)",
    r"[当當]前[内內]容[仅僅]代表作者",
    r"以上[内內]容[仅僅]代表作者",
    r"(?:著作权|版权|版權)(?:归|歸)作者所有",
    r"本文由.{0,20}(?:原创|发布于|首发)",
    r"如[对對]本平台提供的",
    r"发自我的|來自我的|来自我的 ?(?:iphone|ipad|android)",
    r"从我的 ?(?:iphone|ipad|手机)",
    r"(?:著作权|商业转载|非商业转载).{0,20}(?:请|注明)",
)
DISCLAIMER = re.compile("|".join(f"(?:{start})" for start in _DISCLAIMERS), re.IGNORECASE)


def is_noise(line: str) -> bool:
    """Whether a whole line is nobody's words: a button, a count of likes, a disclaimer."""
    if DISCLAIMER.match(line):
        return True
    if len(line) > LONGEST_BUTTON:
        return False
    return bool(BUTTON.fullmatch(line) or EMOJI_COUNTS.fullmatch(line))

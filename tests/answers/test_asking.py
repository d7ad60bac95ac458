"""In a thread the bot answers what is asked, and lets people talk; what it is told to do in a word, it does."""

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.asking import is_question, wants_attention, wants_quiet, wants_saving
from tests.timing import allowed, seconds

QUESTIONS = """
what is the bear case on Xiaomi Auto
What's the bear case?
who said that
who says so
which of them is newest
why do they think so
how much debt does it have
when did tidewatcher write that
is Nvidia too expensive
does BYD export to Mexico
did anyone answer that
has anybody sold
can it grow abroad
should I worry about the debt
any risks
anyone bullish here
tell me about margins
show me the bull case
list the risks for Tesla
compare BYD and Tesla
what about Tesla
how about margins
ok, and who disagrees
Thanks! And what do the bulls say
so what is their best point
I hold BYD. What do the bears say
I wonder what the bears say
bear case?
the bear case
bull case on BYD
Xiaomi bear case
risks for Tesla
Tesla risks
and the other side
the other side
both sides
and the bears
counterarguments
sources
more on margins
and Tesla
and margins?
since March
only since March
last week
in Q3 2025
from October 2025
and last month
Costco is dear. Isn't it?
Is it cheap? I bought more.
@someone do you agree?
why not buy Tesla?
really, who says that?
小米汽车的看空理由是什么
小米汽車的看空理由是什麼
谁说的
誰說的
谁看空
看空小米的有哪些人
为什么跌
为啥不买
怎么看茅台
比亚迪怎么样
比亞迪怎麼樣
哪一方更有道理
负债有多少
是否值得买
有没有人看多
有沒有人看多
现在贵不贵？
小米贵吗
小米貴嗎
那看多的呢
那看多的呢？
那反方
另一边呢
另一邊呢
小米呢
那小米
那毛利率呢
三月以来
三月以來
最近一周
今年的呢
说说反方的观点
說說反方的觀點
总结一下
告诉我看多的理由
對比一下小米和比亞迪
看空的理由
小米的风险
小米的風險
来源
出處
请问出处
好的，那谁反对
谢谢，那看多的呢
我拿着比亚迪。空头怎么说
你们觉得呢
"""

TALK = """
thanks
Thank you!
thanks a lot
ok
OK, got it
ok thanks
lol
LOL!!!
hahahaha
+1
👍
🚀🚀🚀
...
?
???
nice
good point
fair enough
agreed
same
yes
no
great, thanks everyone
hello
good morning all
gm
interesting
https://example.com/a?b=1
https://example.com/what/is-this?
<https://example.com/?q=why>
<@123456789012345678>
<:rocket:123456789012345678>
Xiaomi is overvalued
I sold my shares yesterday
I think the bears are wrong
the bears are wrong again
the bears win again
bears got killed
and then it crashed
and I sold
and it keeps falling
but they never listen
so it goes
well done
who knows
who knows lol
who cares
what a day
what a mess
how nice
why not
why not?
really?
right?
lol what?
so what
wtf
guess what
you know what
that's why I sold
which is why I sold
which means more dilution
when I bought it, it was cheap
when they report, it will fall
when the dust settles, I will buy
why I sold my shares
how I see it
don't know why it fell
not sure what happened
will do
will check later
can confirm
do your own research
did not expect that
would be nice
could be worse
should be fine
has been a long week
no idea
no more
tell me about it
it is what it is
see you tomorrow
good night
谢谢
謝謝
谢谢！
多谢大家
好的
好的，收到
收到，謝謝
哈哈哈哈
哈哈哈
嗯嗯
同意
同意+1
确实
有道理
有道理，謝謝
说得对
早安
晚安
小米确实贵了
我昨天卖了
我不看好小米
多头都错了
那好
那算了
那当然
谁知道呢
誰知道呢
谁知道
真的吗？
是吗？
不是吗
没什么
什么都涨
怎么都跌
无论如何我先卖了
这么贵
還早呢
还早呢
管他呢
多少有点贵
不知道为什么跌了
再看看
怎么可能
为什么不呢？
知道了
"""


@pytest.mark.parametrize("text", QUESTIONS.strip().splitlines())
def test_what_is_asked_is_a_question(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", TALK.strip().splitlines())
def test_thanks_statements_links_and_chatter_are_none(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize("text", ["", " \n", "> what is the bear case?\nagreed", "> 谁说的？\n同意"])
def test_nothing_and_anothers_words_ask_nothing(text: str) -> None:
    assert not is_question(text)


STATEMENT = "The plant opens in spring and doubles what they can build, while orders have not grown for a year. "


def test_a_long_message_asks_only_what_it_ends_in() -> None:
    assert not is_question("Why is it cheap? Because nobody looks. " + STATEMENT * 3)
    assert is_question(STATEMENT * 3 + "What do the bears say?")
    assert is_question(STATEMENT * 100 + "What do the bears say? Thanks!")
    assert not is_question(STATEMENT * 100)


SAVING = """
save
Save this
save it please
SAVE!
please save this post
can you save this?
keep this
保存
保存一下
儲存
请保存这条
存一下
存一下吧
帮我存一下
收录
收錄
幫我收錄
把这篇保存一下
記下來
"""
SILENCING = """
quiet
be quiet
Be quiet, please
QUIET!!
shut up
stop
stop talking
安静
安靜
安静一下
请安静
閉嘴
闭嘴吧
别说了
別說了
不要说话
"""
CALLING = """
listen
Listen!
listen again please
follow
follow this thread
come back
unmute
继续
繼續
请继续
继续吧
回來
回来吧
可以说话了
"""


def orders(text: str) -> set[str]:
    found = {"save": wants_saving(text), "quiet": wants_quiet(text), "attention": wants_attention(text)}
    return {order for order, is_given in found.items() if is_given}


@pytest.mark.parametrize("text", SAVING.strip().splitlines())
def test_a_word_saves(text: str) -> None:
    assert orders(text) == {"save"}


@pytest.mark.parametrize("text", SILENCING.strip().splitlines())
def test_a_word_silences(text: str) -> None:
    assert orders(text) == {"quiet"}


@pytest.mark.parametrize("text", CALLING.strip().splitlines())
def test_a_word_calls_back(text: str) -> None:
    assert orders(text) == {"attention"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "please",
        "谢谢",
        "save your money",
        "what did they save this year?",
        "the quiet quarter is over",
        "stop loss at 20",
        "they follow the market",
        "come back to the bear case",
        "保存期限多久",
        "存货怎么样",
        "停牌了",
        "继续跌",
        "安静地看着",
        "回来的人说什么",
    ],
)
def test_a_sentence_that_holds_the_word_is_no_order(text: str) -> None:
    assert orders(text) == set()


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="whoe s?,.谁呢吗那+><:@0", max_size=300))
def test_any_text_is_a_question_or_none(text: str) -> None:
    assert is_question(text) in (True, False)
    assert len(orders(text)) <= 1


@pytest.mark.parametrize("unit", ["a, ", "what ", "谁，", "\n", " ", ">", "<a", "and ", "?", "save ", "那"])
def test_a_long_message_is_judged_at_once(unit: str) -> None:
    is_question(unit)  # what is loaded once a process is not measured
    text = unit * (4_000 // len(unit))
    taken = seconds(partial(is_question, text), tries=3) + seconds(partial(wants_saving, text), tries=3)
    assert taken < allowed(0.05)

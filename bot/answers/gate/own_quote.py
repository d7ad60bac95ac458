"""A claim that a model made of a quote: said in that quote's own words, or not kept."""

from bot.answers.gate.claim import Claim, Names
from bot.answers.gate.support import says_more_than_who, says_nothing_beyond_its_quotes
from bot.answers.gate.voices import names_the_speaker, words_are_everyones
from bot.answers.ground import RULES, RULES_ON_OWN_WORDS
from bot.domain.answer import DraftSentence, Evidence
from bot.domain.argument import Argument, ArgumentDraft, ArgumentId
from bot.domain.post import Post
from bot.domain.question import Query
from bot.domain.text import Locale
from bot.subjects.resolve import Resolver

RULES_ON_CLAIMS = tuple(rule for rule in RULES if rule not in (names_the_speaker, words_are_everyones))
"""A claim says what is held; who holds it is kept beside it."""
SPOKEN = {locale.language: locale for locale in reversed(Locale)}


class OwnQuote:
    """Judges claims by the rules for answers, each with its own quote for evidence.

    Every word of substance stands in the quote, in its order: of what is said in other words, the model of entailment
    lets too much pass for what is kept (a fall of margins carries "is a strong buy" with a chance of .4).
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    def carries(self, claim: str, draft: ArgumentDraft, post: Post) -> bool:
        """Whether a draft's quote carries a claim."""
        stated = self._stated(claim, draft, post)
        if any(rule(stated) for rule in (*RULES_ON_CLAIMS, *RULES_ON_OWN_WORDS)) or not says_more_than_who(stated):
            return False
        return says_nothing_beyond_its_quotes(stated) is None

    def _stated(self, claim: str, draft: ArgumentDraft, post: Post) -> Claim:
        quote = draft.span.of(post.body)
        argument = Argument(**dict(draft) | {"argument_id": ArgumentId("claimed"), "quote": quote})
        people = [name for name in (draft.holder, post.author) if name]
        asked = Query(text="", language=post.language, locale=SPOKEN[post.language])
        sentence = DraftSentence(text=claim, citations=(1,))
        evidence = Evidence(n=1, argument=argument, post=post)
        return Claim(sentence, (evidence,), asked, Names.of(self._resolver, people))

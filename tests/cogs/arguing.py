"""People of ours who argue about Xiaomi over many matters, more than two messages hold, and how their posts look."""

from simcord.results import InteractionResult

from tests.cogs.reading import Community

HEAD = "$XIAOMI-W(01810.HK)"
AGAINST = (
    "Xiaomi's gross margin on phones keeps falling, because memory chips cost twice what they did and nobody dares to "
    "raise the price of a phone that is bought for being cheap.",
    "Xiaomi's debt is a risk that grows: the second factory was built on loans that fall due in the very year in which "
    "the subsidies for buyers end.",
    "Recalls of the sedan show that Xiaomi's quality is weak: doors that do not open after a crash are a danger which "
    "no update over the air repairs.",
    "Competition hurts Xiaomi, since Geely and Leapmotor launch a rival for each of its cars within six months and "
    "sell it for a fifth less.",
    "Xiaomi's shares are too expensive: at forty times earnings the price holds ten years of growth that nobody has "
    "seen yet.",
    "Xiaomi's founder talks too much and manages too little; two heads of engineering left in one spring, and that is "
    "a bad sign for what comes next.",
    "Regulation is a threat to Xiaomi: words such as automatic driving are now forbidden in its advertisements, and "
    "the fines for the old ones are still to come.",
    "Demand for Xiaomi's tablets is shrinking, as schools that bought them in the lockdowns do not replace them before "
    "they break.",
    "Dealers complain that Xiaomi's washing machines pile up in their warehouses, and unsold stock of that kind always "
    "ends in losses.",
    "Xiaomi's expansion in India disappoints: tax claims freeze its cash there, and local brands have taken the first "
    "place from it.",
)
IN_FAVOUR = (
    "Xiaomi's order book is excellent: who orders the new SUV today waits for ten months, and hardly anybody cancels.",
    "Xiaomi's margins in cars improve with each quarter, because the press shop runs at full load and parts are made "
    "in house.",
    "Xiaomi has more cash than debt, so it can afford five more years of research without asking shareholders for a "
    "cent.",
    "Xiaomi's own chip is a strong advantage: it makes the company independent of suppliers who served its rivals "
    "first.",
    "Xiaomi's users are loyal, and who owns a phone, a watch and a rice cooker of one family rarely leaves it.",
    "Air conditioners drive Xiaomi's growth, as sales doubled in a summer in which the whole market shrank.",
    "Xiaomi is cheap at this price: the car alone is worth what the market pays for everything together.",
    "Xiaomi buys back shares each week, and that supports every shareholder who stays.",
    "Xiaomi's shops are an advantage that rivals cannot copy quickly: eighteen thousand of them sell cars without a "
    "dealer in between.",
    "Xiaomi wins in Europe, where operators now offer its phones beside Samsung's after years of ignoring them.",
)


def post(author: str, body: str, on: str = "2025.11.05 09:12") -> str:
    return f"{author}\n{on}\n\n{HEAD} {body}"


async def much(community: Community) -> None:
    """Each matter by somebody else."""
    for n, body in enumerate((*AGAINST, *IN_FAVOUR)):
        await community.saved(post(f"member {n}", body))


async def case(community: Community, subject: str = "Xiaomi", **options: str) -> InteractionResult:
    return await community.ada.slash(community.channel, "case", subject=subject, **options)


async def debate(community: Community, subject: str = "Xiaomi") -> InteractionResult:
    return await community.ada.slash(community.channel, "debate", subject=subject)

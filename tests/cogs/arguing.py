"""People of ours who argue about Tencent and its businesses, more than one message holds, and how their posts look.

Each business is a subject of its own, so that what is said of two is never one point.
"""

from simcord.results import InteractionResult

from tests.cogs.reading import Community

AGAINST = (
    "Tencent is too expensive: at twenty times earnings the price holds ten years of growth that nobody has seen yet.",
    "WeChat's users are a problem: the young leave it for other apps, and who is left opens it for work and nothing "
    "else.",
    "Tencent Video Accounts disappoint me, since advertisers pay half of what they pay elsewhere for the same viewers.",
    "Tencent Cloud keeps losing customers to rivals, because it raises prices in a year in which all others cut them.",
    "Tencent Games is weak: its two great titles are ten years old, and each new one of last year was shut down again.",
    "WeChat Pay is under threat from regulators, who want every code on every counter to be open to all wallets.",
)
IN_FAVOUR = (
    "Tencent buys back shares each week, and that supports every shareholder who stays through a weak market.",
    "WeChat is a strong advantage: a thousand million people use it daily, and not one rival has come near it.",
    "Tencent Video Accounts drive growth: the time that people spend in them doubled, and advertisements followed.",
    "Tencent Cloud has turned profitable, since it stopped selling machines of others and sells its own software now.",
    "Tencent Games is excellent: its newest shooter earned back what it cost within a single month of the summer.",
    "WeChat Pay earns more with each purchase, because shops gladly pay for the loans that it brokers to their buyers.",
)


def post(author: str, body: str, on: str = "2025.11.05 09:12", tag: str = "$XIAOMI-W(01810.HK)") -> str:
    return f"{author}\n{on}\n\n{tag} {body}"


async def much(community: Community) -> None:
    """Each by somebody else: at least a point on each side of each business."""
    for n, body in enumerate((*AGAINST, *IN_FAVOUR)):
        await community.saved(post(f"member {n}", body, tag="$TENCENT(00700.HK)"))


async def case(community: Community, subject: str = "Xiaomi", **options: str) -> InteractionResult:
    return await community.ada.slash(community.channel, "case", subject=subject, **options)


async def debate(community: Community, subject: str = "Xiaomi") -> InteractionResult:
    return await community.ada.slash(community.channel, "debate", subject=subject)

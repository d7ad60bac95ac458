"""Companies that are brought in as examples are not argued about, and no description of them is about the subject."""

import pytest

from tests.arguments.conftest import Extract

BEFORE = "AMD is losing money on its accelerators, and customers keep leaving for a better software stack."
AFTER = "AMD will not win a single large customer back, because its software keeps crashing."


@pytest.mark.parametrize(
    "told",
    [
        "Intel is another example: its margins fell for ten years.",
        "Another example is Intel. Its margins fell for ten years.",
        "Take Intel: its margins fell for ten years.",
        "Look at what happened to Intel. Its margins fell for ten years and its customers left.",
        "Intel was no different in its early days. Its margins fell and its customers left.",
        "Intel went the same way. Its margins fell and its customers left.",
        "Just like Intel in 2012, it came too late. Its margins fell.",
        "就像当年的英特尔，市占率一路下滑。",
        "英特尔当年也是这样，毛利率一路下滑。",
        "比如英特尔，毛利率一路下滑。",
        "同样的例子是英特尔，毛利率一路下滑。",
    ],
)
async def test_an_example_and_what_is_said_of_it_are_not_cases(extract: Extract, told: str) -> None:
    body = f"{BEFORE} {told} {AFTER}"
    found = await extract(body)
    assert {one.draft.subject.key for one in found} == {"amd"}
    kept = [one.draft.span.of(body) for one in found]
    assert not any(quote in told for quote in kept)
    assert any("won't win" in quote or "will not win" in quote for quote in kept)


async def test_an_example_ends_where_another_subject_is_named(extract: Extract) -> None:
    body = (
        "AMD keeps losing customers to Nvidia. Nvidia sold out its chips for a year, and its margins doubled.\n\n"
        "AMD ships late again, and its software keeps crashing. Take Intel: its margins fell for ten years. "
        "Nvidia has doubled its margins meanwhile and its orders keep growing."
    )
    found = await extract(body)
    assert "intel" not in {one.draft.subject.key for one in found}
    assert any("meanwhile" in one.draft.span.of(body) and one.draft.subject.key == "nvidia" for one in found)


async def test_an_only_company_is_the_subject_though_it_is_introduced_as_an_example(extract: Extract) -> None:
    found = await extract("Take Nvidia: its margins fell by ten points and customers are leaving.")
    assert {one.draft.subject.key for one in found} == {"nvidia"}

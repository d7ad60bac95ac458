"""A file of any kind that was damaged on its way is read, or refused in a line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.intake.files import text_of_file
from tests.intake.made_files import MADE

POST = "Harbour Ledger\n2026.03.02 09:15\n\n$AMD(AMD.US) Orders grow faster than the fabs.\n\n他们的毛利率还在下降。"


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.sampled_from(sorted(MADE)), st.data())
def test_any_damage_to_a_file_is_borne(kind: str, data: st.DataObject) -> None:
    whole = bytearray(MADE[kind](POST))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(1, len(whole)) | st.just(len(whole)))
    try:
        assert text_of_file(kind, bytes(whole[:end])).text.strip()
    except BadInput:
        return

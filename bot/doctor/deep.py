"""Whether all that a store keeps agrees with itself, and making anew what does not."""

from collections.abc import AsyncIterator, Sequence

from bot.doctor.patient import Check, Patient
from bot.errors import StoreDamaged, StoreError
from storage import open_store
from storage.servers import is_on_server
from storage.verify import mend_store

MOST_NAMED = 3
"""Of a kind; of the rest it is said how many they are."""


async def examine_deeply(patient: Patient) -> AsyncIterator[Check]:
    """Hold the whole store against itself; takes seconds where it is large."""
    try:
        async with open_store(patient.settings.store) as store:
            found = await store.verify()
    except StoreError as error:
        yield broken_store(patient, error)
        return
    if found:
        yield Check("content", ok=False, detail=summary(found), mend=patient.words.say("doctor", "content_mend"))
    else:
        yield patient.works("content", "content_whole")


async def examine_and_mend(patient: Patient) -> AsyncIterator[Check]:
    """The same, and make anew what can be made from what is kept."""
    try:
        mended = await mend_store(patient.settings.store)
    except StoreError as error:
        yield broken_store(patient, error)
        return
    words = patient.words
    if mended.left:
        yield Check("content", ok=False, detail=summary(mended.left), mend=words.say("doctor", "content_mend_rest"))
    elif mended.found:
        yield patient.works("content", "content_mended", found=summary(mended.found))
    else:
        yield patient.works("content", "content_whole")


def broken_store(patient: Patient, error: StoreError) -> Check:
    """A damaged file needs another mend than one that can't be found or written, and a server others for each."""
    if is_on_server(patient.settings.store):
        return patient.broken_as("store", error)
    detail = patient.words.say("errors", error.wording, **error.details)
    key = "store_restore" if isinstance(error, StoreDamaged) else "store_mend"
    return Check("store", ok=False, detail=detail, mend=patient.words.say("doctor", key))


def summary(found: Sequence[str]) -> str:
    """The sentences kind by kind, the first few of each kind with what they name."""
    kinds: dict[str, list[str]] = {}
    for sentence in found:
        what, _, named = sentence.partition(": ")
        kinds.setdefault(what, []).append(named)
    return "; ".join(_of_a_kind(what, named) for what, named in kinds.items())


def _of_a_kind(what: str, named: Sequence[str]) -> str:
    shown = ", ".join(filter(None, named[:MOST_NAMED]))
    rest = f" +{len(named) - MOST_NAMED}" if len(named) > MOST_NAMED else ""
    return f"{what}: {shown}{rest}" if shown else what

"""What is configured, what works, and how to mend the rest."""

import platform
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

from bot.app import model_server, open_embedder
from bot.doctor.application import look_at_application
from bot.doctor.deep import broken_store, examine_and_mend, examine_deeply
from bot.doctor.operating import look_after
from bot.doctor.patient import Check, Patient
from bot.doctor.server import look_at_server
from bot.errors import EmbeddingsFailed, ModelError, StoreError
from storage import open_store

IN_MEMORY = "sqlite:///:memory:"
SQLITE = "sqlite:///"

__all__ = ["Check", "Patient", "examine", "examine_and_mend", "examine_deeply"]


async def examine(patient: Patient) -> AsyncIterator[Check]:
    """Each part in turn. What is broken is a check that says so, and no error."""
    yield await _python(patient)
    yield await _store(patient)
    async for check in look_at_server(patient):
        yield check
    yield await _embeddings(patient)
    yield await look_at_application(patient)
    yield await _model(patient)
    async for check in look_after(patient):
        yield check


async def _python(patient: Patient) -> Check:
    # A new store makes an FTS5 table, so that one which opens has shown that this SQLite can.
    async with open_store(IN_MEMORY) as store:
        health = await store.ping()
    return patient.works("python", "python_versions", python=platform.python_version(), engine=health.engine)


async def _store(patient: Patient) -> Check:
    url = patient.settings.store
    if _is_still_to_be_made(url):
        return patient.works("store", "store_not_there", store=url)
    try:
        async with open_store(url) as store:
            health = await store.ping()
            counts = await store.channel(patient.channel).counts()
            waiting = await store.waiting_channels()
    except StoreError as error:
        return broken_store(patient, error)
    return patient.works(
        "store",
        "store_opens",
        store=health.location,
        schema=health.schema,
        kilobytes=-(-health.size_bytes // 1024),
        channel=patient.channel,
        posts=counts.posts,
        arguments=counts.arguments,
        waiting=counts.waiting,
        waiting_channels=len(waiting),
    )


def _is_still_to_be_made(url: str) -> bool:
    """Whether the first save would make the store: opening it would do so too, and nobody asked for that."""
    path = Path(url.removeprefix(SQLITE)).absolute()
    return url.startswith(SQLITE) and url != IN_MEMORY and not path.exists() and path.parent.is_dir()


async def _embeddings(patient: Patient) -> Check:
    started = time.perf_counter()
    try:
        async with open_embedder(patient.settings) as embedder:
            if embedder is None:
                return patient.could_be("embeddings")
            await embedder.ping()
            loaded = time.perf_counter()
            await embedder.ping()
            answered = time.perf_counter()
    except EmbeddingsFailed as error:
        return patient.broken("embeddings", error)
    load, answer = round(1000 * (loaded - started)), round(1000 * (answered - loaded))
    return patient.works("embeddings", "embeddings_work", name=embedder.name, load=load, answer=answer)


async def _model(patient: Patient) -> Check:
    server = model_server(patient.settings)
    if server is None:
        return _unused_model(patient)
    from bot.llm.diagnosis import diagnose

    try:
        health = await diagnose(server)
    except ModelError as error:
        return patient.broken_as("model", error)
    if health.context is not None and health.context < server.context:
        words = patient.words
        detail = words.say("doctor", "model_reads_less", name=server.model, told=health.context, assumed=server.context)
        return Check("model", ok=False, detail=detail, mend=words.say("doctor", "mend_model_context_full"))
    return patient.works(
        "model", "model_works", name=server.model, url=server.shown, mode=health.mode, answer=health.milliseconds
    )


def _unused_model(patient: Patient) -> Check:
    name = patient.settings.model
    if name:
        return patient.works("model", "model_not_used", name=name)
    nothing = patient.could_be("model")
    if patient.settings.openai_api_key is None:
        return nothing
    return replace(nothing, detail=patient.words.say("doctor", "model_set"))

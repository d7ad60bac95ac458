"""Of a store on a server: whether it can be written, how near its limits are, and what is not as it should be."""

from collections.abc import AsyncIterator, Iterable

from bot.doctor.patient import Check, Patient
from bot.domain.health import Server, Trouble
from bot.errors import StoreError
from storage import open_store
from storage.servers import is_on_server

TABLE = "doctor"
MENDS = {Trouble.CROWDED: "mend_crowded", Trouble.CLOCKS_APART: "mend_clocks_apart"}
MOST_NAMED = 3


async def look_at_server(patient: Patient) -> AsyncIterator[Check]:
    """Each part in turn; none of a store in a file, or of one that can't be opened: the check of the store says so."""
    if not is_on_server(patient.settings.store):
        return
    try:
        async with open_store(patient.settings.store) as store:
            server = await store.server()
    except StoreError:
        return
    if server is not None:
        for check in (_server, _connections, _clock, _settings, _rights):
            yield check(patient, server)


def _server(patient: Patient, server: Server) -> Check:
    words, engine = patient.words, {"version": server.version, "pgvector": server.pgvector}
    if server.standby:
        return _check(patient, "server", words.say(TABLE, "server_standby", **engine), ["server_standby_mend"])
    if server.read_only:
        return _check(patient, "server", words.say(TABLE, "server_read_only", **engine), ["server_read_only_mend"])
    return patient.works("server", "server_works", standbys=server.standbys, **engine)


def _check(patient: Patient, part: str, detail: str, mends: Iterable[str]) -> Check:
    """One that is as it should be where there is nothing to mend."""
    mend = " ".join(patient.words.say(TABLE, key) for key in mends)
    return Check(part, ok=not mend, detail=detail, mend=mend or None)


def _connections(patient: Patient, server: Server) -> Check:
    detail = patient.words.say(TABLE, "connections_used", used=server.used, allowed=server.allowed)
    return _check(patient, "connections", detail, [MENDS[trouble] for trouble in server.connection_troubles()])


def _clock(patient: Patient, server: Server) -> Check:
    detail = patient.words.say(TABLE, "server_clock_apart", seconds=round(abs(server.ahead), 1))
    return _check(patient, "server_clock", detail, [MENDS[trouble] for trouble in server.clock_troubles()])


def _settings(patient: Patient, server: Server) -> Check:
    """A note: whoever runs the server may have turned them off on purpose."""
    if not server.off:
        return patient.works("server_settings", "server_settings_on")
    detail = patient.words.say(TABLE, "server_settings_off", names=", ".join(server.off))
    mend = " ".join(patient.words.say(TABLE, f"mend_off_{name}") for name in server.off)
    return Check("server_settings", ok=True, detail=detail, mend=mend)


def _rights(patient: Patient, server: Server) -> Check:
    if not server.forbidden:
        return patient.works("rights", "rights_suffice")
    rest = len(server.forbidden) - MOST_NAMED
    names = ", ".join(server.forbidden[:MOST_NAMED]) + (f" +{rest}" if rest > 0 else "")
    return _check(patient, "rights", patient.words.say(TABLE, "rights_lack", names=names), ["rights_mend"])

"""`casebook doctor`"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import TypeAlias

import click

from bot.cli.boundary import FAILED
from bot.cli.options import Common, common_options
from bot.cli.output import put_json
from bot.cli.screen import Line, Piece, Tone, show
from bot.cli.wording import spoken
from bot.doctor import Check, Patient, examine, examine_and_mend, examine_deeply

Examining: TypeAlias = Callable[[Patient], AsyncIterator[Check]]


@click.command("doctor")
@click.option("--deep", is_flag=True, help="Also hold the search index and the vectors against what is stored.")
@click.option("--mend", is_flag=True, help="With --deep: make anew what can be made from what is stored.")
@common_options
def command(common: Common, deep: bool, mend: bool) -> int:  # noqa: FBT001
    """Say what is configured, what works, what is missing, and how to mend it. Secrets are never shown."""
    if mend and not deep:
        raise click.UsageError("--mend goes with --deep.")
    further = (examine_and_mend if mend else examine_deeply) if deep else None
    checks = asyncio.run(_checks(Patient(common.settings(), common.channel, spoken()), further))
    ok = all(check.ok for check in checks)
    if common.as_json:
        put_json({"ok": ok, "checks": [_document(check) for check in checks]})
    else:
        show(line for check in checks for line in _lines(check))
    return 0 if ok else FAILED


async def _checks(patient: Patient, further: Examining | None) -> Sequence[Check]:
    checks = [check async for check in examine(patient)]
    return checks + [check async for check in further(patient)] if further else checks


def _document(check: Check) -> dict[str, object]:
    return {"name": check.name, "ok": check.ok, "detail": check.detail, "mend": check.mend}


def _lines(check: Check) -> Iterator[Line]:
    name = Piece(spoken().say("doctor", check.name), Tone.NAME)
    sign = Piece("✗ ", Tone.BAD) if not check.ok else Piece("· ", Tone.DIM) if check.mend else Piece("✓ ", Tone.GOOD)
    yield Line((sign, name, Piece(f"  {check.detail}")), hang=2)
    if check.mend:
        yield Line((Piece(check.mend, Tone.DIM),), indent=4)

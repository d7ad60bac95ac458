"""What a language model took of a channel's tokens: reserved before a call, made good after it."""

from dataclasses import dataclass
from datetime import date

from bot.domain.usage import Usage, Used
from storage.bound import ENTER, Bound

# One statement: whoever reserves at the same time, in whichever process, finds what the other one left.
RESERVE = """INSERT INTO usage (channel_id, day, reserved)
             SELECT $1, $2, CAST($3 AS BIGINT) WHERE CAST($4 AS BIGINT) > 0 AND CAST($3 AS BIGINT) <= $4
             ON CONFLICT (channel_id, day) DO UPDATE SET reserved = usage.reserved + excluded.reserved
             WHERE usage.sent + usage.written + usage.reserved + excluded.reserved <= $4
             RETURNING reserved"""
# Not below nothing: the channel may have been erased since, and its tokens with it.
SPEND = """UPDATE usage SET reserved = CASE WHEN reserved > $3 THEN reserved - $3 ELSE 0 END,
                            sent = sent + $4, written = written + $5, calls = calls + $6,
                            estimated = estimated OR $7
           WHERE channel_id = $1 AND day = $2"""
OF_DAY = "SELECT sent, written, estimated, reserved, calls FROM usage WHERE channel_id = $1 AND day = $2"
DROP_USAGE = "DELETE FROM usage WHERE channel_id = $1"


@dataclass(frozen=True, slots=True)
class Reserved:
    """Tokens of a day's budget that are set aside for one call."""

    day: date
    tokens: int


class Spending(Bound):
    """What the channel used, by days. No word of any prompt or answer stands here."""

    async def reserve(self, day: date, tokens: int, budget: int) -> Reserved | None:
        """Set tokens of a day's budget aside; None where they are not left. Of a budget of 0 there never are any."""
        async with self._writing() as session:
            await session.run(ENTER, self.channel_id)
            row = await session.row(RESERVE, self.channel_id, day.isoformat(), tokens, budget)
        return None if row is None else Reserved(day, tokens)

    async def spend(self, reserved: Reserved, usage: Usage) -> None:
        """Put what a call took in place of what was reserved for it, once for each reservation."""
        day, calls = reserved.day.isoformat(), int(usage.sent + usage.written > 0)
        spent = (reserved.tokens, usage.sent, usage.written, calls, usage.estimated)
        async with self._writing() as session:
            await session.run(SPEND, self.channel_id, day, *spent)

    async def used(self, day: date) -> Used:
        async with self._glancing() as session:
            row = await session.row(OF_DAY, self.channel_id, day.isoformat())
        if row is None:
            return Used()
        sent, written, estimated, reserved, calls = row
        return Used(usage=Usage(sent=sent, written=written, estimated=estimated), reserved=reserved, calls=calls)

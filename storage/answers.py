"""Answers that were shown: what they were asked and what they cite, and which of them cite what was deleted since."""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.shown import AnswerId, Cited, Feedback, Judged, Place, ShownAnswer, Verdict
from bot.errors import UnknownAnswer
from storage import ids
from storage.bound import ENTER, Bound
from storage.database import Session, Write
from storage.kept import Remembered
from storage.rows import Row, compact

MOST_JUDGED = 10

ADD = """INSERT INTO answers (channel_id, answer_id, question, asked_before, asked_on, spoken, answer_in, sources,
                              held_in, engine)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""
# What was forgotten while the answer was composed is no source of it any more.
ADD_SOURCE = """INSERT INTO answer_sources (channel_id, asked_in, answer_id, n, argument_id)
                SELECT $1, $2, $3, $4, $5
                WHERE EXISTS (SELECT 1 FROM arguments WHERE channel_id = $1 AND argument_id = $5)"""
LATE = """UPDATE answers SET withdrawn = TRUE WHERE channel_id = $1 AND answer_id = $2 AND sources > (
              SELECT count(*) FROM json_each(answers.held_in) AS held CROSS JOIN answer_sources s
              WHERE s.channel_id = held.value AND s.asked_in = $1 AND s.answer_id = $2)"""

# Left alone, SQLite takes a channel for some ten rows, and would rather read all of it than look into an index.
BY_ID = """SELECT answer_id, question, asked_before, asked_on, spoken, answer_in, sources, held_in, place_channel,
                  place_message, engine
           FROM answers WHERE channel_id = $1 AND answer_id = $2"""
BY_MESSAGE = """SELECT answer_id, question, asked_before, asked_on, spoken, answer_in, sources, held_in, place_channel,
                       place_message, engine
                FROM answers INDEXED BY answers_by_message WHERE channel_id = $1 AND place_message = $2"""
WITHDRAWN = """SELECT answer_id, question, asked_before, asked_on, spoken, answer_in, sources, held_in, place_channel,
                      place_message, engine
               FROM answers INDEXED BY answers_withdrawn
               WHERE channel_id = $1 AND withdrawn AND place_message IS NOT NULL"""
SOURCES = """SELECT s.n, s.channel_id, s.argument_id FROM json_each($3) AS held CROSS JOIN answer_sources s
             WHERE s.channel_id = held.value AND s.asked_in = $1 AND s.answer_id = $2 ORDER BY s.n"""
PLACE = """UPDATE answers SET place_channel = $3, place_message = $4
           WHERE channel_id = $1 AND answer_id = $2 RETURNING answer_id"""

DROP_SOURCES = """DELETE FROM answer_sources WHERE asked_in = $1 AND answer_id = $2 AND channel_id IN (
                      SELECT held.value FROM answers a, json_each(a.held_in) AS held
                      WHERE a.channel_id = $1 AND a.answer_id = $2)"""
DROP = "DELETE FROM answers WHERE channel_id = $1 AND answer_id = $2"
DROP_ALL_SOURCES = """DELETE FROM answer_sources WHERE asked_in = $1 AND channel_id IN (
                          SELECT held.value FROM answers a, json_each(a.held_in) AS held WHERE a.channel_id = $1)"""
DROP_ALL = "DELETE FROM answers WHERE channel_id = $1"

# An answer of any channel: a shelf's arguments are cited elsewhere too.
FLAG = """UPDATE answers SET withdrawn = TRUE WHERE (channel_id, answer_id) IN (
              SELECT s.asked_in, s.answer_id FROM json_each($2) AS gone CROSS JOIN answer_sources s
              WHERE s.channel_id = $1 AND s.argument_id = gone.value)"""
UNCITE = "DELETE FROM answer_sources WHERE channel_id = $1 AND argument_id IN (SELECT value FROM json_each($2))"

IS_THERE = "SELECT 1 FROM answers WHERE channel_id = $1 AND answer_id = $2"
JUDGE = """INSERT INTO verdicts (channel_id, answer_id, person, verdict, judged_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (channel_id, answer_id, person) DO UPDATE SET
           verdict = excluded.verdict, judged_at = excluded.judged_at"""
VERDICTS = "SELECT verdict, count(*) FROM verdicts WHERE channel_id = $1 GROUP BY verdict"
WORST = """SELECT a.question, v.right_ones, v.wrong_ones, v.latest
           FROM (SELECT answer_id, count(*) FILTER (WHERE verdict = $2) AS right_ones,
                        count(*) FILTER (WHERE verdict = $3) AS wrong_ones, max(judged_at) AS latest
                 FROM verdicts WHERE channel_id = $1 GROUP BY answer_id) AS v
           JOIN answers a ON a.channel_id = $1 AND a.answer_id = v.answer_id
           WHERE v.wrong_ones > 0 ORDER BY v.wrong_ones DESC, v.latest DESC LIMIT $4"""


class Answers(Bound):
    """The answers that were given in a channel. They cite its arguments, and those of the channels that it reads."""

    async def remember(self, question: Question, cited: Sequence[Cited], engine: str | None = None) -> AnswerId:
        """Keep what an answer was asked, what it cites and what composed it, under a new id."""
        answer_id = ids.answer_id()
        held_in = list(dict.fromkeys(source.channel for source in cited))
        asked = (question.text, compact(question.after), question.asked_on.isoformat())
        spoken = (question.spoken, question.answer_in)
        row = (self.channel_id, answer_id, *asked, *spoken, len(cited), compact(held_in), engine)
        sources = [(source.channel, self.channel_id, answer_id, source.n, source.argument_id) for source in cited]
        # Nothing that it cites goes while it is noted down.
        async with self._database.writing(self.channel_id, *held_in) as session:
            await session.write(
                Write(ENTER, [(self.channel_id,)]),
                Write(ADD, [row]),
                Write(ADD_SOURCE, sources),
                Write(LATE, [(self.channel_id, answer_id)]),
            )
        return answer_id

    async def placed(self, answer_id: AnswerId, place: Place) -> None:
        """Note where an answer stands now. Errors: UnknownAnswer."""
        async with self._writing() as session:
            if await session.row(PLACE, self.channel_id, answer_id, place.channel, place.message) is None:
                raise UnknownAnswer(answer_id=answer_id)

    async def remembered(self, answer_id: AnswerId) -> Remembered:
        """Errors: UnknownAnswer."""
        async with self._reading() as session:
            row = await session.row(BY_ID, self.channel_id, answer_id)
            if row is None:
                raise UnknownAnswer(answer_id=answer_id)
            return await self._remembered(session, row)

    async def remembered_at(self, message: str) -> Remembered | None:
        """The answer that stands in a message, if one does."""
        async with self._reading() as session:
            row = await session.row(BY_MESSAGE, self.channel_id, message)
            return None if row is None else await self._remembered(session, row)

    async def withdrawn(self) -> list[Remembered]:
        """The answers that stand somewhere and cite what was deleted since."""
        async with self._reading() as session:
            rows = await session.rows(WITHDRAWN, self.channel_id)
            return [await self._remembered(session, row) for row in rows]

    async def _remembered(self, session: Session, row: Row) -> Remembered:
        answer_id, text, before, asked_on, spoken, answer_in, sources, held_in, channel, message, engine = row
        cited = await session.rows(SOURCES, self.channel_id, answer_id, held_in)
        question = Question(
            text=text,
            after=json.loads(before),
            asked_on=date.fromisoformat(asked_on),
            spoken=spoken,
            answer_in=answer_in,
        )
        shown = ShownAnswer(
            answer_id=answer_id,
            question=question,
            cited=tuple(Cited(n=n, channel=holder, argument_id=argument) for n, holder, argument in cited),
            place=None if message is None else Place(channel=channel, message=message),
        )
        return Remembered(shown, sources, engine)

    async def drop_answer(self, answer_id: AnswerId) -> None:
        """Remember it no longer, nor what was said of it; one that nobody knows is dropped already."""
        async with self._writing() as session:
            await session.run(DROP_SOURCES, self.channel_id, answer_id)
            await session.run(DROP, self.channel_id, answer_id)

    async def judge(self, answer_id: AnswerId, person: str, verdict: Verdict) -> None:
        """Keep what a person says of an answer, instead of what the same person said before. Errors: UnknownAnswer."""
        async with self._writing() as session:
            if await session.row(IS_THERE, self.channel_id, answer_id) is None:
                raise UnknownAnswer(answer_id=answer_id)
            await session.run(JUDGE, self.channel_id, answer_id, person, verdict, datetime.now(UTC).isoformat())

    async def feedback(self) -> Feedback:
        async with self._reading() as session:
            counts: dict[Verdict, int] = dict(await session.rows(VERDICTS, self.channel_id))
            worst = await session.rows(WORST, self.channel_id, Verdict.RIGHT, Verdict.WRONG, MOST_JUDGED)
        return Feedback(
            right=counts.get(Verdict.RIGHT, 0),
            wrong=counts.get(Verdict.WRONG, 0),
            worst=tuple(
                Judged(question=question, right=right, wrong=wrong, latest=datetime.fromisoformat(latest))
                for question, right, wrong, latest in worst
            ),
        )


async def withdraw_citing(session: Session, channel_id: ChannelId, gone: Collection[ArgumentId]) -> None:
    """Flag every answer, of whichever channel, that cites one of these arguments, and let it cite them no more."""
    if gone:
        wanted = json.dumps(list(gone))
        await session.run(FLAG, channel_id, wanted)
        await session.run(UNCITE, channel_id, wanted)

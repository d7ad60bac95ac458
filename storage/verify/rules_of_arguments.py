"""The same of arguments, and of the points that they make."""

from dataclasses import dataclass

from storage.verify.rules import Rule

DROP_ARGUMENT = "DELETE FROM arguments WHERE channel_id = $1 AND position = $2"
DROP_VECTOR = "DELETE FROM vectors WHERE channel_id = $1 AND position = $2"


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Arguments of which something is lost that only their post can give again: its id, channel and position each.

    `drops` takes out what is left of one.
    """

    what: str
    finds: str
    drops: str = DROP_ARGUMENT


SPOILT = (
    Spoilt(
        "argument without its texts",
        """SELECT a.argument_id, a.channel_id, a.position FROM arguments a WHERE NOT EXISTS (
            SELECT 1 FROM argument_texts t WHERE t.channel_id = a.channel_id AND t.position = a.position)""",
    ),
)

ARGUMENTS = (
    Rule(
        "subject of no argument",
        """SELECT s.key FROM subjects s WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = s.channel_id AND a.subject_key = s.key)""",
        (
            """DELETE FROM subjects WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = subjects.channel_id AND a.subject_key = subjects.key)""",
        ),
    ),
)

POINTS = (
    Rule(
        "argument in a point of another side",
        """SELECT a.argument_id FROM point_members m
        JOIN arguments a ON a.channel_id = m.channel_id AND a.position = m.position
        JOIN points p ON p.channel_id = m.channel_id AND p.point_id = m.point_id
        WHERE (a.subject_key, a.stance) <> (p.subject_key, p.stance)""",
        (
            """DELETE FROM point_members WHERE EXISTS (
            SELECT 1 FROM arguments a JOIN points p
            ON p.channel_id = a.channel_id AND (a.subject_key, a.stance) <> (p.subject_key, p.stance)
            WHERE a.channel_id = point_members.channel_id AND a.position = point_members.position
            AND p.point_id = point_members.point_id)""",
        ),
    ),
    Rule(
        "argument that repeats what is gone",
        """SELECT m.channel_id || ' ' || m.position FROM point_members m WHERE m.repeats IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = m.channel_id AND a.argument_id = m.repeats)""",
        (
            """UPDATE point_members SET repeats = NULL WHERE repeats IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM arguments a
            WHERE a.channel_id = point_members.channel_id AND a.argument_id = point_members.repeats)""",
        ),
    ),
    Rule(
        "point told by what is gone",
        """SELECT p.point_id FROM points p WHERE told_by IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = p.channel_id AND a.argument_id = p.told_by)""",
        (
            """UPDATE points SET told_by = NULL WHERE told_by IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = points.channel_id AND a.argument_id = points.told_by)""",
        ),
    ),
    Rule(
        "sentence on what is gone",
        """SELECT t.point_id FROM point_texts t, json_each(t.stands_on) AS stands WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = t.channel_id AND a.argument_id = stands.value)""",
        (
            """DELETE FROM point_texts WHERE EXISTS (
            SELECT 1 FROM json_each(point_texts.stands_on) AS stands WHERE NOT EXISTS (
                SELECT 1 FROM arguments a
                WHERE a.channel_id = point_texts.channel_id AND a.argument_id = stands.value))""",
        ),
    ),
    Rule(
        "point without an argument",
        """SELECT p.point_id FROM points p WHERE NOT EXISTS (
            SELECT 1 FROM point_members m WHERE m.channel_id = p.channel_id AND m.point_id = p.point_id)""",
        (
            """DELETE FROM points WHERE NOT EXISTS (
            SELECT 1 FROM point_members m WHERE m.channel_id = points.channel_id AND m.point_id = points.point_id)""",
        ),
    ),
)

IN_NO_POINT = """SELECT a.argument_id, a.channel_id FROM arguments a
    JOIN channels c ON c.channel_id = a.channel_id AND a.position <= c.grouped
    WHERE a.stance <> 'neutral' AND NOT EXISTS (
        SELECT 1 FROM point_members m WHERE m.channel_id = a.channel_id AND m.position = a.position)"""
COUNTED_AGAIN = """SELECT a.argument_id, a.channel_id FROM arguments a
    JOIN channels c ON c.channel_id = a.channel_id AND a.position > c.grouped
    JOIN point_members m ON m.channel_id = a.channel_id AND m.position = a.position
    WHERE m.place IS NOT NULL"""
"""What is measured, and is still to be brought into points."""

"""Rows whose owners are not there, which only another program can have left: one that does not keep to the keys.

The database names the tables itself when it looks through its keys; here is how each is mended, in an order in which
nothing comes before what it belongs to.
"""

from storage.verify.rules import Rule

ORPHANS = (
    Rule(
        "channel that nobody entered",
        """SELECT t.channel_id FROM (
            SELECT channel_id FROM posts UNION SELECT channel_id FROM pastes UNION SELECT channel_id FROM aliases
            UNION SELECT channel_id FROM settings UNION SELECT channel_id FROM answers) AS t
        WHERE NOT EXISTS (SELECT 1 FROM channels c WHERE c.channel_id = t.channel_id)""",
        (
            """INSERT INTO channels (channel_id) SELECT t.channel_id FROM (
            SELECT channel_id FROM posts UNION SELECT channel_id FROM pastes UNION SELECT channel_id FROM aliases
            UNION SELECT channel_id FROM settings UNION SELECT channel_id FROM answers) AS t
        WHERE NOT EXISTS (SELECT 1 FROM channels c WHERE c.channel_id = t.channel_id)""",
        ),
    ),
    Rule(
        "saving of a post that is gone",
        """SELECT s.post_id FROM savings s WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = s.channel_id AND p.post_id = s.post_id)""",
        (
            """DELETE FROM savings WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = savings.channel_id AND p.post_id = savings.post_id)""",
        ),
    ),
    Rule(
        "post of a paste that is gone",
        """SELECT t.paste_id FROM (
            SELECT channel_id, paste_id FROM posts UNION SELECT channel_id, paste_id FROM savings) AS t
        WHERE NOT EXISTS (SELECT 1 FROM pastes p WHERE p.channel_id = t.channel_id AND p.paste_id = t.paste_id)""",
        (
            # As a deletion leaves one: without its text.
            """INSERT INTO pastes (channel_id, paste_id, position, digest)
        SELECT t.channel_id, t.paste_id, c.last_position + row_number() OVER (
                   PARTITION BY t.channel_id ORDER BY t.paste_id), t.paste_id
        FROM (SELECT channel_id, paste_id FROM posts UNION SELECT channel_id, paste_id FROM savings) AS t
        JOIN channels c ON c.channel_id = t.channel_id
        WHERE NOT EXISTS (SELECT 1 FROM pastes p WHERE p.channel_id = t.channel_id AND p.paste_id = t.paste_id)""",
            """UPDATE channels SET last_position = t.highest FROM (
            SELECT channel_id, max(position) AS highest FROM pastes GROUP BY channel_id) AS t
        WHERE t.channel_id = channels.channel_id AND t.highest > channels.last_position""",
        ),
    ),
    Rule(
        "correction of a post that is gone",
        """SELECT c.post_id FROM corrections c WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = c.channel_id AND p.post_id = c.post_id)""",
        (
            """DELETE FROM corrections WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = corrections.channel_id AND p.post_id = corrections.post_id)""",
        ),
    ),
    Rule(
        "sketch of a post that is gone",
        """SELECT DISTINCT f.post_id FROM fingerprints f WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = f.channel_id AND p.post_id = f.post_id)""",
        (
            """DELETE FROM fingerprints WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = fingerprints.channel_id AND p.post_id = fingerprints.post_id)""",
        ),
    ),
    Rule(
        "job on a post that is gone",
        """SELECT j.post_id FROM jobs j WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = j.channel_id AND p.post_id = j.post_id)""",
        (
            """DELETE FROM jobs WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = jobs.channel_id AND p.post_id = jobs.post_id)""",
        ),
    ),
    Rule(
        "second reading of a post that is gone",
        """SELECT r.post_id FROM second_readings r WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = r.channel_id AND p.post_id = r.post_id)""",
        (
            """DELETE FROM second_readings WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = second_readings.channel_id
            AND p.post_id = second_readings.post_id)""",
        ),
    ),
    Rule(
        "argument of a post that is gone",
        """SELECT a.argument_id FROM arguments a WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = a.channel_id AND p.post_id = a.post_id)""",
        (
            """DELETE FROM arguments WHERE NOT EXISTS (
            SELECT 1 FROM posts p WHERE p.channel_id = arguments.channel_id AND p.post_id = arguments.post_id)""",
        ),
    ),
    Rule(
        "argument on a subject that is gone",
        """SELECT a.argument_id FROM arguments a WHERE NOT EXISTS (
            SELECT 1 FROM subjects s WHERE s.channel_id = a.channel_id AND s.key = a.subject_key)""",
        (
            """INSERT INTO jobs (channel_id, post_id, position) SELECT p.channel_id, p.post_id, p.position FROM posts p
        WHERE EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = p.channel_id AND a.post_id = p.post_id AND NOT EXISTS (
                SELECT 1 FROM subjects s WHERE s.channel_id = a.channel_id AND s.key = a.subject_key))
        ON CONFLICT (channel_id, post_id) DO NOTHING""",
            """DELETE FROM arguments WHERE NOT EXISTS (
            SELECT 1 FROM subjects s WHERE s.channel_id = arguments.channel_id AND s.key = arguments.subject_key)""",
        ),
    ),
    Rule(
        "reply on a post that does not wait",
        """SELECT r.post_id FROM replies r WHERE NOT EXISTS (
            SELECT 1 FROM jobs j WHERE j.channel_id = r.channel_id AND j.post_id = r.post_id)""",
        (
            """DELETE FROM replies WHERE NOT EXISTS (
            SELECT 1 FROM jobs j WHERE j.channel_id = replies.channel_id AND j.post_id = replies.post_id)""",
        ),
    ),
    Rule(
        "verdict on an answer that is gone",
        """SELECT v.answer_id FROM verdicts v WHERE NOT EXISTS (
            SELECT 1 FROM answers a WHERE a.channel_id = v.channel_id AND a.answer_id = v.answer_id)""",
        (
            """DELETE FROM verdicts WHERE NOT EXISTS (
            SELECT 1 FROM answers a WHERE a.channel_id = verdicts.channel_id AND a.answer_id = verdicts.answer_id)""",
        ),
    ),
    Rule(
        "texts of an argument that is gone",
        """SELECT t.channel_id || ' ' || t.position FROM argument_texts t WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = t.channel_id AND a.position = t.position)""",
        (
            """DELETE FROM argument_texts WHERE NOT EXISTS (
            SELECT 1 FROM arguments a
            WHERE a.channel_id = argument_texts.channel_id AND a.position = argument_texts.position)""",
        ),
    ),
    Rule(
        "vector of an argument that is gone",
        """SELECT v.channel_id || ' ' || v.position FROM vectors v WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = v.channel_id AND a.position = v.position)""",
        (
            """DELETE FROM vectors WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = vectors.channel_id AND a.position = vectors.position)""",
        ),
    ),
    Rule(
        "place of an argument that is gone",
        """SELECT m.channel_id || ' ' || m.position FROM point_members m WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = m.channel_id AND a.position = m.position)""",
        (
            """DELETE FROM point_members WHERE NOT EXISTS (
            SELECT 1 FROM arguments a
            WHERE a.channel_id = point_members.channel_id AND a.position = point_members.position)""",
        ),
    ),
    Rule(
        "argument in a point that is gone",
        """SELECT m.channel_id || ' ' || m.position FROM point_members m WHERE NOT EXISTS (
            SELECT 1 FROM points p WHERE p.channel_id = m.channel_id AND p.point_id = m.point_id)""",
        (
            """DELETE FROM point_members WHERE NOT EXISTS (
            SELECT 1 FROM points p
            WHERE p.channel_id = point_members.channel_id AND p.point_id = point_members.point_id)""",
        ),
    ),
    Rule(
        "sentence on a point that is gone",
        """SELECT t.point_id FROM point_texts t WHERE NOT EXISTS (
            SELECT 1 FROM points p WHERE p.channel_id = t.channel_id AND p.point_id = t.point_id)""",
        (
            """DELETE FROM point_texts WHERE NOT EXISTS (
            SELECT 1 FROM points p
            WHERE p.channel_id = point_texts.channel_id AND p.point_id = point_texts.point_id)""",
        ),
    ),
    Rule(
        "point that became one that is gone",
        """SELECT t.point_id FROM point_moves t WHERE NOT EXISTS (
            SELECT 1 FROM points p WHERE p.channel_id = t.channel_id AND p.point_id = t.became)""",
        (
            """DELETE FROM point_moves WHERE NOT EXISTS (
            SELECT 1 FROM points p WHERE p.channel_id = point_moves.channel_id AND p.point_id = point_moves.became)""",
        ),
    ),
    Rule(
        "comparison with a point that is gone",
        """SELECT t.point_id FROM points_compared t WHERE NOT EXISTS (
            SELECT 1 FROM points p WHERE p.channel_id = t.channel_id AND p.point_id = t.point_id)
        UNION SELECT l.bull FROM point_links l WHERE 2 > (
            SELECT count(*) FROM points p WHERE p.channel_id = l.channel_id AND p.point_id IN (l.bull, l.bear))""",
        (
            """DELETE FROM points_compared WHERE NOT EXISTS (
            SELECT 1 FROM points p
            WHERE p.channel_id = points_compared.channel_id AND p.point_id = points_compared.point_id)""",
            """DELETE FROM point_links WHERE 2 > (
            SELECT count(*) FROM points p
            WHERE p.channel_id = point_links.channel_id AND p.point_id IN (point_links.bull, point_links.bear))""",
        ),
    ),
)

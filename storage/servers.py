"""What a database server says of itself, for whoever runs it: nothing of what is kept there."""

import time

from bot.domain.health import Safeguard, Server
from storage.database import Session
from storage.drivers import SERVERS

CONDITION = """SELECT current_setting('server_version'),
                      (SELECT extversion FROM pg_extension WHERE extname = 'vector'),
                      pg_is_in_recovery(),
                      current_setting('default_transaction_read_only') = 'on',
                      (SELECT count(*) FROM pg_stat_replication)"""
# Of the server's limit, the database's and the role's that which is nearest; what is kept for superusers is nobody's.
CONNECTIONS = """WITH limits (used, allowed) AS (
                     SELECT sum(numbackends), current_setting('max_connections')::bigint
                         - current_setting('superuser_reserved_connections')::bigint
                         - coalesce(current_setting('reserved_connections', true)::bigint, 0) FROM pg_stat_database
                     UNION ALL SELECT s.numbackends, d.datconnlimit
                     FROM pg_database d JOIN pg_stat_database s ON s.datid = d.oid WHERE d.datname = current_database()
                     UNION ALL SELECT (SELECT count(*) FROM pg_stat_activity WHERE usename = current_user), rolconnlimit
                     FROM pg_roles WHERE rolname = current_user)
                 SELECT used::bigint, allowed::bigint FROM limits WHERE allowed >= 0 ORDER BY allowed - used LIMIT 1"""
NOW = "SELECT extract(epoch FROM clock_timestamp())::float8"
OFF = "SELECT name FROM unnest($1::text[]) AS name WHERE current_setting(name) = 'off'"
# The tables of a casebook are those that lead with the channel, beside the one that this finds them by.
FORBIDDEN = """SELECT privilege || ' ON ' || c.relname
               FROM pg_class c CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
               WHERE c.relkind IN ('r', 'p')
               AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('schema_version'))
               AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'channel_id')
               AND NOT has_table_privilege(c.oid, privilege) ORDER BY privilege, c.relname"""


def is_on_server(url: str) -> bool:
    return url.startswith(SERVERS)


async def condition(session: Session) -> Server:
    version, pgvector, standby, read_only, standbys = await session.one(CONDITION)
    used, allowed = await session.one(CONNECTIONS)
    return Server(
        version=version.split()[0],
        pgvector=pgvector,
        standby=standby,
        read_only=read_only,
        standbys=standbys,
        used=used,
        allowed=allowed,
        ahead=await _ahead(session),
        off=tuple(Safeguard(name) for (name,) in await session.rows(OFF, list(Safeguard))),
        forbidden=tuple(right for (right,) in await session.rows(FORBIDDEN)),
    )


async def _ahead(session: Session) -> float:
    """Seconds; its moment is taken for the middle of the time in which we asked."""
    began = time.time()
    [now] = await session.one(NOW)
    return float(now) - (began + time.time()) / 2

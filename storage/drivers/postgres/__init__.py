"""A server that many processes and machines share: PostgreSQL with pgvector, through asyncpg."""

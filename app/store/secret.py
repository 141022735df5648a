"""What an installation alone knows, made with its database and kept in nothing else."""

from secrets import token_bytes

from app.store.database import Database
from app.store.queries import queries_beside

queries = queries_beside(__file__)

SECRET_BYTES = 32


async def secret_of(db: Database) -> bytes:
    """The 32 random bytes of this installation, the same at every call and after every start.

    Raises:
        StoreUnavailableError: the database has none yet, and can't be written.
    """
    if kept := await db.read(queries.kept_secret, bytes):
        return kept[0]
    await db.write(queries.keep_secret, int, value=token_bytes(SECRET_BYTES))
    (secret,) = await db.read(queries.kept_secret, bytes)
    return secret

"""Both engines keep the same: tables, columns with their types, and what goes with what."""

from tests.engines import stored
from tests.server import Server

TYPES = {"INTEGER": "bigint", "TEXT": "text", "BLOB": "bytea"}

SQLITE_COLUMNS = """
select kept.name, field.name, field.type
from sqlite_schema as kept join pragma_table_info(kept.name) as field
where kept.type = 'table' and kept.name not like 'sqlite_%'"""
POSTGRESQL_COLUMNS = """
select kept.table_name::text, field.column_name::text, field.data_type::text
from information_schema.tables as kept
join information_schema.columns as field using (table_schema, table_name)
where kept.table_schema = 'public' and kept.table_type = 'BASE TABLE'
    and kept.table_name <> 'schema_version'"""  # SQLite has a place of its own for that

SQLITE_LINKS = """
select kept.name, link."from", link."table", lower(link.on_delete)
from sqlite_schema as kept join pragma_foreign_key_list(kept.name) as link
where kept.type = 'table'"""
POSTGRESQL_LINKS = """
select key.conrelid::regclass::text, field.attname::text, key.confrelid::regclass::text,
    case key.confdeltype when 'c' then 'cascade' when 'a' then 'no action' else 'another' end
from pg_constraint as key
join pg_attribute as field on attrelid = conrelid and attnum = any (conkey)
where key.contype = 'f'"""


def test_the_tables_and_their_columns_are_the_same(
    server_on_sqlite: Server, server_on_postgresql: Server
) -> None:
    found = stored(server_on_sqlite, SQLITE_COLUMNS)
    on_sqlite = {(table, column, TYPES[kind.upper()]) for table, column, kind in found}
    assert on_sqlite == set(stored(server_on_postgresql, POSTGRESQL_COLUMNS))


def test_what_is_deleted_takes_the_same_with_it(
    server_on_sqlite: Server, server_on_postgresql: Server
) -> None:
    on_sqlite = set(stored(server_on_sqlite, SQLITE_LINKS))
    assert on_sqlite == set(stored(server_on_postgresql, POSTGRESQL_LINKS))
    assert on_sqlite

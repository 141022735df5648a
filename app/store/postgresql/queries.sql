-- name: number_of_server()
-- 150004 is 15.4.
select current_setting('server_version_num')::int as number;

-- name: encoding()
select current_setting('server_encoding') as encoding;

-- name: durability()
select current_setting('synchronous_commit') as durability;

-- name: tables()
select table_name::text as name from information_schema.tables
where table_schema = current_schema();

-- name: make_version_table()!
create table if not exists schema_version (
    id bigint primary key check (id = 1),
    version bigint not null
);

-- name: begin_with_nothing()!
insert into schema_version (id, version) values (1, 0) on conflict (id) do nothing;

-- name: version()
select version from schema_version;

-- name: take_step(version, before)
-- Who comes second waits here, and then finds that the step was taken.
update schema_version set version = :version where version = :before returning version;

-- name: rewrite_version()
update schema_version set version = version returning version;

-- Of several processes, the one that does a thing has the lease of it until `expires_at` and renews
-- it; `failure` says why the last try came to nothing, until somebody was told.
create table lease (
    name text primary key check (length(name) between 1 and 100),
    holder text not null,
    expires_at integer not null check (expires_at > 0),  -- microseconds since 1970, UTC
    failure text check (length(failure) > 0)
) strict, without rowid;

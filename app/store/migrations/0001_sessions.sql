create table session (
    id integer primary key autoincrement,  -- a number is never given twice, also after a deletion
    owner blob not null check (length(owner) = 32),
    user_id integer,
    job_title text not null check (length(job_title) between 1 and 200),
    company_name text not null check (length(company_name) between 1 and 200),
    created_at integer not null check (created_at > 0),  -- microseconds since 1970, UTC
    request_key blob check (length(request_key) = 32),
    unique (owner, request_key)
) strict;

create index session_of_owner on session (owner, id);

-- The long texts stand apart, so that a list of sessions never reads past them.
create table document (
    session_id integer not null references session (id) on delete cascade,
    kind text not null check (kind in ('cv', 'job')),
    content text not null check (length(content) > 0),
    primary key (session_id, kind)
) strict, without rowid;

-- A person may keep a session to the rules, and a second opinion is kept as far as it has come.
alter table session add column rules_only integer not null default 0 check (rules_only in (0, 1));

create table opinion (
    session_id integer primary key references session (id) on delete cascade,
    state text not null check (state in ('waiting', 'ready', 'failed')),
    opinion text not null  -- JSON of the interviewer's own shape
) strict;
create index opinion_waiting on opinion (state);

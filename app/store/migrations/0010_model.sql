-- A person may keep a session to the rules, and a second opinion is kept as far as it has come.
alter table session add column rules_only integer not null default 0 check (rules_only in (0, 1));

create table opinion (
    session_id integer primary key references session (id) on delete cascade,
    state text not null check (state in ('waiting', 'ready', 'failed')),
    opinion text not null  -- JSON of the interviewer's own shape
) strict;
create index opinion_waiting on opinion (state);

-- What a model understood of two documents; it is good for these very texts, and goes with them.
create table reading (
    session_id integer primary key references session (id) on delete cascade,
    cv_text_id integer not null references text (id) on delete cascade,
    job_text_id integer not null references text (id) on delete cascade,
    reading text not null  -- JSON of the interviewer's own shape
) strict;
create index reading_of_cv on reading (cv_text_id);
create index reading_of_job on reading (job_text_id);

-- An interview keeps the texts that it was planned from, and the plan, so that it never changes its
-- meaning; `plan`, `question` and `report` are JSON of the interviewer's own shapes.
create table interview (
    session_id integer primary key references session (id) on delete cascade,
    cv text not null,
    job_description text not null,
    plan text not null,
    completed_at integer check (completed_at > 0)
) strict;

create table turn (
    session_id integer not null references interview (session_id) on delete cascade,
    number integer not null check (number between 1 and 8),
    question text not null,
    asked_at integer not null check (asked_at > 0),
    answer text check (length(answer) > 0),
    answered_at integer check (answered_at > 0),
    primary key (session_id, number)
) strict, without rowid;

create table feedback (
    id integer primary key autoincrement,
    session_id integer not null unique references interview (session_id) on delete cascade,
    interview_score integer check (interview_score between 1 and 10),
    report text not null,
    created_at integer not null check (created_at > 0)
) strict;

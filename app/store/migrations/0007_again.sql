-- A question may be skipped or asked in other words, an answer knows how long it took, and may be
-- given again once there is a report; runs of one job know the first of them.
alter table turn add column skipped integer not null default 0 check (skipped in (0, 1));
alter table turn add column seconds integer check (seconds between 0 and 7200);
alter table turn add column rephrased integer not null default 0 check (rephrased in (0, 1));
alter table turn add column rephrase_key blob check (length(rephrase_key) = 32);

create table attempt (
    session_id integer not null references session (id) on delete cascade,
    turn_number integer not null check (turn_number between 1 and 8),
    number integer not null check (number > 0),
    answer text not null check (length(answer) > 0),
    judgement text not null,  -- JSON of the interviewer's own shape
    answered_at integer not null check (answered_at > 0),
    request_key blob check (length(request_key) = 32),
    primary key (session_id, turn_number, number),
    unique (session_id, turn_number, request_key)
) strict, without rowid;

-- The id of the first run, which may be deleted: ids are never given twice. Older copies stay apart.
alter table session add column first_run integer;
create index session_of_run on session (first_run);

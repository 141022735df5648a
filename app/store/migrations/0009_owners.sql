-- A session belongs to an owner, whom every device of theirs opens with a token of its own.
create table device (
    id integer primary key autoincrement,
    token blob not null unique check (length(token) = 32),  -- SHA-256 of the cookie
    owner blob not null check (length(owner) = 32),
    added_at integer not null check (added_at > 0)
) strict;
create index device_of_owner on device (owner);

insert into device (token, owner, added_at)
select owner, owner, min(created_at) from session group by owner order by min(created_at);

-- What lets another device in, once and for some minutes.
create table link (
    code blob primary key check (length(code) = 32),  -- SHA-256 of what the address holds
    owner blob not null check (length(owner) = 32),
    expires_at integer not null check (expires_at > 0)
) strict, without rowid;

-- `uid` names a session wherever it is taken, `lineage` is the uid of the first run at its job (its
-- own, perhaps), and `search` holds its names without case and accents, for any engine to compare.
alter table session add column uid text check (length(uid) = 32);
alter table session add column lineage text check (length(lineage) = 32);
alter table session add column search text;
alter table session add column opened_at integer not null default 1 check (opened_at > 0);

update session set
    uid = lower(hex(randomblob(16))),
    search = folded(job_title) || char(10) || folded(company_name),
    opened_at = 1000000 * cast(strftime('%s', 'now') as integer);
update session set lineage = coalesce(
    (select first.uid from session as first where first.id = session.first_run), uid
);

drop index session_of_run;
alter table session drop column first_run;
drop index session_of_owner;
create index session_of_owner on session (owner, created_at, id);
create unique index session_of_uid on session (owner, uid);
create index session_of_lineage on session (owner, lineage, created_at, id);
create index session_opened on session (opened_at);

-- An interview keeps the names that it was planned with.
alter table interview add column job_title text check (length(job_title) between 1 and 200);
alter table interview add column company_name text check (length(company_name) between 1 and 200);
update interview set (job_title, company_name) = (
    select session.job_title, session.company_name from session
    where session.id = interview.session_id
);

-- By which rules a score was given: only scores of the same rules are compared.
alter table feedback add column scored_by text;
update feedback set scored_by = json_extract(report, '$.scored_by');

-- A session and how far it has come, for every list and page.
create view standing as
select
    session.id, session.owner, session.uid, session.job_title, session.company_name,
    session.created_at, session.opened_at, session.lineage, session.search,
    exists (select 1 from document where session_id = session.id and kind = 'cv') as has_cv,
    exists (select 1 from document where session_id = session.id and kind = 'job') as has_job,
    (select count(*) from turn where turn.session_id = session.id) as question_count,
    interview.completed_at is not null as is_complete,
    interview.completed_at is not null and not exists (
        select 1 from turn where turn.session_id = session.id and turn.answer is not null
    ) as is_empty,
    feedback.id is not null as has_feedback, feedback.interview_score as score,
    feedback.scored_by
from session
left join interview on interview.session_id = session.id
left join feedback on feedback.session_id = session.id;

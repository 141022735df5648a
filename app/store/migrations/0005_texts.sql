-- A text is kept once and never changes, however many sessions and interviews rest on it.
-- What is made remembers the request that made it (`request_key`), so that a second one makes nothing.
create table text (
    id integer primary key autoincrement,
    content text not null check (length(content) > 0)
) strict;

-- The numbers 4 * session_id + 0 to 3 are: the CV, the job description, and both as a begun
-- interview keeps them where they have changed since.
insert into text (id, content)
select 4 * session_id + case kind when 'cv' then 0 else 1 end, content from document;

insert into text (id, content)
select 4 * interview.session_id + 2, interview.cv from interview
where not exists (
    select 1 from text where text.id = 4 * interview.session_id and text.content = interview.cv
);

insert into text (id, content)
select 4 * interview.session_id + 3, interview.job_description from interview
where not exists (
    select 1 from text
    where text.id = 4 * interview.session_id + 1 and text.content = interview.job_description
);

create table new_document (
    session_id integer not null references session (id) on delete cascade,
    kind text not null check (kind in ('cv', 'job')),
    text_id integer not null references text (id),
    name text check (length(name) between 1 and 120),
    size_bytes integer check (size_bytes > 0),
    word_count integer,
    headings text,
    saved_at integer not null check (saved_at > 0),
    request_key blob check (length(request_key) = 32),
    primary key (session_id, kind)
) strict, without rowid;

insert into new_document (session_id, kind, text_id, name, size_bytes, saved_at)
select
    session_id, kind, 4 * session_id + case kind when 'cv' then 0 else 1 end, name, size_bytes,
    saved_at
from document;

drop table document;
alter table new_document rename to document;
create index document_of_text on document (text_id);

create table new_interview (
    session_id integer primary key references session (id) on delete cascade,
    cv_text_id integer not null references text (id),
    job_text_id integer not null references text (id),
    plan text not null,
    completed_at integer check (completed_at > 0)
) strict;

insert into new_interview (session_id, cv_text_id, job_text_id, plan, completed_at)
select
    session_id,
    coalesce(
        (select id from text where id = 4 * interview.session_id + 2), 4 * session_id
    ),
    coalesce(
        (select id from text where id = 4 * interview.session_id + 3), 4 * session_id + 1
    ),
    plan, completed_at
from interview;

drop table interview;
alter table new_interview rename to interview;
create index interview_of_cv on interview (cv_text_id);
create index interview_of_job on interview (job_text_id);

alter table turn add column request_key blob check (length(request_key) = 32);
alter table feedback add column request_key blob check (length(request_key) = 32);

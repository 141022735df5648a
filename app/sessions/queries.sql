-- name: create_session(owner, job_title, company_name, created_at, request_key)
-- The same request from the same visitor finds the session that the first one made.
insert into session (owner, job_title, company_name, created_at, request_key)
values (:owner, :job_title, :company_name, :created_at, :request_key)
on conflict (owner, request_key) do update set request_key = excluded.request_key
returning id;

-- name: count_before_new(owner, request_key)
-- None where this very request has made one of them.
select count(*) from session
where owner = :owner and not exists (
    select 1 from session as made where made.owner = :owner and made.request_key = :request_key
);

-- name: owns_anything(owner)
select 1 from session where owner = :owner limit 1;

-- name: session_by_id(id)
select
    session.owner, session.id, session.job_title, session.company_name, session.created_at,
    exists (select 1 from document where session_id = session.id and kind = 'cv') as has_cv,
    exists (select 1 from document where session_id = session.id and kind = 'job') as has_job,
    (select count(*) from turn where turn.session_id = session.id) as question_count,
    interview.completed_at is not null as is_complete,
    interview.completed_at is not null and not exists (
        select 1 from turn where turn.session_id = session.id and turn.answer is not null
    ) as is_empty,
    feedback.id is not null as has_feedback, feedback.interview_score as score
from session
left join interview on interview.session_id = session.id
left join feedback on feedback.session_id = session.id
where session.id = :id;

-- name: recent_sessions(owner, count)
-- With where each stands among the runs of its job: practised again, a session knows the first.
select
    session.id, session.job_title, session.company_name, session.created_at,
    exists (select 1 from document where session_id = session.id and kind = 'cv') as has_cv,
    exists (select 1 from document where session_id = session.id and kind = 'job') as has_job,
    (select count(*) from turn where turn.session_id = session.id) as question_count,
    interview.completed_at is not null as is_complete,
    interview.completed_at is not null and not exists (
        select 1 from turn where turn.session_id = session.id and turn.answer is not null
    ) as is_empty,
    feedback.id is not null as has_feedback, feedback.interview_score as score,
    coalesce(session.first_run, session.id) as lineage,
    (
        select count(*) from session as run
        where run.first_run = coalesce(session.first_run, session.id) and run.id <= session.id
    ) as runs_until,
    (
        select count(*) from session as run
        where run.first_run = coalesce(session.first_run, session.id)
    ) as runs_after_first
from session
left join interview on interview.session_id = session.id
left join feedback on feedback.session_id = session.id
where session.owner = :owner
order by session.id desc
limit :count;

-- name: unfinished_session(owner)
-- The newest that has no report yet and can have one.
select
    session.id, session.job_title, session.company_name, session.created_at,
    exists (select 1 from document where session_id = session.id and kind = 'cv') as has_cv,
    exists (select 1 from document where session_id = session.id and kind = 'job') as has_job,
    (select count(*) from turn where turn.session_id = session.id) as question_count,
    interview.completed_at is not null as is_complete,
    interview.completed_at is not null and not exists (
        select 1 from turn where turn.session_id = session.id and turn.answer is not null
    ) as is_empty,
    feedback.id is not null as has_feedback, feedback.interview_score as score
from session
left join interview on interview.session_id = session.id
left join feedback on feedback.session_id = session.id
where session.owner = :owner and feedback.id is null and (
    interview.completed_at is null
    or exists (select 1 from turn where turn.session_id = session.id and turn.answer is not null)
)
order by session.id desc
limit 1;

-- name: session_body(id)
select
    session.id, session.user_id, session.job_title, session.company_name, session.created_at,
    cv.content as cv_text, job.content as job_description_text
from session
left join document as cv_document
    on cv_document.session_id = session.id and cv_document.kind = 'cv'
left join text as cv on cv.id = cv_document.text_id
left join document as job_document
    on job_document.session_id = session.id and job_document.kind = 'job'
left join text as job on job.id = job_document.text_id
where session.id = :id;

-- name: recent_bodies(owner, count)
select
    session.id, session.job_title, session.company_name, session.created_at,
    cv.content as cv_text, job.content as job_description_text
from session
left join document as cv_document
    on cv_document.session_id = session.id and cv_document.kind = 'cv'
left join text as cv on cv.id = cv_document.text_id
left join document as job_document
    on job_document.session_id = session.id and job_document.kind = 'job'
left join text as job on job.id = job_document.text_id
where session.owner = :owner
order by session.id desc
limit :count;

-- name: create_session(owner, job_title, company_name, created_at, request_key)
-- The same request from the same visitor finds the session that the first one made.
insert into session (owner, job_title, company_name, created_at, request_key)
values (:owner, :job_title, :company_name, :created_at, :request_key)
on conflict (owner, request_key) do update set request_key = excluded.request_key
returning id;

-- name: owns_anything(owner)
select 1 from session where owner = :owner limit 1;

-- name: session_by_id(id)
select
    session.owner, session.created_at, session.id, session.user_id, session.job_title,
    session.company_name, cv.content, job.content,
    (select count(*) from turn where turn.session_id = session.id),
    interview.completed_at is not null, feedback.id is not null, feedback.interview_score
from session
left join document as cv on cv.session_id = session.id and cv.kind = 'cv'
left join document as job on job.session_id = session.id and job.kind = 'job'
left join interview on interview.session_id = session.id
left join feedback on feedback.session_id = session.id
where session.id = :id;

-- name: recent_sessions(owner, count)
select
    session.created_at, session.id, session.job_title, session.company_name,
    cv.content, job.content
from session
left join document as cv on cv.session_id = session.id and cv.kind = 'cv'
left join document as job on job.session_id = session.id and job.kind = 'job'
where session.owner = :owner
order by session.id desc
limit :count;

-- name: recent_cards(owner, count)
select
    session.created_at, session.id, session.job_title, session.company_name,
    exists (select 1 from document where session_id = session.id and kind = 'cv'),
    exists (select 1 from document where session_id = session.id and kind = 'job'),
    (select count(*) from turn where turn.session_id = session.id),
    interview.completed_at is not null, feedback.id is not null, feedback.interview_score
from session
left join interview on interview.session_id = session.id
left join feedback on feedback.session_id = session.id
where session.owner = :owner
order by session.id desc
limit :count;

-- name: know_device(visitor, owner, added_at)
-- A token that is known already keeps its owner.
insert into device (token, owner, added_at) values (:visitor, :owner, :added_at)
on conflict (token) do nothing
returning id;

-- name: is_known(visitor)
select 1 from device where token = :visitor;

-- name: touch_owner(visitor)
-- Units that touch the same owner come one after the other; the owner has no row but of devices, so
-- the first of these stands for them.
update device set added_at = added_at
where id = (
    select min(other.id) from device as other
    where other.owner = (select mine.owner from device as mine where mine.token = :visitor)
)
returning owner;

-- name: touch_owner_of(session_id)
update device set added_at = added_at
where id = (
    select min(other.id) from device as other
    join session on session.owner = other.owner where session.id = :session_id
)
returning owner;

-- name: create_session(visitor, uid, job_title, company_name, search, now, request_key)
-- The same request from the same visitor finds the session that the first one made.
insert into session (
    owner, uid, lineage, job_title, company_name, search, created_at, opened_at, request_key
)
select owner, :uid, :uid, :job_title, :company_name, :search, :now, :now, :request_key
from device where token = :visitor
on conflict (owner, request_key) do update set request_key = excluded.request_key
returning id;

-- name: count_before_new(visitor, request_key)
-- None where this very request has made one of them.
select count(*) from session
where owner = (select owner from device where token = :visitor) and not exists (
    select 1 from session as made
    where made.owner = session.owner and made.request_key = :request_key
);

-- name: session_by_id(id, visitor)
select
    id, job_title, company_name, created_at, opened_at, has_cv, has_job, question_count,
    is_complete, is_empty, has_feedback, score,
    coalesce(owner = (select owner from device where token = :visitor), false) as is_own,
    (select rules_only from session where session.id = standing.id) as rules_only
from standing where id = :id;

-- name: keeps_to_rules(id)
select rules_only from session where id = :id;

-- name: note_opening(id, opened_at)
update session set opened_at = :opened_at where id = :id returning id;

-- name: recent_sessions(visitor, count)
-- With where each stands among the runs of its job.
select
    id, job_title, company_name, created_at, has_cv, has_job, question_count,
    is_complete, is_empty, has_feedback, score, lineage,
    (
        select count(*) from session as run
        where run.owner = standing.owner and run.lineage = standing.lineage
            and (run.created_at, run.id) <= (standing.created_at, standing.id)
    ) as number,
    (
        select count(*) from session as run
        where run.owner = standing.owner and run.lineage = standing.lineage
    ) as run_count,
    (
        select count(*) from turn
        where turn.session_id = standing.id and turn.answered_at is not null
    ) as done_count
from standing
where owner = (select owner from device where token = :visitor)
order by created_at desc, id desc
limit :count;

-- name: unfinished_session(visitor)
-- The newest that has no report yet and can have one.
select
    id, job_title, company_name, created_at, has_cv, has_job, question_count,
    is_complete, is_empty, has_feedback, score
from standing
where owner = (select owner from device where token = :visitor) and not has_feedback and not is_empty
order by created_at desc, id desc
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

-- name: recent_bodies(visitor, count)
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
where session.owner = (select owner from device where token = :visitor)
order by session.created_at desc, session.id desc
limit :count;

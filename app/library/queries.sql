-- name: found_sessions(visitor, pattern, state, created_at, id, count)
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
    and (:pattern = '%%' or search like :pattern escape '\')
    and (:state = '' or :state = case
        when has_feedback then 'feedback' when question_count > 0 then 'interview' else 'documents'
    end)
    and (created_at, id) < (:created_at, :id)
order by created_at desc, id desc
limit :count;

-- name: count_sessions(visitor)
select count(*) from session where owner = (select owner from device where token = :visitor);

-- name: count_found(visitor, pattern, state)
select count(*)
from standing
where owner = (select owner from device where token = :visitor)
    and (:pattern = '%%' or search like :pattern escape '\')
    and (:state = '' or :state = case
        when has_feedback then 'feedback' when question_count > 0 then 'interview' else 'documents'
    end);

-- name: runs_of(visitor, lineage, count)
select
    id, job_title, company_name, created_at, has_cv, has_job, question_count,
    is_complete, is_empty, has_feedback, score, scored_by
from standing
where owner = (select owner from device where token = :visitor) and lineage = :lineage
order by created_at desc, id desc
limit :count;

-- name: rename(id, job_title, company_name, search)
update session set job_title = :job_title, company_name = :company_name, search = :search
where id = :id
returning id;

-- name: texts_of(session_id)
select text_id from document where session_id = :session_id
union
select cv_text_id from interview where session_id = :session_id
union
select job_text_id from interview where session_id = :session_id;

-- name: delete_session(session_id)
-- Everything that hangs on it goes with it.
delete from session where id = :session_id returning id;

-- name: contents(session_id)
select
    (select count(*) from turn where session_id = :session_id and answer is not null)
        as answer_count,
    (select count(*) from attempt where session_id = :session_id) as attempt_count,
    (
        select count(*)
        from session
        join document on document.session_id = session.id and document.kind = 'cv'
        join text on text.id = document.text_id
        where session.owner = (select mine.owner from session as mine where mine.id = :session_id)
            and session.id <> :session_id
            and text.content = (
                select its.content from document as cv join text as its on its.id = cv.text_id
                where cv.session_id = :session_id and cv.kind = 'cv'
            )
    ) as same_cv_count;

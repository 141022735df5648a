-- name: keep_feedback(session_id, interview_score, report, created_at, request_key)
-- Of two reports on one interview the first is kept.
insert into feedback (session_id, interview_score, report, created_at, request_key)
values (:session_id, :interview_score, :report, :created_at, :request_key)
on conflict (session_id) do nothing
returning id;

-- name: feedback_of(session_id)
select id, report, created_at from feedback where session_id = :session_id;

-- name: former_report(session_id)
-- The report on the last run before this one, of the same job and the same owner.
select feedback.id, feedback.report, feedback.created_at
from session as run
join session as former
    on former.owner = run.owner and former.id < run.id
    and coalesce(run.first_run, run.id) in (former.id, former.first_run)
join feedback on feedback.session_id = former.id
where run.id = :session_id
order by former.id desc
limit 1;

-- name: report_made(session_id)
select id, request_key from feedback where session_id = :session_id;

-- name: copy_session(owner, session_id, created_at, request_key)
-- The same request finds the session that the first one made.
insert into session (owner, job_title, company_name, created_at, request_key, first_run)
select
    :owner, job_title, company_name, :created_at, :request_key, coalesce(first_run, id)
from session where id = :session_id
on conflict (owner, request_key) do update set request_key = excluded.request_key
returning id;

-- name: copy_documents(session_id, copy_id)
-- The texts themselves are shared, not copied.
insert into document (
    session_id, kind, text_id, name, size_bytes, word_count, headings, saved_at
)
select :copy_id, kind, text_id, name, size_bytes, word_count, headings, saved_at
from document where session_id = :session_id
on conflict (session_id, kind) do nothing
returning kind;

-- name: copy_choices(session_id, copy_id)
insert into review (session_id, choices)
select :copy_id, choices from review where session_id = :session_id
on conflict (session_id) do nothing
returning session_id;

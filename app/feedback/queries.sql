-- name: keep_feedback(session_id, interview_score, scored_by, report, created_at, request_key)
-- Of two reports on one interview the first is kept.
insert into feedback (session_id, interview_score, scored_by, report, created_at, request_key)
values (:session_id, :interview_score, :scored_by, :report, :created_at, :request_key)
on conflict (session_id) do nothing
returning id;

-- name: feedback_of(session_id)
select id, report, created_at from feedback where session_id = :session_id;

-- name: report_made(session_id)
select id, request_key from feedback where session_id = :session_id;

-- name: report_before(feedback_id)
-- The newest that was made before this one, for the same owner, of another run at the same job.
select earlier.session_id, earlier.report
from feedback as this
join session on session.id = this.session_id
join session as run
    on run.owner = session.owner and run.lineage = session.lineage
join feedback as earlier
    on earlier.session_id = run.id
    and (earlier.created_at, earlier.id) < (this.created_at, this.id)
where this.id = :feedback_id
order by earlier.created_at desc, earlier.id desc
limit 1;

-- name: newest_attempts(session_id)
-- Of each question that was answered again.
select turn_number, judgement
from attempt
where session_id = :session_id and number = (
    select max(number) from attempt as later
    where later.session_id = attempt.session_id and later.turn_number = attempt.turn_number
)
order by turn_number;

-- name: copy_session(visitor, session_id, uid, now, request_key)
-- The same request finds the session that the first one made.
insert into session (
    owner, uid, lineage, job_title, company_name, search, created_at, opened_at, request_key,
    rules_only
)
select
    device.owner, :uid, lineage, job_title, company_name, search, :now, :now, :request_key,
    rules_only
from session join device on device.token = :visitor
where session.id = :session_id
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

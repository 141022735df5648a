-- name: session_ids(visitor)
select id from session
where owner = (select owner from device where token = :visitor)
order by created_at, id;

-- name: reported_sessions(visitor)
select session.id, session.job_title, session.company_name, session.created_at
from session join feedback on feedback.session_id = session.id
where session.owner = (select owner from device where token = :visitor)
order by session.created_at, session.id;

-- name: session_to_export(id)
select
    session.uid, session.job_title, session.company_name, session.created_at, session.lineage,
    session.rules_only, review.choices, opinion.opinion
from session
left join review on review.session_id = session.id
left join opinion on opinion.session_id = session.id
where session.id = :id;

-- name: documents_to_export(id)
select
    document.kind, text.content, document.name, document.size_bytes, document.word_count,
    document.headings, document.saved_at
from document join text on text.id = document.text_id
where document.session_id = :id;

-- name: interview_to_export(id)
select
    interview.job_title, interview.company_name, cv.content as cv, job.content as job_description,
    interview.plan, interview.completed_at
from interview
join text as cv on cv.id = interview.cv_text_id
join text as job on job.id = interview.job_text_id
where interview.session_id = :id;

-- name: turns_to_export(id)
select number, question, asked_at, answer, answered_at, skipped, seconds, rephrased
from turn where session_id = :id order by number;

-- name: feedback_to_export(id)
select interview_score, scored_by, report, created_at from feedback where session_id = :id;

-- name: attempts_to_export(id)
select turn_number, number, answer, judgement, answered_at
from attempt where session_id = :id order by turn_number, number;

-- name: import_session(visitor, uid, lineage, job_title, company_name, search, created_at, opened_at, request_key, rules_only)
-- One that is here already stays as it is.
insert into session (
    owner, uid, lineage, job_title, company_name, search, created_at, opened_at, request_key,
    rules_only
)
select
    owner, :uid, :lineage, :job_title, :company_name, :search, :created_at, :opened_at,
    :request_key, :rules_only
from device where token = :visitor
on conflict do nothing
returning id;

-- name: is_made_by(visitor, uid, request_key)
select 1 from session
where owner = (select owner from device where token = :visitor) and uid = :uid
    and request_key = :request_key;

-- name: import_document(session_id, kind, text_id, name, size_bytes, word_count, headings, saved_at)
insert into document (
    session_id, kind, text_id, name, size_bytes, word_count, headings, saved_at
)
values (:session_id, :kind, :text_id, :name, :size_bytes, :word_count, :headings, :saved_at)
returning text_id;

-- name: import_choices(session_id, choices)
insert into review (session_id, choices) values (:session_id, :choices) returning session_id;

-- name: import_interview(session_id, job_title, company_name, cv_text_id, job_text_id, plan, completed_at)
insert into interview (
    session_id, job_title, company_name, cv_text_id, job_text_id, plan, completed_at
)
values (
    :session_id, :job_title, :company_name, :cv_text_id, :job_text_id, :plan, :completed_at
)
returning session_id;

-- name: import_turn(session_id, number, question, asked_at, answer, answered_at, skipped, seconds, rephrased)
insert into turn (
    session_id, number, question, asked_at, answer, answered_at, skipped, seconds, rephrased
)
values (
    :session_id, :number, :question, :asked_at, :answer, :answered_at, :skipped, :seconds,
    :rephrased
)
returning number;

-- name: import_feedback(session_id, interview_score, scored_by, report, created_at)
insert into feedback (session_id, interview_score, scored_by, report, created_at)
values (:session_id, :interview_score, :scored_by, :report, :created_at)
returning id;

-- name: import_opinion(session_id, state, opinion)
insert into opinion (session_id, state, opinion) values (:session_id, :state, :opinion)
returning session_id;

-- name: import_attempt(session_id, turn_number, number, answer, judgement, answered_at)
insert into attempt (session_id, turn_number, number, answer, judgement, answered_at)
values (:session_id, :turn_number, :number, :answer, :judgement, :answered_at)
returning number;

-- name: interview_of(session_id)
select
    interview.job_title, interview.company_name, interview.plan, interview.completed_at,
    coalesce(cv.text_id, 0) <> interview.cv_text_id
        or coalesce(job.text_id, 0) <> interview.job_text_id as rests_on_earlier
from interview
left join document as cv on cv.session_id = interview.session_id and cv.kind = 'cv'
left join document as job on job.session_id = interview.session_id and job.kind = 'job'
where interview.session_id = :session_id;

-- name: turns_of(session_id)
select
    number, question, asked_at, answer, answered_at, skipped, seconds, request_key,
    rephrased, rephrase_key
from turn where session_id = :session_id order by number;

-- name: documents_planned_from(session_id)
select
    interview.job_title, interview.company_name, cv.content as cv, job.content as job_description
from interview
join text as cv on cv.id = interview.cv_text_id
join text as job on job.id = interview.job_text_id
where interview.session_id = :session_id;

-- name: begin_interview(session_id, job_title, company_name, cv_text_id, job_text_id, choices, plan)
-- Two first visits begin one interview, and none begins on a text that is gone or on other choices.
insert into interview (session_id, job_title, company_name, cv_text_id, job_text_id, plan)
select :session_id, :job_title, :company_name, cv.id, job.id, :plan
from text as cv join text as job on job.id = :job_text_id
where cv.id = :cv_text_id and :choices = coalesce(
    (select choices from review where session_id = :session_id), ''
)
on conflict (session_id) do nothing
returning session_id;

-- name: ask(session_id, number, question, asked_at)
-- Of two questions made for one place the first is kept, and none once the interview is complete.
insert into turn (session_id, number, question, asked_at)
select session_id, :number, :question, :asked_at
from interview where session_id = :session_id and completed_at is null
on conflict (session_id, number) do nothing
returning number;

-- name: answer(session_id, number, answer, answered_at, skipped, seconds, request_key)
-- Of many answers to one question, or skips of it, the first is kept, and none once the interview is
-- complete.
update turn set
    answer = :answer, answered_at = :answered_at, skipped = :skipped, seconds = :seconds,
    request_key = :request_key
where session_id = :session_id and number = :number and answered_at is null
    and exists (
        select 1 from interview where session_id = :session_id and completed_at is null
    )
returning number;

-- name: rephrase(session_id, number, question, request_key)
-- Once: of two other wordings the first is kept.
update turn set question = :question, rephrased = 1, rephrase_key = :request_key
where session_id = :session_id and number = :number and answered_at is null and rephrased = 0
    and exists (
        select 1 from interview where session_id = :session_id and completed_at is null
    )
returning number;

-- name: complete(session_id, completed_at)
update interview set completed_at = :completed_at
where session_id = :session_id and completed_at is null
returning session_id;

-- name: sources(session_id)
select
    cv.id as cv_text_id, cv.content as cv, job.id as job_text_id, job.content as job_description,
    coalesce(review.choices, '') as choices
from document as cv_document
join document as job_document
    on job_document.session_id = cv_document.session_id and job_document.kind = 'job'
join text as cv on cv.id = cv_document.text_id
join text as job on job.id = job_document.text_id
left join review on review.session_id = cv_document.session_id
where cv_document.session_id = :session_id and cv_document.kind = 'cv';

-- name: plan_of(session_id)
select plan from interview where session_id = :session_id;

-- name: keep_choices(session_id, choices)
-- Not once the interview has begun: it was planned from others.
insert into review (session_id, choices)
select id, :choices from session
where id = :session_id and not exists (select 1 from interview where session_id = :session_id)
on conflict (session_id) do update set choices = excluded.choices
returning session_id;

-- name: sources(session_id)
select
    cv.id as cv_text_id, cv.content as cv, job.id as job_text_id, job.content as job_description,
    coalesce(review.choices, '') as choices, coalesce(reading.reading, '') as reading
from document as cv_document
join document as job_document
    on job_document.session_id = cv_document.session_id and job_document.kind = 'job'
join text as cv on cv.id = cv_document.text_id
join text as job on job.id = job_document.text_id
left join review on review.session_id = cv_document.session_id
left join reading on reading.session_id = cv_document.session_id
    and reading.cv_text_id = cv.id and reading.job_text_id = job.id
where cv_document.session_id = :session_id and cv_document.kind = 'cv';

-- name: is_there(session_id)
select 1 from session where id = :session_id;

-- name: planned(session_id)
select interview.plan, coalesce(review.choices, '') as choices
from interview left join review on review.session_id = interview.session_id
where interview.session_id = :session_id;

-- name: choices_of(session_id)
select choices from review where session_id = :session_id;

-- name: keep_choices(session_id, choices, sent_at, request_key)
-- Not once the interview has begun: it was planned from others. Of two choices the one that was sent
-- later wins whole; one that was sent twice is kept once.
insert into review (session_id, choices, sent_at, request_key)
select id, :choices, :sent_at, :request_key from session
where id = :session_id and not exists (select 1 from interview where session_id = :session_id)
on conflict (session_id) do update set
    choices = excluded.choices, sent_at = excluded.sent_at, request_key = excluded.request_key
where excluded.sent_at >= review.sent_at
    and (review.request_key is null or excluded.request_key is null
        or review.request_key <> excluded.request_key)
returning session_id;

-- name: keep_reading(session_id, cv_text_id, job_text_id, reading)
-- Only while the session has the two texts that it was made from.
insert into reading (session_id, cv_text_id, job_text_id, reading)
select cv.session_id, cv.text_id, job.text_id, :reading
from document as cv join document as job on job.session_id = cv.session_id and job.kind = 'job'
where cv.session_id = :session_id and cv.kind = 'cv'
    and cv.text_id = :cv_text_id and job.text_id = :job_text_id
on conflict (session_id) do update set
    cv_text_id = excluded.cv_text_id, job_text_id = excluded.job_text_id,
    reading = excluded.reading
returning session_id;

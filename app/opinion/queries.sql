-- name: opinion_of(session_id)
select opinion from opinion where session_id = :session_id;

-- name: waiting_opinion_of(session_id)
select opinion from opinion join session on session.id = opinion.session_id
where session_id = :session_id and state = 'waiting' and rules_only = 0;

-- name: keep_opinion(session_id, state, opinion)
insert into opinion (session_id, state, opinion) values (:session_id, :state, :opinion)
on conflict (session_id) do update set state = excluded.state, opinion = excluded.opinion
returning session_id;

-- name: waiting_opinions()
-- With the names of the session, to go on where a process has left them.
select
    id, job_title, company_name, created_at, has_cv, has_job, question_count,
    is_complete, is_empty, has_feedback, score
from standing
where id in (
    select session_id from opinion join session on session.id = session_id
    where state = 'waiting' and rules_only = 0
)
order by id;

-- name: keep_to_rules(session_id, rules_only)
update session set rules_only = :rules_only where id = :session_id returning id;

-- name: interview_of(session_id)
select cv, job_description, plan, completed_at from interview where session_id = :session_id;

-- name: turns_of(session_id)
select number, question, asked_at, answer, answered_at
from turn where session_id = :session_id order by number;

-- name: begin_interview(session_id, cv, job_description, plan)
-- Two first visits begin one interview.
insert into interview (session_id, cv, job_description, plan)
values (:session_id, :cv, :job_description, :plan)
on conflict (session_id) do nothing
returning session_id;

-- name: ask(session_id, number, question, asked_at)
insert into turn (session_id, number, question, asked_at)
values (:session_id, :number, :question, :asked_at)
on conflict (session_id, number) do nothing
returning number;

-- name: answer(session_id, number, answer, answered_at)
-- Of many answers to one question the first is kept, and none once the interview is complete.
update turn set answer = :answer, answered_at = :answered_at
where session_id = :session_id and number = :number and answer is null
    and exists (
        select 1 from interview where session_id = :session_id and completed_at is null
    )
returning number;

-- name: complete(session_id, completed_at)
update interview set completed_at = :completed_at
where session_id = :session_id and completed_at is null
returning session_id;

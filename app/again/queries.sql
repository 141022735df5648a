-- name: attempts_of(session_id, turn_number, count)
select number, answer, judgement, answered_at
from attempt where session_id = :session_id and turn_number = :turn_number
order by number desc limit :count;

-- name: attempt_made(session_id, turn_number, request_key)
select number, answer, judgement, answered_at
from attempt
where session_id = :session_id and turn_number = :turn_number and request_key = :request_key;

-- name: count_attempts(session_id)
select count(*) from attempt where session_id = :session_id;

-- name: keep_attempt(session_id, turn_number, answer, judgement, answered_at, request_key)
-- The same request keeps nothing twice.
insert into attempt (
    session_id, turn_number, number, answer, judgement, answered_at, request_key
)
select
    :session_id, :turn_number, coalesce(max(number), 0) + 1, :answer, :judgement, :answered_at,
    :request_key
from attempt where session_id = :session_id and turn_number = :turn_number
on conflict (session_id, turn_number, request_key) do nothing
returning number, answer, judgement, answered_at;

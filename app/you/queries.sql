-- name: kept(visitor)
select
    (select count(*) from session where session.owner = device.owner) as sessions,
    (
        select count(*) from session join document on document.session_id = session.id
        where session.owner = device.owner
    ) as documents,
    (
        select count(*) from session join turn on turn.session_id = session.id
        where session.owner = device.owner and turn.answer is not null
    ) + (
        select count(*) from session join attempt on attempt.session_id = session.id
        where session.owner = device.owner
    ) as answers,
    (
        select count(*) from session join feedback on feedback.session_id = session.id
        where session.owner = device.owner
    ) as reports
from device where device.token = :visitor;

-- name: sessions_of(visitor)
select id from session where owner = (select owner from device where token = :visitor);

-- name: forget_links(visitor)
delete from link where owner = (select owner from device where token = :visitor) returning owner;

-- name: forget_devices(visitor)
delete from device where owner = (select owner from device where token = :visitor) returning id;

-- name: sessions_not_opened_since(before, count)
select id from session where opened_at < :before order by opened_at limit :count;

-- name: touch_idle_session(id, before)
-- None where it was opened meanwhile.
update session set opened_at = opened_at where id = :id and opened_at < :before returning id;

-- name: touch_idle_devices(before)
update device set added_at = added_at
where added_at < :before and not exists (select 1 from session where session.owner = device.owner)
returning id;

-- name: forget_idle_devices(before)
-- Those that were added long ago and have nothing left to open.
delete from device
where added_at < :before and not exists (select 1 from session where session.owner = device.owner)
returning id;

-- name: make_link(visitor, code, expires_at)
-- Only for who has something to open.
insert into link (code, owner, expires_at)
select :code, device.owner, :expires_at from device
where device.token = :visitor
    and exists (select 1 from session where session.owner = device.owner)
returning expires_at;

-- name: forget_old_links(now)
delete from link where expires_at <= :now returning expires_at;

-- name: sessions_behind(code, now)
select (select count(*) from session where session.owner = link.owner) as session_count
from link where code = :code and expires_at > :now;

-- name: take_link(code, now)
-- Whoever comes first.
delete from link where code = :code and expires_at > :now returning owner;

-- name: owner_of(visitor)
select owner from device where token = :visitor;

-- name: touch_owner_named(owner)
update device set added_at = added_at
where id = (select min(other.id) from device as other where other.owner = :owner)
returning id;

-- name: twins(mine, theirs)
-- The sessions that both have under one name.
select mine.id as mine, theirs.id as theirs
from session as mine join session as theirs on theirs.uid = mine.uid
where mine.owner = :mine and theirs.owner = :theirs
order by mine.id;

-- name: name_anew(id, uid)
update session set uid = :uid where id = :id returning id;

-- name: move_sessions(mine, theirs)
-- A request key is unique for one owner, and its requests are long answered.
update session set owner = :theirs, request_key = null where owner = :mine returning id;

-- name: move_devices(mine, theirs)
update device set owner = :theirs where owner = :mine returning id;

-- name: move_links(mine, theirs)
update link set owner = :theirs where owner = :mine returning owner;

-- name: forget_device(visitor)
delete from device where token = :visitor returning id;

-- name: add_device(visitor, owner, added_at)
insert into device (token, owner, added_at) values (:visitor, :owner, :added_at) returning id;

-- name: count_of(owner)
select count(*) from session where owner = :owner;

-- name: devices_of(visitor)
select id as number, added_at, token = :visitor as is_this
from device where owner = (select owner from device where token = :visitor)
order by added_at, id;

-- name: forget_links(visitor)
delete from link where owner = (select owner from device where token = :visitor) returning owner;

-- name: sign_out(visitor, number)
delete from device
where id = :number and owner = (select owner from device where token = :visitor)
returning token;

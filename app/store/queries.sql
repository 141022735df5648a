-- name: keep_secret(value)
-- Of two that are made at once the first is kept.
insert into secret (id, value) values (1, :value)
on conflict (id) do nothing
returning id;

-- name: kept_secret()
select value from secret where id = 1;

-- name: take_lease(name, holder, now, expires_at)
-- Of one that nobody has, or that ran out, or whose work failed; whoever has it may take it again.
insert into lease (name, holder, expires_at) values (:name, :holder, :expires_at)
on conflict (name) do update set
    holder = excluded.holder, expires_at = excluded.expires_at, failure = null
where lease.holder = excluded.holder or lease.expires_at <= :now or lease.failure is not null
returning name;

-- name: renew_leases(holder, expires_at)
update lease set expires_at = :expires_at where holder = :holder and failure is null
returning name;

-- name: lease_in_the_way(name, now)
-- One that somebody has, or whose work failed and nobody was told.
select coalesce(failure, '') as failure from lease
where name = :name and (expires_at > :now or failure is not null);

-- name: release_lease(name, holder)
delete from lease where name = :name and holder = :holder and failure is null returning name;

-- name: note_failure(name, holder, now, failure)
update lease set expires_at = :now, failure = :failure
where name = :name and holder = :holder and failure is null
returning name;

-- name: failure_of(name)
select failure from lease where name = :name and failure is not null;

-- name: tell_failure(name)
-- Once.
delete from lease where name = :name and failure is not null returning failure;

-- name: forget_leases(before)
delete from lease where expires_at <= :before returning name;

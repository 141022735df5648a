-- name: keep_secret(value)
-- Of two that are made at once the first is kept.
insert into secret (id, value) values (1, :value)
on conflict (id) do nothing
returning id;

-- name: kept_secret()
select value from secret where id = 1;

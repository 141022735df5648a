-- name: any_session()
select 1 from session limit 1;

-- name: forget_leases()
-- Whoever had them is gone: one process at a time has the file.
delete from lease returning name;

-- name: numbers_given()
-- The last number that each table gave; it only grows, also where rows are deleted.
select name, seq from sqlite_sequence order by name;

-- What a document was as it came: `name` and `size_bytes` of a file, null where it was pasted.
alter table document add column name text check (length(name) between 1 and 120);
alter table document add column size_bytes integer check (size_bytes > 0);
alter table document add column saved_at integer not null default 1 check (saved_at > 0);

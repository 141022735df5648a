-- 32 random bytes that this installation alone knows: it signs with them what a page sends back.
create table secret (
    id integer primary key check (id = 1),
    value blob not null check (length(value) = 32)
) strict;

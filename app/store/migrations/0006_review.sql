-- What a person made of what was read: JSON, which hangs on the texts of requirements.
create table review (
    session_id integer primary key references session (id) on delete cascade,
    choices text not null
) strict;

-- Choices know when they were sent and by which request: what comes late or twice undoes nothing.
alter table review add column sent_at integer not null default 0;
alter table review add column request_key blob check (length(request_key) = 32);

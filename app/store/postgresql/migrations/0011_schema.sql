-- Ids end where JavaScript's whole numbers do: the API promises numbers that JSON can carry.
create table session (
    -- A number is never given twice, also after a deletion.
    id bigint generated always as identity (maxvalue 9007199254740991) primary key,
    owner bytea not null check (length(owner) = 32),
    user_id bigint,
    job_title text not null check (length(job_title) between 1 and 200),
    company_name text not null check (length(company_name) between 1 and 200),
    created_at bigint not null check (created_at > 0),  -- microseconds since 1970, UTC
    request_key bytea check (length(request_key) = 32),
    -- `uid` names a session wherever it is taken, `lineage` is the uid of the first run at its job
    -- (its own, perhaps), and `search` holds its names without case and accents.
    uid text check (length(uid) = 32),
    lineage text check (length(lineage) = 32),
    search text,
    opened_at bigint not null default 1 check (opened_at > 0),
    rules_only bigint not null default 0 check (rules_only in (0, 1)),
    unique (owner, request_key)
);
create index session_of_owner on session (owner, created_at, id);
create unique index session_of_uid on session (owner, uid);
create index session_of_lineage on session (owner, lineage, created_at, id);
create index session_opened on session (opened_at);

-- A text is kept once and never changes, however many sessions and interviews rest on it.
create table text (
    id bigint generated always as identity (maxvalue 9007199254740991) primary key,
    content text not null check (length(content) > 0)
);

create table document (
    session_id bigint not null references session (id) on delete cascade,
    kind text not null check (kind in ('cv', 'job')),
    text_id bigint not null references text (id),
    name text check (length(name) between 1 and 120),
    size_bytes bigint check (size_bytes > 0),
    word_count bigint,
    headings text,
    saved_at bigint not null check (saved_at > 0),
    request_key bytea check (length(request_key) = 32),
    primary key (session_id, kind)
);
create index document_of_text on document (text_id);

-- What a person made of what was read: JSON, which hangs on the texts of requirements.
create table review (
    session_id bigint primary key references session (id) on delete cascade,
    choices text not null,
    sent_at bigint not null default 0,
    request_key bytea check (length(request_key) = 32)
);

-- An interview keeps the texts, the names and the plan that it began with; `plan`, `question` and
-- `report` are JSON of the interviewer's own shapes.
create table interview (
    session_id bigint primary key references session (id) on delete cascade,
    cv_text_id bigint not null references text (id),
    job_text_id bigint not null references text (id),
    plan text not null,
    completed_at bigint check (completed_at > 0),
    job_title text check (length(job_title) between 1 and 200),
    company_name text check (length(company_name) between 1 and 200)
);
create index interview_of_cv on interview (cv_text_id);
create index interview_of_job on interview (job_text_id);

create table turn (
    session_id bigint not null references interview (session_id) on delete cascade,
    number bigint not null check (number between 1 and 8),
    question text not null,
    asked_at bigint not null check (asked_at > 0),
    answer text check (length(answer) > 0),
    answered_at bigint check (answered_at > 0),
    request_key bytea check (length(request_key) = 32),
    skipped bigint not null default 0 check (skipped in (0, 1)),
    seconds bigint check (seconds between 0 and 7200),
    rephrased bigint not null default 0 check (rephrased in (0, 1)),
    rephrase_key bytea check (length(rephrase_key) = 32),
    primary key (session_id, number)
);

create table feedback (
    id bigint generated always as identity (maxvalue 9007199254740991) primary key,
    session_id bigint not null unique references interview (session_id) on delete cascade,
    interview_score bigint check (interview_score between 1 and 10),
    report text not null,
    created_at bigint not null check (created_at > 0),
    request_key bytea check (length(request_key) = 32),
    scored_by text  -- only scores of the same rules are compared
);

create table attempt (
    session_id bigint not null references session (id) on delete cascade,
    turn_number bigint not null check (turn_number between 1 and 8),
    number bigint not null check (number > 0),
    answer text not null check (length(answer) > 0),
    judgement text not null,  -- JSON of the interviewer's own shape
    answered_at bigint not null check (answered_at > 0),
    request_key bytea check (length(request_key) = 32),
    primary key (session_id, turn_number, number),
    unique (session_id, turn_number, request_key)
);

-- A second opinion is kept as far as it has come.
create table opinion (
    session_id bigint primary key references session (id) on delete cascade,
    state text not null check (state in ('waiting', 'ready', 'failed')),
    opinion text not null  -- JSON of the interviewer's own shape
);
create index opinion_waiting on opinion (state);

-- What a model understood of two documents; it is good for these very texts, and goes with them.
create table reading (
    session_id bigint primary key references session (id) on delete cascade,
    cv_text_id bigint not null references text (id) on delete cascade,
    job_text_id bigint not null references text (id) on delete cascade,
    reading text not null  -- JSON of the interviewer's own shape
);
create index reading_of_cv on reading (cv_text_id);
create index reading_of_job on reading (job_text_id);

-- A session belongs to an owner, whom every device of theirs opens with a token of its own.
create table device (
    id bigint generated always as identity (maxvalue 9007199254740991) primary key,
    token bytea not null unique check (length(token) = 32),  -- SHA-256 of the cookie
    owner bytea not null check (length(owner) = 32),
    added_at bigint not null check (added_at > 0)
);
create index device_of_owner on device (owner);

-- What lets another device in, once and for some minutes.
create table link (
    code bytea primary key check (length(code) = 32),  -- SHA-256 of what the address holds
    owner bytea not null check (length(owner) = 32),
    expires_at bigint not null check (expires_at > 0)
);

-- 32 random bytes that this installation alone knows: it signs with them what a page sends back.
create table secret (
    id bigint primary key check (id = 1),
    value bytea not null check (length(value) = 32)
);

-- Of several processes, the one that does a thing has the lease of it until `expires_at` and renews
-- it; `failure` says why the last try came to nothing, until somebody was told.
create table lease (
    name text primary key check (length(name) between 1 and 100),
    holder text not null,
    expires_at bigint not null check (expires_at > 0),
    failure text check (length(failure) > 0)
);

-- A session and how far it has come, for every list and page.
create view standing as
select
    session.id, session.owner, session.uid, session.job_title, session.company_name,
    session.created_at, session.opened_at, session.lineage, session.search,
    exists (select 1 from document where session_id = session.id and kind = 'cv') as has_cv,
    exists (select 1 from document where session_id = session.id and kind = 'job') as has_job,
    (select count(*) from turn where turn.session_id = session.id) as question_count,
    interview.completed_at is not null as is_complete,
    interview.completed_at is not null and not exists (
        select 1 from turn where turn.session_id = session.id and turn.answer is not null
    ) as is_empty,
    feedback.id is not null as has_feedback, feedback.interview_score as score,
    feedback.scored_by
from session
left join interview on interview.session_id = session.id
left join feedback on feedback.session_id = session.id;

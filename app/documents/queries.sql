-- name: same_text(session_id, content)
-- The text where this session has it already.
select id from text
where content = :content and id in (
    select text_id from document where session_id = :session_id
    union all select cv_text_id from interview where session_id = :session_id
    union all select job_text_id from interview where session_id = :session_id
)
limit 1;

-- name: keep_text(content)
insert into text (content) values (:content) returning id;

-- name: text_of(session_id, kind)
select text_id from document where session_id = :session_id and kind = :kind;

-- name: save_document(session_id, kind, text_id, name, size_bytes, word_count, headings, saved_at, request_key)
-- Of two documents the one that was sent later wins whole; one that was sent twice is kept once.
insert into document (
    session_id, kind, text_id, name, size_bytes, word_count, headings, saved_at, request_key
)
values (
    :session_id, :kind, :text_id, :name, :size_bytes, :word_count, :headings, :saved_at,
    :request_key
)
on conflict (session_id, kind) do update set
    text_id = excluded.text_id, name = excluded.name, size_bytes = excluded.size_bytes,
    word_count = excluded.word_count, headings = excluded.headings,
    saved_at = excluded.saved_at, request_key = excluded.request_key
where excluded.saved_at >= document.saved_at
    and (document.request_key is null or excluded.request_key is null
        or document.request_key <> excluded.request_key)
returning text_id;

-- name: remove_document(session_id, kind)
delete from document where session_id = :session_id and kind = :kind returning text_id;

-- name: forget_text(id)
-- Nothing is left of a text that no document and no interview rests on.
delete from text
where id = :id
    and not exists (select 1 from document where text_id = :id)
    and not exists (select 1 from interview where cv_text_id = :id or job_text_id = :id)
returning id;

-- name: documents_of(session_id)
select
    document.kind, text.content, document.name, document.size_bytes, document.word_count,
    document.headings, text.id as text_id
from document join text on text.id = document.text_id
where document.session_id = :session_id;

-- name: interview_rests_on(session_id, text_id)
select 1 from interview
where session_id = :session_id and :text_id in (cv_text_id, job_text_id);

-- name: keep_reading(session_id, kind, earlier_text_id, text_id, word_count, headings)
-- What was understood of a document, unless it was replaced meanwhile.
update document set text_id = :text_id, word_count = :word_count, headings = :headings
where session_id = :session_id and kind = :kind and text_id = :earlier_text_id
returning text_id;

-- name: earlier_cv(visitor, session_id)
select session.id as session_id, session.job_title, session.company_name, session.created_at,
    document.name
from session join document on document.session_id = session.id and document.kind = 'cv'
where session.owner = (select owner from device where token = :visitor)
    and session.id <> :session_id
order by session.created_at desc, session.id desc
limit 1;

-- name: save_document(session_id, kind, content, name, size_bytes, saved_at)
-- The last one wins whole.
insert into document (session_id, kind, content, name, size_bytes, saved_at)
values (:session_id, :kind, :content, :name, :size_bytes, :saved_at)
on conflict (session_id, kind) do update set
    content = excluded.content, name = excluded.name,
    size_bytes = excluded.size_bytes, saved_at = excluded.saved_at
returning kind;

-- name: documents_of(session_id)
select kind, content, name, size_bytes from document where session_id = :session_id;

-- name: remove_document(session_id, kind)
delete from document where session_id = :session_id and kind = :kind returning kind;

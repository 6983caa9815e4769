"""What a commit says to the server, each statement once however many documents there are.

`$1` is the tenant everywhere. Where arrays follow, they go together, one element for each document; the others take one
document and are given all of them in one go. A server that has no statistics yet takes a tenant for small and would join by
reading it whole: so nothing here leaves it a choice but to look each document up by its key.
"""

from __future__ import annotations

NUMBER = "SELECT nextval('remit_version')"

#: The event itself, with it the number of this commit where none is given ($2), new documents, audit records, and what is
#: only to stay absent until the commit stands. Answers what wasn't there.
ADD = """
WITH next AS MATERIALIZED (SELECT coalesce($2::bigint, nextval('remit_version')) AS number)
INSERT INTO document (tenant, kind, id, version, age, body, state, requester, waiting_for, due_at)
SELECT $1, n.kind, CASE n.kind WHEN 'audit' THEN lpad(next.number::text, 12, '0') || '-' || n.id ELSE n.id END, next.number,
    next.number * 1000000 + n.place, n.body, n.state, n.requester, string_to_array(n.waiting_for, chr(31)), n.due_at
FROM next, unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[], $10::timestamptz[])
    AS n (kind, id, place, body, state, requester, waiting_for, due_at)
ON CONFLICT DO NOTHING RETURNING kind, id, version"""

#: Compare and set: only what still has the version that was read ($5). Answers what it changed.
CHANGE = """
UPDATE document SET version = $2, body = $6, state = $7, requester = $8, waiting_for = string_to_array($9, chr(31)),
    due_at = $10, leased = NULL
WHERE tenant = $1 AND kind = $3 AND id = $4 AND version = $5 RETURNING kind, id"""

REMOVE = "DELETE FROM document WHERE tenant = $1 AND kind = $2 AND id = $3 AND version = $4 RETURNING kind, id"

#: What was only read stays as it was read until the commit stands. Where it is being changed at this very moment, it is better
#: to begin again than to wait: two that wait for each other would have to be found first.
HOLD = """
SELECT n.kind, n.id, d.version FROM unnest($2::text[], $3::text[]) AS n (kind, id) CROSS JOIN LATERAL (
    SELECT version FROM document WHERE tenant = $1 AND kind = n.kind AND id = n.id FOR SHARE NOWAIT) AS d"""

#: The body stays behind where the reader has this version already.
READ = """
SELECT n.kind, n.id, d.version, CASE WHEN d.version = n.known THEN NULL ELSE d.body END
FROM unnest($2::text[], $3::text[], $4::bigint[]) AS n (kind, id, known) CROSS JOIN LATERAL (
    SELECT version, body FROM document WHERE tenant = $1 AND kind = n.kind AND id = n.id LIMIT 1) AS d"""

SEND = """
INSERT INTO outbox (tenant, number, conversation, body, urgent)
SELECT $1, n.number, n.conversation, n.body, n.urgent
FROM unnest($2::bigint[], $3::text[], $4::text[], $5::boolean[]) AS n (number, conversation, body, urgent)"""

DELIVERED = "DELETE FROM outbox WHERE tenant = $1 AND number = ANY($2::bigint[])"

FORGET = """
DELETE FROM document WHERE tenant = $1 AND kind = 'handled' AND id IN (
    SELECT id FROM document WHERE tenant = $1 AND kind = 'handled' AND version < $2 ORDER BY age LIMIT $3)"""

#: The heads of the conversations are ours from here on; those that somebody else is taking at this moment are left out. They are
#: picked once and for all (MATERIALIZED): a plain join may pick them anew for each letter that it looks at, and others each time.
CLAIM = """
WITH head AS MATERIALIZED (
    SELECT o.number FROM outbox AS o
    WHERE o.tenant = $1 AND (o.claimed IS NULL OR o.claimed <= $2) AND NOT EXISTS (
        SELECT 1 FROM outbox AS p WHERE p.tenant = o.tenant AND p.conversation = o.conversation AND p.number < o.number)
    ORDER BY o.urgent DESC, o.number LIMIT $4 FOR UPDATE OF o SKIP LOCKED)
UPDATE outbox AS claimed SET claimed = $3 FROM head
WHERE claimed.tenant = $1 AND claimed.number = head.number
RETURNING claimed.number, claimed.conversation, claimed.body, claimed.urgent"""

POSTPONE = "UPDATE outbox SET claimed = $3 WHERE tenant = $1 AND number = $2"

LEASE = "UPDATE document SET leased = $2 WHERE tenant = $1 AND kind = $3 AND id = $4"

TENANTS = "SELECT DISTINCT tenant FROM outbox"

EVERY_DOCUMENT = """
SELECT tenant, kind, id, version, body, state, requester, waiting_for, due_at FROM document ORDER BY age, tenant, kind, id"""

EVERY_LETTER = "SELECT number, tenant, conversation, body, urgent FROM outbox ORDER BY number"

"""The tables, as the migrations leave them (a test compares the two)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Index, MetaData, PrimaryKeyConstraint, Sequence, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY

metadata = MetaData()

#: Numbers the commits: every version, age and letter comes from it.
VERSIONS = Sequence("remit_version", metadata=metadata)

#: Documents, audit records and handled events, each under tenant, kind and id.
document = Table(
    "document",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    #: The place among all by the first commit: its version and the place in it.
    Column("age", BigInteger, nullable=False),
    #: JSON as text, to the letter: jsonb has no \\u0000 and no half of a surrogate pair.
    Column("body", Text, nullable=False),
    Column("state", Text),
    Column("requester", Text),
    #: `tenant/kind/person` for each person, so that one index serves them and begins with the tenant too.
    Column("waiting_for", ARRAY(Text)),
    Column("due_at", DateTime(timezone=True)),
    #: Until when a timer is somebody's.
    Column("leased", DateTime(timezone=True)),
    PrimaryKeyConstraint("tenant", "kind", "id", name="document_key"),
)
Index("document_age", document.c.tenant, document.c.kind, document.c.age)
Index("document_state", document.c.tenant, document.c.kind, document.c.state, document.c.age, postgresql_where=text("state IS NOT NULL"))
Index(
    "document_requester",
    document.c.tenant,
    document.c.kind,
    document.c.requester,
    document.c.age,
    postgresql_where=text("requester IS NOT NULL"),
)
Index("document_due_at", document.c.tenant, document.c.kind, document.c.due_at, document.c.age, postgresql_where=text("due_at IS NOT NULL"))
Index("document_waiting_for", document.c.waiting_for, postgresql_using="gin", postgresql_where=text("waiting_for IS NOT NULL"))

#: Letters that wait.
outbox = Table(
    "outbox",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    #: Until when a letter is somebody's, or is left alone.
    Column("claimed", DateTime(timezone=True)),
    PrimaryKeyConstraint("tenant", "number", name="outbox_key"),
)
Index("outbox_conversation", outbox.c.tenant, outbox.c.conversation, outbox.c.number)
Index("outbox_urgent", outbox.c.tenant, outbox.c.urgent.desc(), outbox.c.number)

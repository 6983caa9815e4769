"""Documents and the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables; the key of documents after their other indexes.

    Of indexes that seem to cost the same a server takes the one made last. As long as it has no statistics they all seem to, and
    only the key leads to one document.
    """
    op.execute("CREATE SEQUENCE remit_version CACHE 1")
    op.create_table(
        "document",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("age", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.Text),
        sa.Column("requester", sa.Text),
        sa.Column("waiting_for", postgresql.ARRAY(sa.Text)),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("leased", sa.DateTime(timezone=True)),
    )
    op.create_index("document_age", "document", ["tenant", "kind", "age"])
    for column in ("state", "requester", "due_at"):
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"document_{column}", "document", ["tenant", "kind", column, "age"], postgresql_where=where)
    where = sa.text("waiting_for IS NOT NULL")
    op.create_index("document_waiting_for", "document", ["waiting_for"], postgresql_using="gin", postgresql_where=where)
    op.create_primary_key("document_key", "document", ["tenant", "kind", "id"])
    op.create_table(
        "outbox",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("claimed", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("tenant", "number", name="outbox_key"),
    )
    op.create_index("outbox_conversation", "outbox", ["tenant", "conversation", "number"])
    op.create_index("outbox_urgent", "outbox", ["tenant", sa.text("urgent DESC"), "number"])

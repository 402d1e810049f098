"""What waiting alone has added to a case's priority."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version; there is no way down, a backup is made before."""
    for name in ("risen_waiting", "risen_deadline"):
        op.add_column("cases", sa.Column(name, sa.Integer(), server_default="0", nullable=False))

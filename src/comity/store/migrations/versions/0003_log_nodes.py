"""Inner nodes of the log's tree, so that a proof reads a few rows however long the log is."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""

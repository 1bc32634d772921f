"""The append-only, tamper-evident log that a partner can check: a Merkle tree and signed heads.

The tree is that of RFC 6962, the heads are C2SP checkpoints in signed notes, so that any tool for
transparency logs can check them. Nothing here reads or writes: the store keeps what this computes.
"""

from comity.audit.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint
from comity.audit.entry import Entry
from comity.audit.note import generate_key
from comity.audit.proof import consistency, inclusion, verify_consistency, verify_inclusion
from comity.audit.tree import Frontier, leaf_hash, root

__all__ = [
    "Checkpoint",
    "Entry",
    "Frontier",
    "consistency",
    "generate_key",
    "inclusion",
    "leaf_hash",
    "root",
    "sign_checkpoint",
    "verify_checkpoint",
    "verify_consistency",
    "verify_inclusion",
]

"""The append-only, tamper-evident log that a partner can check: a Merkle tree and signed heads.

The tree is that of RFC 6962, the heads are C2SP checkpoints in signed notes, so that any tool for
transparency logs can check them. Nothing here reads or writes: the store keeps what this computes.
"""

from comity.audit.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint
from comity.audit.cosignature import Cosignature, cosign, cosigner_of, verify_cosignature
from comity.audit.disagreement import Disagreement
from comity.audit.entry import Entry
from comity.audit.note import generate_key, verifier_of
from comity.audit.note import sign as sign_note
from comity.audit.note import verify as verify_note
from comity.audit.proof import (
    Place,
    Span,
    consistency,
    consistency_spans,
    inclusion,
    inclusion_spans,
    places,
    span_root,
    verify_consistency,
    verify_inclusion,
)
from comity.audit.tlog_proof import LogProof, load_proof
from comity.audit.tree import Frontier, Node, leaf_hash, root

__all__ = [
    "Checkpoint",
    "Cosignature",
    "Disagreement",
    "Entry",
    "Frontier",
    "LogProof",
    "Node",
    "Place",
    "Span",
    "consistency",
    "consistency_spans",
    "cosign",
    "cosigner_of",
    "generate_key",
    "inclusion",
    "inclusion_spans",
    "leaf_hash",
    "load_proof",
    "places",
    "root",
    "sign_checkpoint",
    "sign_note",
    "span_root",
    "verifier_of",
    "verify_checkpoint",
    "verify_consistency",
    "verify_cosignature",
    "verify_inclusion",
    "verify_note",
]

"""What the log says, read back; nothing here is kept anywhere else."""

from __future__ import annotations

"""What a teacher wrote: read, checked, and resolved into kinds, facts, claims and names."""

from __future__ import annotations

import os

# pydantic would look for plugins through all that is installed, which takes 15 ms, and load them.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

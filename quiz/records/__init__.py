"""The log: what every student answered, durable and append-only."""

from __future__ import annotations

"""Reads a JSON array of xAPI statements and prints what is wrong with each, "" for nothing.

Run by a Python that sees the package `ralph-malph`, France Université Numérique's learning record
store, whose models follow the specification 1.0.3.
"""

from __future__ import annotations

import json
import sys

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement


def wrong(statement: object) -> str:
    try:
        BaseXapiStatement.model_validate(statement)
    except ValidationError as error:
        return str(error)
    return ""


print(json.dumps([wrong(statement) for statement in json.load(sys.stdin)]))

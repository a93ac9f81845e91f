"""Has nbformat imported without what takes long and is not used; import this before.

A notebook is validated by jsonschema, which builds a grammar for addresses, 0.6 s, as
soon as `rfc3987_syntax` is installed. No schema of a notebook has addresses.
"""

import sys
from contextlib import suppress

_GRAMMAR = "rfc3987_syntax"

if "jsonschema" not in sys.modules and _GRAMMAR not in sys.modules:
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # importing it fails
    try:
        with suppress(ImportError):  # said by who needs it
            import jsonschema  # noqa: F401
    finally:
        del sys.modules[_GRAMMAR]

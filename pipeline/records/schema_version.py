"""The version of all tables together, and the rule for changing one.

Add columns at the end with a default, never rename or retype one, and raise `SCHEMA_VERSION` whenever a model trained
before the change could no longer be used after it. Example: version 1 had no ``context`` in `Example`; a model that
reads it cannot score version-1 tables, so adding its use meant version 2.
"""

SCHEMA_VERSION = 4

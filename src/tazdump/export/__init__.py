"""Other formats of a page, each after its own standard, for the tool that will read it.

How: a module a format, with `dumps(page) -> str` and `dump(page, file)`; `json` has `loads` too,
and `arrow` tables. Cost: linear; a format is loaded when its module is imported.
"""

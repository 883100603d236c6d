"""What the command `tazdump` is made of; `tazdump.cli` is its door.

How: one module for each command, imported when that command is called; what commands share is in
`options`, `pages`, `terminal` and `files`. All of it is private.
"""

"""The commands: one module per noun, each imported when one of its commands is called.

A module has a mapping ``COMMANDS``. What they share: ``around`` (options), ``session`` (the
door), ``telling`` (print), ``asking`` (prompts), ``documents`` (files and standard input).
"""

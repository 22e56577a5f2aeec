"""Lua as text: its words (`lex`), and Python values as its literals (`value`). Pure."""

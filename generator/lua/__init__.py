"""Lua as text: its words (`lex`), Python values as its literals (`value`), and a Lua (`state`)."""

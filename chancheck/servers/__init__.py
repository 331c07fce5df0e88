"""Servers for editors (Language Server Protocol) and for agents (Model Context Protocol)."""

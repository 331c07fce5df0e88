"""Runs that are made step by step: a session, what lies ahead, and the protocol of the page."""

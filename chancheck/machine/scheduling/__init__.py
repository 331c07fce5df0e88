"""Goroutines that share processors with run queues, as a table says (`program/scheduler.py`)."""

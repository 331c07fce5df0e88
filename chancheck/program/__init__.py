"""The input of engines: functions of local code, objects with slots, operations with rules. No Go in here."""

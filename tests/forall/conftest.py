"""The programs in data/ are read by tests; as they stand they take long, or have defects."""

collect_ignore = ["data"]

"""More than one machine: one space of states in several processes, and their cluster (docs/cluster.md).

Ray is imported where a cluster is used, and nowhere else. `search.py` is the driver of a partitioned search; it knows
its shards through `transport.py`, which has them in this process or as Ray actors.
"""

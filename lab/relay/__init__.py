"""Machines in network namespaces and what happens to a stream that friends carry; see ../relay.sh."""

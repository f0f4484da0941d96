"""What the benchmarks share: processes and their CPU time, servers, load clients, tables."""

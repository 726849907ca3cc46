"""The scripts in `benchmarks/`."""

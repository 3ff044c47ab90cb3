"""What a sheet costs, in time and memory: `make bench`."""

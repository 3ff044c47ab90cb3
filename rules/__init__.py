"""The office's rules: pure functions on plain values. No I/O, no clock, no third party; never raises on bad input."""

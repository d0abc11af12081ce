"""The platforms: each turns what it is sent into events, and delivers letters."""

"""What is said unasked: `plan(desk, tx, now) -> int` puts what should exist by now into the
outbox, each thing once by its key; a guard is asked again when it is about to leave."""

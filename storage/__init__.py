"""What the house keeps: every table, every statement, and nothing of the floors above.

A storage function is a deed (`submit`, `claim`) or a question (`open_for`, `waiting`);
it takes a `Reader` or a `Writer` and gives back frozen values.
"""

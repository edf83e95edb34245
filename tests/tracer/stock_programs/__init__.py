"""Small programs whose exit status and output must be the same with the tracer as without, by theme."""

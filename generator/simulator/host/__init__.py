"""The running terminal as its parts see it: event loop, tasks, the start of programs."""

"""Old against new in the same simulated WezTerm, measured so that a sceptic believes it.

    python -m benchmarks quick | run | full [--old PATH] [--peer PATH]
    python -m benchmarks verify-old PATH
    python -m benchmarks accept

How it is done, and what the numbers do not say, is in `README.md` beside this file.
"""

"""Old against new in the same simulated WezTerm, measured so that a sceptic believes it.

    python -m benchmarks quick | run | full [--old PATH] [--peer PATH]
    python -m benchmarks verify-old PATH
    python -m benchmarks accept

How it is done, and what the numbers do not say, is in `README.md` beside this file.

The house, from the ground up: each wing stands on those before it, and knows none after it.

    scenario/    what is on the screen, and what is asked
    subject/     who is measured
    samples/     a story is told to a subject, and what happens is written down
    stats/       what samples amount to, and what must hold
    report/      what a run has found, for people and programs
    flow         one measurement from beginning to end
    cli          what a person types

`old/` is the old plugin re-stated, in Lua; `results/` and `baseline.json` are what is committed.
"""

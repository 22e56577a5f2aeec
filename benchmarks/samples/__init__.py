"""A story is told to a subject, and what happens is written down: samples.

costs          what a host operation takes
fidelity       how much of a workspace came back
sample         figures of one case; rows of them
machine        a terminal with the subject installed, and the machine around it
workspaces     set up by the user's hands, read off with his eyes
observe        what was on the screen when, and at what cost
stories        saving, loading, listing, restoring
first_uses     what a Lua state does when it is new
measure        scenarios, told case by case to everybody in turns
pure_rooms     pure rooms alone: real time in pairs
planning       pure rooms alone: Lua instructions
old_calls      is the re-stated old plugin the old plugin?
"""

"""What samples amount to.

numbers      numbers as one reads them
estimates    medians, intervals, exponents
ratios       how many times longer
growth       how costs grow with panes and tabs
real_time    what pairs of real times tell
promises     what must hold
baseline     the committed figures: the same everywhere, none above what it may be
"""

"""What is on the screen, and what is asked of whoever is measured.

layouts      split trees by seed and by shape
workloads    windows, tabs and panes, and what runs in them
scenario     a story around a workload, case by case
families     all scenarios
"""

"""What the terminal stands on: settings, disk, clock, programs, faults and the record of calls."""

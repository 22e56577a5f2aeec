"""What a user observes, from the key press to the cells."""

"""Do the tests see a mistake? Rooms with one small mistake each, and their tests."""

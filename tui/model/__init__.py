"""The values that travel between the rooms. They know no database, no screen and no feed."""

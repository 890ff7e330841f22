"""The calendar to look at: a month of deadlines and events as a grid, and as a list under it."""

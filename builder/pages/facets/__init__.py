"""Plain pages for every single value that announcements can be narrowed by: no script needed."""

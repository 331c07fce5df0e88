"""Files that belong together: packages of several files, modules of several packages."""

"""The real Go toolchain: complete files for it, building with it, running what it built."""

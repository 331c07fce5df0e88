"""The meaning of Go's operations. Read this folder first."""

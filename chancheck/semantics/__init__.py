"""What the operations of Go mean. Read this folder first."""

"""Course files from elsewhere and for elsewhere: one module for each format."""

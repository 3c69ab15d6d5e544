"""What holds for any district under any policy."""

"""What commands do once Django is set up; ``cli.app`` reaches these by name."""

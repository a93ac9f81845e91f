"""What a check found, in words and pictures: points, hints, the panel."""

"""What training changed: a model beside what it was before."""

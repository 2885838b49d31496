"""What moto lacks of CloudTrail, or answers otherwise than AWS."""

from patching import patch


@patch
def trails_by_arn():
    """moto knows trails by their names alone, and the provider calls them by their ARNs."""
    from moto.cloudtrail import models

    backend = models.CloudTrailBackend

    def start_logging(self, name):
        self.get_trail(name).status.start_logging()

    def stop_logging(self, name):
        self.get_trail(name).status.stop_logging()

    def delete_trail(self, name):
        del self.trails[self.get_trail(name).trail_name]

    backend.start_logging, backend.stop_logging, backend.delete_trail = start_logging, stop_logging, delete_trail

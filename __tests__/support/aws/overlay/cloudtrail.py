"""What moto lacks of CloudTrail, or answers otherwise than AWS."""

from patching import patch


@patch
def cloudtrail():
    from moto.cloudtrail import models

    B = models.CloudTrailBackend
    B.start_logging = lambda self, name: self.get_trail(
        name
    ).status.start_logging()  # moto accepts no ARN here, the provider sends one
    B.stop_logging = lambda self, name: self.get_trail(name).status.stop_logging()

    def delete_trail(self, name):
        del self.trails[self.get_trail(name).trail_name]

    B.delete_trail = delete_trail

"""What moto lacks of Secrets Manager, or answers otherwise than AWS."""

# What rotates a secret.
from patching import patch, wrap


@patch
def rotation_before_a_value():
    """A secret that has no value yet can be told how it will be rotated; moto fails, since it finds no version."""
    from moto.secretsmanager.models import SecretsManagerBackend

    @wrap(SecretsManagerBackend, "rotate_secret")
    def rotate(original, self, secret_id, **said):
        secret = self.secrets[secret_id] if self._is_valid_identifier(secret_id) else None
        if secret is None or secret.versions:
            return original(self, secret_id, **said)
        secret.rotation_lambda_arn = said["rotation_lambda_arn"]
        secret.auto_rotate_after_days = said["rotation_rules"]["AutomaticallyAfterDays"]
        secret.rotation_requested = secret.rotation_enabled = True
        return secret.to_short_dict()

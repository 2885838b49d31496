"""What moto lacks of Lambda, or answers otherwise than AWS."""

from patching import patch, wrap

# What encrypts the settings of a function, and where its lines go.
KEPT = ("KMSKeyArn", "LoggingConfig")


def keep(function, said):
    function.kept_settings = {
        **getattr(function, "kept_settings", {}),
        **{key: said[key] for key in KEPT if key in said},
    }


@patch
def settings():
    """moto forgets some."""
    from moto.awslambda.models import LambdaFunction

    @wrap(LambdaFunction, "__init__")
    def create(original, self, account_id, spec, *args, **more):
        original(self, account_id, spec, *args, **more)
        keep(self, spec)

    @wrap(LambdaFunction, "update_configuration")
    def update(original, self, config_updates):
        keep(self, config_updates)
        return original(self, config_updates)

    @wrap(LambdaFunction, "get_configuration")
    def describe(original, self, *args, **more):
        return {**original(self, *args, **more), **self.kept_settings}

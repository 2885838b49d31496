"""What moto lacks of RDS, or answers otherwise than AWS."""

import uuid

# RDS keeps the passwords of its master users there.
from patching import patch, wrap

# What a request says, and moto does not keep.
KEPT = (
    "performance_insights_kms_key_id",
    "performance_insights_retention_period",
    "monitoring_interval",
    "monitoring_role_arn",
    "dedicated_log_volume",
    "network_type",
)


def keep(instance, said):
    """Writes down what AWS would answer to the next question; without it Terraform would change it again."""
    if "enable_performance_insights" in said:
        instance.performance_insights_enabled = said["enable_performance_insights"]
    for name in KEPT:
        if said.get(name) is not None:
            setattr(instance, name, said[name])
    if getattr(instance, "monitoring_role_arn", None):
        group = f"arn:aws:logs:{instance.region}:{instance.account_id}:log-group:RDSOSMetrics"
        instance.enhanced_monitoring_resource_arn = f"{group}:log-stream:{instance.dbi_resource_id}"


@patch
def instances():
    """Each has an id of its own, insights and enhanced monitoring."""
    from moto.rds.models import DBInstance

    @wrap(DBInstance, "__init__")
    def create(original, self, *args, **said):
        original(self, *args, **said)
        # moto has one id for all, and policies of IAM name an instance by it.
        self.dbi_resource_id = "db-" + uuid.uuid4().hex[:26].upper()
        keep(self, said)

    @wrap(DBInstance, "update")
    def update(original, self, **said):
        original(self, **said)
        keep(self, said)


@patch
def parameter_groups():
    """The provider asks for the parameters that a user has set, and moto says of none who has."""
    from moto.rds.models import DBParameterGroup

    @wrap(DBParameterGroup, "update_parameters")
    def update(original, self, new_parameters):
        original(self, list(new_parameters))
        for parameter in self.parameters.values():
            parameter["Source"] = "user"
            parameter.setdefault("IsModifiable", True)

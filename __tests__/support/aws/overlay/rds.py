"""What moto lacks of RDS, or answers otherwise than AWS."""

import uuid
from patching import patch, wrap


@patch
def rds():
    from moto.rds import models

    @wrap(models.DBInstance, "__init__")
    def f(orig, self, *a, **k):
        orig(self, *a, **k)
        self.dbi_resource_id = "db-" + uuid.uuid4().hex[:26].upper()  # moto: the same id for every instance
        plus(self, k)

    def plus(self, k):
        if "enable_performance_insights" in k:
            self.performance_insights_enabled = k["enable_performance_insights"]
        for n in (
            "performance_insights_kms_key_id",
            "performance_insights_retention_period",
            "monitoring_interval",
            "monitoring_role_arn",
            "database_insights_mode",
            "dedicated_log_volume",
            "network_type",
        ):
            if k.get(n) is not None:
                setattr(self, n, k[n])
        if getattr(self, "performance_insights_enabled", None) and not getattr(
            self, "performance_insights_retention_period", None
        ):
            self.performance_insights_retention_period = 7
        if getattr(self, "monitoring_role_arn", None):
            self.enhanced_monitoring_resource_arn = (
                f"arn:aws:logs:{self.region}:{self.account_id}:log-group:RDSOSMetrics:log-stream:{self.dbi_resource_id}"
            )

    @wrap(models.DBInstance, "update")
    def g(orig, self, **k):
        orig(self, **k)
        plus(self, k)

    @wrap(models.RDSBackend, "create_db_instance_read_replica")
    def r(orig, self, db_kwargs):
        rep = orig(self, db_kwargs)  # moto: a shallow copy of the primary
        rep.dbi_resource_id = "db-" + uuid.uuid4().hex[:26].upper()
        rep.replicas, rep.tags, rep.deletion_protection, rep.backup_retention_period = (
            [],
            list(db_kwargs.get("tags") or []),
            bool(db_kwargs.get("deletion_protection")),
            db_kwargs.get("backup_retention_period") or 0,
        )
        plus(rep, db_kwargs)
        return rep

    for cls, name in (
        (models.DBParameterGroup, "update_parameters"),
        (models.DBClusterParameterGroup, "update_cluster_parameters"),
    ):

        @wrap(cls, name)
        def h(orig, self, new):
            new = list(new)
            orig(self, new)
            params = self.parameters.values() if isinstance(self.parameters, dict) else self.parameters
            for p in params:
                p["Source"] = "user"
                p.setdefault("IsModifiable", True)

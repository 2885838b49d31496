"""What moto lacks of ElastiCache, or answers otherwise than AWS."""

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from patching import patch, wrap, store, rid


@patch
def elasticache():
    from moto.elasticache import models, responses
    from moto.elasticache.exceptions import ElastiCacheException

    R, B = responses.ElastiCacheResponse, models.ElastiCacheBackend

    class Fault(ElastiCacheException):
        def __init__(self, code, msg):
            self.code = code
            super().__init__(msg)

    @wrap(B, "__init__")
    def f(orig, self, *a, **k):
        orig(self, *a, **k)
        from re import compile as c

        self.arn_regex = c(
            r"^arn:aws:elasticache:.*:[0-9]*:(cluster|snapshot|subnetgroup|replicationgroup|user|usergroup|parametergroup):.*$"
        )

    # replication group = its member clusters too
    @wrap(R, "create_replication_group")
    def f(orig, self):
        r = orig(self)
        b = self.elasticache_backend

        def g(n, d=None):
            return self._get_param(n, d)

        rg = b.replication_groups[g("ReplicationGroupId")]
        ngs, rep, ncc = (
            self._get_int_param("NumNodeGroups"),
            self._get_int_param("ReplicasPerNodeGroup"),
            self._get_int_param("NumCacheClusters"),
        )
        rg.engine = g("Engine") or "redis"
        rg.cluster_enabled = (
            bool(ngs and ngs > 1)
            or g("ClusterMode") == "enabled"
            or (g("CacheParameterGroupName") or "").endswith("cluster.on")
        )
        rg.cluster_mode = "enabled" if rg.cluster_enabled else "disabled"
        rg.auto_minor_version_upgrade = str(g("AutoMinorVersionUpgrade", True)).lower() != "false"
        rg.transit_encryption_mode = g("TransitEncryptionMode") or (
            "required" if rg.transit_encryption_enabled else None
        )
        rg.snapshot_window = g("SnapshotWindow") or "05:00-06:00"
        rg.preferred_maintenance_window = g("PreferredMaintenanceWindow") or "sun:23:00-mon:01:30"
        azs = g("PreferredCacheClusterAZs") or [b.region_name + z for z in "abc"]
        rid_ = rg.replication_group_id
        dom = f"{rid_}.{rid(6)}.{b.region_name}.cache.amazonaws.com"
        rg.member_clusters, rg.node_groups = [], []
        per = (rep + 1) if rep is not None else (ncc or 1)
        for n in range(ngs or 1):
            ngid = f"{n + 1:04d}"
            members = []
            for m in range(per):
                cid = f"{rid_}-{ngid}-{m + 1:03d}" if rg.cluster_enabled else f"{rid_}-{m + 1:03d}"
                rg.member_clusters.append(cid)
                members.append(
                    {
                        "CacheClusterId": cid,
                        "CacheNodeId": "0001",
                        "PreferredAvailabilityZone": azs[m % len(azs)],
                        "CurrentRole": None if rg.cluster_enabled else ("primary" if m == 0 else "replica"),
                        "ReadEndpoint": {"Address": f"{cid}.{dom}", "Port": rg.port},
                    }
                )
                b.cache_clusters[cid] = c = models.CacheCluster(
                    account_id=b.account_id,
                    region_name=b.region_name,
                    cache_cluster_id=cid,
                    cache_node_type=rg.cache_node_type,
                    replication_group_id=rid_,
                    az_mode=None,
                    preferred_availability_zone=azs[m % len(azs)],
                    num_cache_nodes=1,
                    engine="redis",
                    engine_version=g("EngineVersion"),
                    cache_parameter_group_name=None,
                    cache_subnet_group_name=g("CacheSubnetGroupName"),
                    transit_encryption_enabled=rg.transit_encryption_enabled,
                    network_type="ipv4",
                    ip_discovery="ipv4",
                    snapshot_name=None,
                    preferred_maintenance_window=rg.preferred_maintenance_window,
                    port=rg.port,
                    notification_topic_arn=None,
                    auto_minor_version_upgrade=rg.auto_minor_version_upgrade,
                    snapshot_retention_limit=rg.snapshot_retention_limit,
                    snapshot_window=rg.snapshot_window,
                    auth_token=g("AuthToken"),
                    outpost_mode=None,
                    preferred_outpost_arn=None,
                    preferred_availability_zones=None,
                    cache_security_group_names=None,
                    security_group_ids=g("SecurityGroupIds"),
                    tags=[],
                    snapshot_arns=None,
                    preferred_outpost_arns=None,
                    log_delivery_configurations=[],
                    cache_node_ids_to_remove=[],
                    cache_node_ids_to_reboot=[],
                )
                dress(b, c, rg, g("CacheParameterGroupName"), g("EngineVersion"), g("NotificationTopicArn"))
            ng = {"NodeGroupId": ngid, "Status": "available", "NodeGroupMembers": members}
            if rg.cluster_enabled:
                ng["Slots"] = f"{n * 16384 // ngs}-{(n + 1) * 16384 // ngs - 1}"
            else:
                ng["PrimaryEndpoint"] = {"Address": f"master.{dom}", "Port": rg.port}
                ng["ReaderEndpoint"] = {"Address": f"replica.{dom}", "Port": rg.port}
            rg.node_groups.append(ng)
        if rg.cluster_enabled:
            rg.configuration_endpoint = {"Address": f"clustercfg.{dom}", "Port": rg.port}
        for u in rg.user_group_ids:
            ug(b, u)["ReplicationGroups"].append(rid_)
        return r

    def full(engine, v):
        v = v or {"valkey": "8.0"}.get(engine, "7.1")
        return v if v.count(".") >= 2 else v + (".1" if engine == "valkey" else ".0")

    def dress(b, c, rg, pg, version, topic):
        c.engine = rg.engine
        c.num_cache_nodes = 1
        c.engine_version = full(rg.engine, version)
        fam = {
            "valkey": f"valkey{c.engine_version[0]}",
            "redis": "redis7" if c.engine_version[0] == "7" else f"redis{c.engine_version[0]}.x",
        }.get(rg.engine)
        c.cache_parameter_group = {
            "CacheParameterGroupName": pg or f"default.{fam}" + (".cluster.on" if rg.cluster_enabled else ""),
            "ParameterApplyStatus": "in-sync",
        }
        c.security_groups = [{"SecurityGroupId": s, "Status": "active"} for s in c.security_group_ids]
        c.at_rest_encryption_enabled = rg.at_rest_encryption_enabled
        c.transit_encryption_mode = rg.transit_encryption_mode
        c.auth_token_enabled = rg.auth_token_enabled
        c.replication_group_log_delivery_enabled = False
        if topic:
            c.notification_configuration = {"TopicArn": topic, "TopicStatus": "active"}
        c.cache_nodes = [
            {
                "CacheNodeId": "0001",
                "CacheNodeStatus": "available",
                "CacheNodeCreateTime": utcnow(),
                "ParameterGroupStatus": "in-sync",
                "CustomerAvailabilityZone": c.preferred_availability_zone,
                "Endpoint": {"Address": f"{c.cache_cluster_id}.cache.amazonaws.com", "Port": c.port},
            }
        ]

    @wrap(B, "delete_replication_group")
    def f(orig, self, replication_group_id, retain_primary_cluster):
        rg = self.replication_groups.get(replication_group_id)
        r = orig(self, replication_group_id, retain_primary_cluster)
        for c in rg.member_clusters:
            self.cache_clusters.pop(c, None)
        for u in store(self, "user_groups").values():
            if replication_group_id in u["ReplicationGroups"]:
                u["ReplicationGroups"].remove(replication_group_id)
        del self.replication_groups[replication_group_id]
        return r

    def modify_replication_group(self):
        b = self.elasticache_backend
        g = self._get_param
        rg = b.describe_replication_groups(g("ReplicationGroupId"))[0]
        for p, a in (
            ("ReplicationGroupDescription", "description"),
            ("CacheNodeType", "cache_node_type"),
            ("SnapshotWindow", "snapshot_window"),
            ("PreferredMaintenanceWindow", "preferred_maintenance_window"),
            ("TransitEncryptionMode", "transit_encryption_mode"),
        ):
            if g(p) is not None:
                setattr(rg, a, g(p))
        if g("SnapshotRetentionLimit") is not None:
            rg.snapshot_retention_limit = self._get_int_param("SnapshotRetentionLimit")
        for p, a in (("AutomaticFailoverEnabled", "automatic_failover"), ("MultiAZEnabled", "multi_az")):
            if g(p) is not None:
                setattr(rg, a, "enabled" if self._get_bool_param(p) else "disabled")
        if g("AuthToken"):
            rg.auth_token_enabled = g("AuthTokenUpdateStrategy") != "DELETE"
        for u in g("UserGroupIdsToAdd") or []:
            rg.user_group_ids.append(u)
            ug(b, u)["ReplicationGroups"].append(rg.replication_group_id)
        for u in g("UserGroupIdsToRemove") or []:
            rg.user_group_ids.remove(u)
            ug(b, u)["ReplicationGroups"].remove(rg.replication_group_id)
        for cid in rg.member_clusters:
            c = b.cache_clusters[cid]
            c.cache_node_type = rg.cache_node_type
            c.snapshot_retention_limit = rg.snapshot_retention_limit
            c.snapshot_window = rg.snapshot_window
            c.preferred_maintenance_window = rg.preferred_maintenance_window
            if g("EngineVersion"):
                c.engine_version = full(rg.engine, g("EngineVersion"))
            if g("SecurityGroupIds"):
                c.security_groups = [{"SecurityGroupId": s, "Status": "active"} for s in g("SecurityGroupIds")]
            if g("CacheParameterGroupName"):
                c.cache_parameter_group = {
                    "CacheParameterGroupName": g("CacheParameterGroupName"),
                    "ParameterApplyStatus": "in-sync",
                }
        return ActionResult({"ReplicationGroup": rg})

    R.modify_replication_group = modify_replication_group

    def delete_cache_subnet_group(self):
        if self.elasticache_backend.cache_subnet_groups.pop(self._get_param("CacheSubnetGroupName"), None) is None:
            raise Fault("CacheSubnetGroupNotFoundFault", "no such group")
        return EmptyResult()

    R.delete_cache_subnet_group = delete_cache_subnet_group

    def modify_cache_subnet_group(self):
        b = self.elasticache_backend
        g = b.cache_subnet_groups[self._get_param("CacheSubnetGroupName")]
        n = models.CacheSubnetGroup(
            b.account_id,
            b.region_name,
            g.cache_subnet_group_name,
            self._get_param("CacheSubnetGroupDescription") or g.cache_subnet_group_description,
            self._get_param("SubnetIds") or g.subnet_ids,
            g.tags,
        )
        b.cache_subnet_groups[n.cache_subnet_group_name] = n
        return ActionResult({"CacheSubnetGroup": n})

    R.modify_cache_subnet_group = modify_cache_subnet_group

    # users: engine spelling, modify; user groups
    def modify_user(self):
        u = self.elasticache_backend.users.get(self._get_param("UserId"))
        if not u:
            raise Fault("UserNotFound", "User not found.")
        if self._get_param("AccessString"):
            u.access_string = self._get_param("AccessString")
        if self._get_param("AppendAccessString"):
            u.access_string += " " + self._get_param("AppendAccessString")
        m = self._get_param("AuthenticationMode") or {}
        if m.get("Passwords"):
            u.passwords = m["Passwords"]
        return ActionResult(u)

    R.modify_user = modify_user

    def ug(b, i):
        x = store(b, "user_groups").get(i)
        if not x:
            raise Fault("UserGroupNotFound", f"UserGroup {i} not found.")
        return x

    def create_user_group(self):
        b = self.elasticache_backend
        i = self._get_param("UserGroupId")
        ids = self._get_param("UserIds") or []
        if i in store(b, "user_groups"):
            raise Fault("UserGroupAlreadyExists", f"User Group {i} already exists.")
        for u in ids:
            if u not in b.users:
                raise Fault("UserNotFound", f"User {u} not found.")
        eng = (self._get_param("Engine") or "redis").lower()
        if eng == "redis" and not any(b.users[u].name == "default" for u in ids):
            raise Fault("DefaultUserRequired", "User group needs to contain a user with the user name default.")
        x = store(b, "user_groups")[i] = {
            "UserGroupId": i,
            "Status": "active",
            "Engine": eng,
            "UserIds": ids,
            "MinimumEngineVersion": "6.0",
            "ReplicationGroups": [],
            "ServerlessCaches": [],
            "ARN": f"arn:aws:elasticache:{b.region_name}:{b.account_id}:usergroup:{i}",
        }
        for u in ids:
            b.users[u].user_group_ids.append(i)
        if self._get_param("Tags"):
            b.tagging_service.tag_resource(x["ARN"], self._get_param("Tags"))
        return ActionResult(x)

    def describe_user_groups(self):
        b = self.elasticache_backend
        i = self._get_param("UserGroupId")
        return ActionResult({"UserGroups": [ug(b, i)] if i else list(store(b, "user_groups").values())})

    def modify_user_group(self):
        x = ug(self.elasticache_backend, self._get_param("UserGroupId"))
        for u in self._get_param("UserIdsToAdd") or []:
            x["UserIds"].append(u)
        for u in self._get_param("UserIdsToRemove") or []:
            x["UserIds"].remove(u)
        return ActionResult(x)

    def delete_user_group(self):
        b = self.elasticache_backend
        x = ug(b, self._get_param("UserGroupId"))
        store(b, "user_groups").pop(x["UserGroupId"])
        for u in x["UserIds"]:
            if u in b.users:
                b.users[u].user_group_ids = [g for g in b.users[u].user_group_ids if g != x["UserGroupId"]]
        return ActionResult(dict(x, Status="deleting"))

    R.create_user_group, R.describe_user_groups, R.modify_user_group, R.delete_user_group = (
        create_user_group,
        describe_user_groups,
        modify_user_group,
        delete_user_group,
    )

    # parameter groups
    def pgs(self):
        return store(self.elasticache_backend, "pgs")

    def create_cache_parameter_group(self):
        n = self._get_param("CacheParameterGroupName")
        if n in pgs(self):
            raise Fault("CacheParameterGroupAlreadyExists", "exists")
        b = self.elasticache_backend
        x = pgs(self)[n] = {
            "CacheParameterGroupName": n,
            "CacheParameterGroupFamily": self._get_param("CacheParameterGroupFamily"),
            "Description": self._get_param("Description"),
            "IsGlobal": False,
            "ARN": f"arn:aws:elasticache:{b.region_name}:{b.account_id}:parametergroup:{n}",
            "plus": {},
        }
        if self._get_param("Tags"):
            b.tagging_service.tag_resource(x["ARN"], self._get_param("Tags"))
        return ActionResult({"CacheParameterGroup": x})

    def pg(self):
        x = pgs(self).get(self._get_param("CacheParameterGroupName"))
        if not x:
            raise Fault("CacheParameterGroupNotFound", "CacheParameterGroup not found")
        return x

    def describe_cache_parameter_groups(self):
        return ActionResult(
            {
                "CacheParameterGroups": (
                    [pg(self)] if self._get_param("CacheParameterGroupName") else list(pgs(self).values())
                )
            }
        )

    def modify_cache_parameter_group(self):
        x = pg(self)
        for p in self._get_param("ParameterNameValues") or []:
            x["plus"][p["ParameterName"]] = p["ParameterValue"]
        return ActionResult({"CacheParameterGroupName": x["CacheParameterGroupName"]})

    def reset_cache_parameter_group(self):
        x = pg(self)
        for p in self._get_param("ParameterNameValues") or []:
            x["plus"].pop(p["ParameterName"], None)
        return ActionResult({"CacheParameterGroupName": x["CacheParameterGroupName"]})

    def describe_cache_parameters(self):
        return ActionResult(
            {
                "Parameters": [
                    {"ParameterName": k, "ParameterValue": v, "Source": "user", "IsModifiable": True}
                    for k, v in pg(self)["plus"].items()
                ]
            }
        )

    def delete_cache_parameter_group(self):
        pgs(self).pop(pg(self)["CacheParameterGroupName"])
        return EmptyResult()

    for f in (
        create_cache_parameter_group,
        describe_cache_parameter_groups,
        modify_cache_parameter_group,
        reset_cache_parameter_group,
        describe_cache_parameters,
        delete_cache_parameter_group,
    ):
        setattr(R, f.__name__, f)

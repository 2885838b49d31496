"""What moto lacks of ElastiCache, or answers otherwise than AWS: a group of Valkey in one shard."""

import inspect
import re

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from patching import patch, rid, store, wrap

KINDS = "cluster|snapshot|subnetgroup|replicationgroup|user|usergroup|parametergroup"

# Of a request, and where a group of moto has it.
CHANGEABLE = {
    "ReplicationGroupDescription": "description",
    "CacheNodeType": "cache_node_type",
    "SnapshotWindow": "snapshot_window",
    "PreferredMaintenanceWindow": "preferred_maintenance_window",
}


def fault(code, message):
    from moto.elasticache.exceptions import ElastiCacheException

    class Fault(ElastiCacheException):
        def __init__(self):
            self.code = code
            super().__init__(message)

    return Fault()


def found(things, name, code):
    if name not in things:
        raise fault(code, f"{name} not found.")
    return things[name]


def answer_with(*functions):
    """Gives moto the requests that it does not answer."""
    from moto.elasticache.responses import ElastiCacheResponse

    for function in functions:
        setattr(ElastiCacheResponse, function.__name__, function)


def tag(self, arn):
    if self._get_param("Tags"):
        self.elasticache_backend.tagging_service.tag_resource(arn, self._get_param("Tags"))


@patch
def tagged_things():
    """The provider asks for tags of more kinds than moto knows."""
    from moto.elasticache.models import ElastiCacheBackend

    @wrap(ElastiCacheBackend, "__init__")
    def create(original, self, *args, **said):
        original(self, *args, **said)
        self.arn_regex = re.compile(rf"^arn:aws:elasticache:.*:[0-9]*:({KINDS}):.*$")


def full_version(version):
    """The provider is told a minor version, and reads a patch as well."""
    return version if version.count(".") > 1 else f"{version}.1"


def domain_of(group, backend):
    return f"{group.replication_group_id}.{rid(6)}.{backend.region_name}.cache.amazonaws.com"


def member(self, group, number):
    """A cache of a group. The provider reads the first one to learn what the group has."""
    from moto.elasticache.models import CacheCluster

    backend, name = self.elasticache_backend, f"{group.replication_group_id}-{number + 1:03d}"
    wanted = inspect.signature(CacheCluster.__init__).parameters
    given = {
        "account_id": backend.account_id,
        "region_name": backend.region_name,
        "cache_cluster_id": name,
        "replication_group_id": group.replication_group_id,
        "cache_node_type": group.cache_node_type,
        "num_cache_nodes": 1,
        # Of another engine moto forgets to which group a cache belongs.
        "engine": "redis",
        "cache_subnet_group_name": self._get_param("CacheSubnetGroupName"),
        "security_group_ids": self._get_param("SecurityGroupIds"),
        "preferred_availability_zone": backend.region_name + "abc"[number % 3],
        "network_type": "ipv4",
        "ip_discovery": "ipv4",
        "port": group.port,
        "tags": [],
        "log_delivery_configurations": [],
    }
    empty = {name: None for name in wanted if name != "self"}
    cluster = CacheCluster(**{**empty, **given})
    cluster.engine, cluster.engine_version = group.engine, full_version(self._get_param("EngineVersion"))
    cluster.cache_parameter_group = in_sync(self._get_param("CacheParameterGroupName"))
    cluster.security_groups = active(self._get_param("SecurityGroupIds"))
    cluster.replication_group_log_delivery_enabled = False
    cluster.cache_nodes = [
        {
            "CacheNodeId": "0001",
            "CacheNodeStatus": "available",
            "CacheNodeCreateTime": utcnow(),
            "ParameterGroupStatus": "in-sync",
            "CustomerAvailabilityZone": cluster.preferred_availability_zone,
            "Endpoint": {"Address": f"{name}.cache.amazonaws.com", "Port": group.port},
        }
    ]
    follow(cluster, group)
    return cluster


def follow(cluster, group):
    """What a cache has of its group."""
    for name in (
        "cache_node_type",
        "at_rest_encryption_enabled",
        "transit_encryption_enabled",
        "transit_encryption_mode",
        "auth_token_enabled",
        "auto_minor_version_upgrade",
        "snapshot_retention_limit",
        "snapshot_window",
        "preferred_maintenance_window",
    ):
        setattr(cluster, name, getattr(group, name))


def in_sync(parameter_group):
    return {"CacheParameterGroupName": parameter_group, "ParameterApplyStatus": "in-sync"}


def active(security_groups):
    return [{"SecurityGroupId": group, "Status": "active"} for group in security_groups]


def shard(group, clusters, domain):
    """The only one: its first cache is written, the others are read."""
    return {
        "NodeGroupId": "0001",
        "Status": "available",
        "PrimaryEndpoint": {"Address": f"master.{domain}", "Port": group.port},
        "ReaderEndpoint": {"Address": f"replica.{domain}", "Port": group.port},
        "NodeGroupMembers": [
            {
                "CacheClusterId": cluster.cache_cluster_id,
                "CacheNodeId": "0001",
                "PreferredAvailabilityZone": cluster.preferred_availability_zone,
                "CurrentRole": "replica" if number else "primary",
                "ReadEndpoint": {"Address": f"{cluster.cache_cluster_id}.{domain}", "Port": group.port},
            }
            for number, cluster in enumerate(clusters)
        ],
    }


@patch
def replication_groups():
    """moto makes no caches for a group, and cannot change one."""
    from moto.elasticache.models import ElastiCacheBackend
    from moto.elasticache.responses import ElastiCacheResponse

    @wrap(ElastiCacheResponse, "create_replication_group")
    def create(original, self):
        answer = original(self)
        backend = self.elasticache_backend
        group = backend.replication_groups[self._get_param("ReplicationGroupId")]
        group.engine = self._get_param("Engine")
        group.cluster_enabled, group.cluster_mode = False, "disabled"
        group.auto_minor_version_upgrade = self._get_bool_param("AutoMinorVersionUpgrade")
        group.transit_encryption_mode = self._get_param("TransitEncryptionMode")
        group.snapshot_window = self._get_param("SnapshotWindow") or "05:00-06:00"
        group.preferred_maintenance_window = self._get_param("PreferredMaintenanceWindow") or "sun:23:00-mon:01:30"
        clusters = [member(self, group, number) for number in range(self._get_int_param("NumCacheClusters"))]
        backend.cache_clusters.update({cluster.cache_cluster_id: cluster for cluster in clusters})
        group.member_clusters = [cluster.cache_cluster_id for cluster in clusters]
        group.node_groups = [shard(group, clusters, domain_of(group, backend))]
        for name in group.user_group_ids:
            user_group(backend, name)["ReplicationGroups"].append(group.replication_group_id)
        return answer

    def modify_replication_group(self):
        backend = self.elasticache_backend
        group = backend.describe_replication_groups(self._get_param("ReplicationGroupId"))[0]
        for said, attribute in CHANGEABLE.items():
            if self._get_param(said) is not None:
                setattr(group, attribute, self._get_param(said))
        if self._get_param("SnapshotRetentionLimit") is not None:
            group.snapshot_retention_limit = self._get_int_param("SnapshotRetentionLimit")
        for name in group.member_clusters:
            change(self, backend.cache_clusters[name], group)
        return ActionResult({"ReplicationGroup": group})

    def change(self, cluster, group):
        follow(cluster, group)
        if self._get_param("EngineVersion"):
            cluster.engine_version = full_version(self._get_param("EngineVersion"))
        if self._get_param("SecurityGroupIds"):
            cluster.security_groups = active(self._get_param("SecurityGroupIds"))
        if self._get_param("CacheParameterGroupName"):
            cluster.cache_parameter_group = in_sync(self._get_param("CacheParameterGroupName"))

    answer_with(modify_replication_group)

    @wrap(ElastiCacheBackend, "delete_replication_group")
    def delete(original, self, replication_group_id, retain_primary_cluster):
        group = self.replication_groups.get(replication_group_id)
        answer = original(self, replication_group_id, retain_primary_cluster)
        for name in group.member_clusters:
            self.cache_clusters.pop(name, None)
        for name in group.user_group_ids:
            user_group(self, name)["ReplicationGroups"].remove(replication_group_id)
        # moto would say for ever that it is being deleted.
        del self.replication_groups[replication_group_id]
        return answer


@patch
def subnet_groups():
    """moto cannot delete one."""

    def delete_cache_subnet_group(self):
        groups, name = self.elasticache_backend.cache_subnet_groups, self._get_param("CacheSubnetGroupName")
        found(groups, name, "CacheSubnetGroupNotFoundFault")
        del groups[name]
        return EmptyResult()

    answer_with(delete_cache_subnet_group)


def user_group(backend, name):
    return found(store(backend, "user_groups"), name, "UserGroupNotFound")


@patch
def users():
    """moto has no groups of users, and cannot change a user."""

    def modify_user(self):
        user = found(self.elasticache_backend.users, self._get_param("UserId"), "UserNotFound")
        user.access_string = self._get_param("AccessString") or user.access_string
        return ActionResult(user)

    def create_user_group(self):
        backend, name = self.elasticache_backend, self._get_param("UserGroupId")
        members = [found(backend.users, user, "UserNotFound") for user in self._get_param("UserIds") or []]
        store(backend, "user_groups")[name] = group = {
            "UserGroupId": name,
            "Status": "active",
            "Engine": self._get_param("Engine"),
            "UserIds": [user.id for user in members],
            "MinimumEngineVersion": "7.2",
            "ReplicationGroups": [],
            "ServerlessCaches": [],
            "ARN": f"arn:aws:elasticache:{backend.region_name}:{backend.account_id}:usergroup:{name}",
        }
        for user in members:
            user.user_group_ids.append(name)
        tag(self, group["ARN"])
        return ActionResult(group)

    def describe_user_groups(self):
        return ActionResult({"UserGroups": [user_group(self.elasticache_backend, self._get_param("UserGroupId"))]})

    def modify_user_group(self):
        group = user_group(self.elasticache_backend, self._get_param("UserGroupId"))
        leaving = self._get_param("UserIdsToRemove") or []
        group["UserIds"] += self._get_param("UserIdsToAdd") or []
        group["UserIds"] = [user for user in group["UserIds"] if user not in leaving]
        return ActionResult(group)

    def delete_user_group(self):
        backend = self.elasticache_backend
        group = user_group(backend, self._get_param("UserGroupId"))
        del store(backend, "user_groups")[group["UserGroupId"]]
        for user in group["UserIds"]:
            backend.users[user].user_group_ids.remove(group["UserGroupId"])
        return ActionResult({**group, "Status": "deleting"})

    answer_with(modify_user, create_user_group, describe_user_groups, modify_user_group, delete_user_group)


@patch
def parameter_groups():
    """moto has none."""

    def kept(self):
        return store(self.elasticache_backend, "parameter_groups")

    def asked(self):
        return found(kept(self), self._get_param("CacheParameterGroupName"), "CacheParameterGroupNotFound")

    def said(group):
        return {key: value for key, value in group.items() if key != "values"}

    def create_cache_parameter_group(self):
        backend, name = self.elasticache_backend, self._get_param("CacheParameterGroupName")
        if name in kept(self):
            raise fault("CacheParameterGroupAlreadyExists", f"{name} exists already.")
        kept(self)[name] = group = {
            "CacheParameterGroupName": name,
            "CacheParameterGroupFamily": self._get_param("CacheParameterGroupFamily"),
            "Description": self._get_param("Description"),
            "IsGlobal": False,
            "ARN": f"arn:aws:elasticache:{backend.region_name}:{backend.account_id}:parametergroup:{name}",
            "values": {},
        }
        tag(self, group["ARN"])
        return ActionResult({"CacheParameterGroup": said(group)})

    def describe_cache_parameter_groups(self):
        return ActionResult({"CacheParameterGroups": [said(asked(self))]})

    def modify_cache_parameter_group(self):
        for one in self._get_param("ParameterNameValues") or []:
            asked(self)["values"][one["ParameterName"]] = one["ParameterValue"]
        return ActionResult({"CacheParameterGroupName": asked(self)["CacheParameterGroupName"]})

    def reset_cache_parameter_group(self):
        for one in self._get_param("ParameterNameValues") or []:
            asked(self)["values"].pop(one["ParameterName"], None)
        return ActionResult({"CacheParameterGroupName": asked(self)["CacheParameterGroupName"]})

    def describe_cache_parameters(self):
        parameters = [
            {"ParameterName": name, "ParameterValue": value, "Source": "user", "IsModifiable": True}
            for name, value in asked(self)["values"].items()
        ]
        return ActionResult({"Parameters": parameters})

    def delete_cache_parameter_group(self):
        del kept(self)[asked(self)["CacheParameterGroupName"]]
        return EmptyResult()

    answer_with(
        create_cache_parameter_group,
        describe_cache_parameter_groups,
        modify_cache_parameter_group,
        reset_cache_parameter_group,
        describe_cache_parameters,
        delete_cache_parameter_group,
    )

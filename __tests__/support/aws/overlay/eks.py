"""What moto lacks of EKS, or answers otherwise than AWS.

moto knows clusters and node groups, with less than half of their settings; it knows no add-ons, access entries,
Pod Identity or updates. All of that lies on moto's own clusters, so that it goes with them.
"""

import base64
import uuid
from urllib.parse import unquote

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.eks.exceptions import InvalidParameterException, ResourceInUseException, ResourceNotFoundException
from moto.eks.models import Cluster, Nodegroup
from moto.eks.responses import EKSResponse
from moto.eks.urls import url_paths
from patching import rid, store, wrap

ADDONS = ["aws-ebs-csi-driver", "coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"]

CLUSTER = "{0}/clusters/(?P<name>[^/]+)"
ONE_ADDON = CLUSTER + "/addons/(?P<addonName>[^/]+)"
PATHS = [
    CLUSTER + "/updates$",
    CLUSTER + "/updates/(?P<updateId>[^/]+)$",
    CLUSTER + "/node-groups/(?P<nodegroupName>[^/]+)/update-version$",
    CLUSTER + "/addons$",
    ONE_ADDON + "$",
    ONE_ADDON + "/update$",
    CLUSTER + "/access-entries$",
    CLUSTER + "/access-entries/(?P<principalArn>.+)$",
    CLUSTER + "/pod-identity-associations$",
    CLUSTER + "/pod-identity-associations/(?P<associationId>[^/]+)$",
]
for path in PATHS:
    url_paths[path] = EKSResponse.dispatch


def answers(function):
    """Makes a function the answer to the request of its name."""
    setattr(EKSResponse, function.__name__, function)
    return function


def cluster_of(request):
    return request.eks_backend.describe_cluster(request._get_param("name"))


def of_cluster(request, kind):
    """What a cluster has of a kind, by its id."""
    return store(cluster_of(request), kind)


def arn(request, rest):
    return f"arn:{request.partition}:eks:{request.region}:{request.current_account}:{rest}"


def missing(message):
    raise ResourceNotFoundException(
        clusterName=None, nodegroupName=None, fargateProfileName=None, addonName=None, message=message
    )


def taken(message):
    raise ResourceInUseException(clusterName=None, nodegroupName=None, addonName=None, message=message)


def made_now():
    return {"createdAt": utcnow(), "modifiedAt": utcnow()}


# Updates: AWS takes minutes, here they are done at once, and the provider asks for each whether it is.


def updated(request, kind):
    update = {"id": str(uuid.uuid4()), "status": "Successful", "type": kind, "createdAt": utcnow()}
    update |= {"params": [], "errors": []}
    of_cluster(request, "updates")[update["id"]] = update
    return ActionResult({"update": update})


@answers
def describe_update(self):
    update = of_cluster(self, "updates").get(self._get_param("updateId"))
    return ActionResult({"update": update or missing("No update found")})


# Clusters


@wrap(Cluster, "__init__")
def cluster(original, self, *args, **given):
    """AWS makes a security group for nodes and the endpoint, and says what nobody asked for."""
    original(self, *args, **given)
    ec2 = ec2_backends[given["account_id"]][given["region_name"]]
    vpc_id = ec2.get_subnet(self.resources_vpc_config["subnetIds"][0]).vpc_id
    name = f"eks-cluster-sg-{self.name}-{rid(8)}"
    group = ec2.create_security_group(name, "EKS created security group", vpc_id=vpc_id)
    defaults = {"securityGroupIds": [], "publicAccessCidrs": []}
    made = {"vpcId": vpc_id, "clusterSecurityGroupId": group.id}
    self.resources_vpc_config = defaults | self.resources_vpc_config | made
    self.kubernetes_network_config = {"ipFamily": "ipv4"} | self.kubernetes_network_config
    self.certificate_authority = {"data": base64.b64encode(b"a certificate").decode()}


@wrap(EKSResponse, "create_cluster")
def create_cluster(original, self):
    answer = original(self)
    made = cluster_of(self)
    made.access_config = self._get_param("accessConfig")
    made.upgrade_policy = self._get_param("upgradePolicy")
    return answer


@wrap(EKSResponse, "delete_cluster")
def delete_cluster(original, self):
    gone = cluster_of(self)
    answer = original(self)
    ec2 = ec2_backends[self.current_account][self.region]
    ec2.delete_security_group(group_id=gone.resources_vpc_config["clusterSecurityGroupId"])
    return answer


@answers
def update_cluster_version(self):
    cluster_of(self).version = self._get_param("version")
    return updated(self, "VersionUpdate")


# Node groups


@wrap(Nodegroup, "__init__")
def node_group(original, self, *args, **given):
    """moto invents a key to log in with, and a size of disks that a launch template says already."""
    original(self, *args, **given)
    self.remote_access = None
    self.resources = {"autoScalingGroups": self.resources["autoScalingGroups"]}
    self.disk_size = None


@wrap(EKSResponse, "create_nodegroup")
def create_node_group(original, self):
    answer = original(self)
    made = cluster_of(self).nodegroups[self._get_param("nodegroupName")]
    made.version = self._get_param("version")
    made.release_version = f"{made.version}.0-20260101"
    made.update_config = self._get_param("updateConfig")
    made.node_repair_config = self._get_param("nodeRepairConfig")
    return answer


@answers
def update_nodegroup_version(self):
    group = self.eks_backend.describe_nodegroup(self._get_param("name"), self._get_param("nodegroupName"))
    if self._get_param("version"):
        group.version = self._get_param("version")
        group.release_version = f"{group.version}.0-20260101"
    group.launch_template.update(self._get_param("launchTemplate") or {})
    return updated(self, "VersionUpdate")


# Add-ons


@answers
def create_addon(self):
    name, addons = self._get_param("addonName"), of_cluster(self, "addons")
    if name in addons:
        taken("Addon already exists.")
    if name not in ADDONS:
        raise InvalidParameterException(message=f"Addon {name} specified is not supported")
    addon = {"addonName": name, "clusterName": self._get_param("name"), "status": "ACTIVE", "health": {"issues": []}}
    addon["addonArn"] = arn(self, f"addon/{self._get_param('name')}/{name}/{uuid.uuid4()}")
    for setting in ("addonVersion", "configurationValues"):
        addon[setting] = self._get_param(setting)
    addon["tags"] = self._get_param("tags") or {}
    addon["podIdentityAssociations"] = [
        associate(self, "kube-system", given, owner=addon["addonArn"])["associationArn"]
        for given in self._get_param("podIdentityAssociations") or []
    ]
    addons[name] = addon | made_now()
    return ActionResult({"addon": addons[name]})


def addon_of(request):
    name = request._get_param("addonName")
    return of_cluster(request, "addons").get(name) or missing(f"No addon: {name} found")


@answers
def describe_addon(self):
    return ActionResult({"addon": addon_of(self)})


@answers
def list_addons(self):
    return ActionResult({"addons": list(of_cluster(self, "addons"))})


@answers
def update_addon(self):
    addon = addon_of(self)
    for setting in ("addonVersion", "configurationValues"):
        if self._get_param(setting) is not None:
            addon[setting] = self._get_param(setting)
    return updated(self, "AddonUpdate")


@answers
def delete_addon(self):
    addon = addon_of(self)
    del of_cluster(self, "addons")[addon["addonName"]]
    associations = of_cluster(self, "associations")
    for one in [one for one in associations.values() if one["ownerArn"] == addon["addonArn"]]:
        del associations[one["associationId"]]
    return ActionResult({"addon": addon | {"status": "DELETING"}})


# Access entries


@answers
def create_access_entry(self):
    principal, entries = self._get_param("principalArn"), of_cluster(self, "access_entries")
    if principal in entries:
        taken("The specified access entry resource is already in use on this cluster.")
    role = principal.split("/")[-1]
    entry = {"clusterName": self._get_param("name"), "principalArn": principal, "type": self._get_param("type")}
    entry["accessEntryArn"] = arn(self, f"access-entry/{entry['clusterName']}/role/{role}/{uuid.uuid4()}")
    entry["username"] = f"arn:aws:sts::{self.current_account}:assumed-role/{role}/{{{{SessionName}}}}"
    entry |= {"kubernetesGroups": [], "tags": self._get_param("tags") or {}}
    entries[principal] = entry | made_now()
    return ActionResult({"accessEntry": entries[principal]})


def entry_of(request):
    principal = unquote(request._get_param("principalArn"))
    entries = of_cluster(request, "access_entries")
    return entries.get(principal) or missing(f"The specified principalArn could not be found: {principal}")


def policies_of(request):
    return of_cluster(request, "access_policies").setdefault(entry_of(request)["principalArn"], {})


@answers
def describe_access_entry(self):
    return ActionResult({"accessEntry": entry_of(self)})


@answers
def list_access_entries(self):
    return ActionResult({"accessEntries": list(of_cluster(self, "access_entries"))})


@answers
def delete_access_entry(self):
    principal = entry_of(self)["principalArn"]
    del of_cluster(self, "access_entries")[principal]
    of_cluster(self, "access_policies").pop(principal, None)
    return EmptyResult()


@answers
def associate_access_policy(self):
    policy = {"policyArn": self._get_param("policyArn"), "accessScope": self._get_param("accessScope")}
    policy |= {"associatedAt": utcnow(), "modifiedAt": utcnow()}
    policies_of(self)[policy["policyArn"]] = policy
    who = {"clusterName": self._get_param("name"), "principalArn": entry_of(self)["principalArn"]}
    return ActionResult(who | {"associatedAccessPolicy": policy})


@answers
def list_associated_access_policies(self):
    who = {"clusterName": self._get_param("name"), "principalArn": entry_of(self)["principalArn"]}
    return ActionResult(who | {"associatedAccessPolicies": list(policies_of(self).values())})


@answers
def disassociate_access_policy(self):
    policy = unquote(self._get_param("policyArn"))
    policies_of(self).pop(policy, None) or missing(f"No policy {policy} is associated")
    return EmptyResult()


# Pod Identity


def associate(request, namespace, given, owner=None):
    associations = of_cluster(request, "associations")
    for one in associations.values():
        if (one["namespace"], one["serviceAccount"]) == (namespace, given["serviceAccount"]):
            taken(f"Association already exists: {one['associationId']}")
    name, key = request._get_param("name"), "a-" + rid()
    association = {"clusterName": name, "namespace": namespace, "associationId": key, "ownerArn": owner}
    association |= {"serviceAccount": given["serviceAccount"], "roleArn": given["roleArn"]}
    association["associationArn"] = arn(request, f"podidentityassociation/{name}/{key}")
    associations[key] = association | {"tags": given.get("tags") or {}} | made_now()
    return associations[key]


def association_of(request):
    found = of_cluster(request, "associations").get(request._get_param("associationId"))
    return found or missing("Association not found")


@answers
def create_pod_identity_association(self):
    given = {name: self._get_param(name) for name in ("serviceAccount", "roleArn", "tags")}
    return ActionResult({"association": associate(self, self._get_param("namespace"), given)})


@answers
def describe_pod_identity_association(self):
    return ActionResult({"association": association_of(self)})


@answers
def list_pod_identity_associations(self):
    return ActionResult({"associations": list(of_cluster(self, "associations").values())})


@answers
def delete_pod_identity_association(self):
    association = association_of(self)
    del of_cluster(self, "associations")[association["associationId"]]
    return ActionResult({"association": association})

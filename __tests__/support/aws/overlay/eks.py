"""What moto lacks of EKS, or answers otherwise than AWS."""

import sys, uuid
from urllib.parse import unquote
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from patching import patch, wrap, rid

ADDON_VERSIONS = {  # name -> versions, newest first (enough for aws_eks_addon_version and default versions)
    "vpc-cni": ["v1.19.5-eksbuild.1", "v1.19.2-eksbuild.1"],
    "coredns": ["v1.11.4-eksbuild.2", "v1.11.3-eksbuild.1"],
    "kube-proxy": ["v1.32.3-eksbuild.7", "v1.32.0-eksbuild.2"],
    "aws-ebs-csi-driver": ["v1.44.0-eksbuild.1", "v1.38.1-eksbuild.1"],
    "aws-efs-csi-driver": ["v2.1.8-eksbuild.1"],
    "eks-pod-identity-agent": ["v1.3.7-eksbuild.2", "v1.3.4-eksbuild.1"],
    "metrics-server": ["v0.7.2-eksbuild.3"],
    "snapshot-controller": ["v8.2.0-eksbuild.1"],
    "amazon-cloudwatch-observability": ["v4.1.0-eksbuild.1"],
    "aws-guardduty-agent": ["v1.10.0-eksbuild.2"],
    "adot": ["v0.117.0-eksbuild.1"],
}


@patch
def eks():
    from moto.eks import models, responses, urls
    from moto.eks.exceptions import ResourceNotFoundException, ResourceInUseException, InvalidParameterException

    R = responses.EKSResponse
    P = urls.url_paths
    D = R.dispatch
    for p in (
        "/clusters/(?P<name>[^/]+)/addons$",
        "/clusters/(?P<name>[^/]+)/addons/(?P<addonName>[^/]+)$",
        "/clusters/(?P<name>[^/]+)/addons/(?P<addonName>[^/]+)/update$",
        "/addons/supported-versions$",
        "/addons/configuration-schemas$",
        "/clusters/(?P<name>[^/]+)/access-entries$",
        "/clusters/(?P<name>[^/]+)/access-entries/(?P<principalArn>.+)$",
        "/access-policies$",
        "/cluster-versions$",
        "/clusters/(?P<name>[^/]+)/pod-identity-associations$",
        "/clusters/(?P<name>[^/]+)/pod-identity-associations/(?P<associationId>[^/]+)$",
        "/clusters/(?P<name>[^/]+)/updates$",
        "/clusters/(?P<name>[^/]+)/updates/(?P<updateId>[^/]+)$",
        "/clusters/(?P<name>[^/]+)/encryption-config/associate$",
        "/clusters/(?P<name>[^/]+)/identity-provider-configs.*$",
        "/clusters/(?P<name>[^/]+)/node-groups/(?P<nodegroupName>[^/]+)/update-version$",
    ):
        P["{0}" + p] = D

    def notfound(msg):
        raise ResourceNotFoundException(
            clusterName=None, nodegroupName=None, fargateProfileName=None, addonName=None, message=msg
        )

    def inuse(msg):
        raise ResourceInUseException(clusterName=None, nodegroupName=None, addonName=None, message=msg)

    def cluster(self):
        return self.eks_backend.describe_cluster(self._get_param("name"))

    def sub(self, kind):
        return cluster(self).__dict__.setdefault("_plus_" + kind, {})

    def arn(self, rest):
        return f"arn:{self.partition}:eks:{self.region}:{self.current_account}:{rest}"

    def new_update(self, type_, params=None):
        u = {
            "id": str(uuid.uuid4()),
            "status": "Successful",
            "type": type_,
            "params": params or [],
            "createdAt": utcnow(),
            "errors": [],
        }
        sub(self, "updates")[u["id"]] = u
        return u

    # --- cluster
    @wrap(models.Cluster, "__init__")
    def f(orig, self, *a, **k):
        orig(self, *a, **k)
        v = self.resources_vpc_config = dict(self.resources_vpc_config)
        v.setdefault("clusterSecurityGroupId", "sg-" + rid())
        v.setdefault("endpointPublicAccess", True)
        v.setdefault("endpointPrivateAccess", False)
        v.setdefault("securityGroupIds", [])
        if v["endpointPublicAccess"]:
            v.setdefault("publicAccessCidrs", ["0.0.0.0/0"])
        try:
            from moto.ec2.models import ec2_backends

            e = ec2_backends[k["account_id"]][k["region_name"]]
            vpc = e.get_subnet(v["subnetIds"][0]).vpc_id
            v["vpcId"] = vpc
            v["clusterSecurityGroupId"] = e.create_security_group(
                f"eks-cluster-sg-{self.name}-{rid(8)}", "EKS created security group", vpc_id=vpc
            ).id
            self.plus_sg = v["clusterSecurityGroupId"]
        except Exception as ex:
            print("moto_plus: no cluster security group:", ex, file=sys.stderr)
        n = self.kubernetes_network_config = dict(self.kubernetes_network_config)
        n.setdefault("ipFamily", "ipv4")
        n.setdefault("serviceIpv4Cidr", "172.20.0.0/16")
        # one issuer per cluster (moto has one per process)
        self.identity = {
            "oidc": {"issuer": f"https://oidc.eks.{k['region_name']}.amazonaws.com/id/{uuid.uuid4().hex.upper()}"}
        }
        import base64

        self.certificate_authority = {
            "data": base64.b64encode(b"-----BEGIN CERTIFICATE-----\nmoto\n-----END CERTIFICATE-----\n").decode()
        }
        self.platform_version = "eks.1"

    @wrap(R, "create_cluster")
    def f(orig, self):
        r = orig(self)
        c = cluster(self)
        ac = self._get_param("accessConfig") or {}
        c.access_config = {
            "authenticationMode": ac.get("authenticationMode", "CONFIG_MAP"),
            "bootstrapClusterCreatorAdminPermissions": ac.get("bootstrapClusterCreatorAdminPermissions", True),
        }
        c.upgrade_policy = self._get_param("upgradePolicy") or {"supportType": "EXTENDED"}
        c.zonal_shift_config = self._get_param("zonalShiftConfig") or None
        c.compute_config = self._get_param("computeConfig")
        c.storage_config = self._get_param("storageConfig")
        c.deletion_protection = bool(self._get_param("deletionProtection"))
        return r

    @wrap(R, "delete_cluster")
    def f(orig, self):
        c = cluster(self)
        if getattr(c, "deletion_protection", False):
            raise InvalidParameterException(message=f"Cluster {c.name} has deletion protection enabled")
        r = orig(self)
        try:
            from moto.ec2.models import ec2_backends

            ec2_backends[self.current_account][self.region].delete_security_group(group_id=c.plus_sg)
        except Exception:
            pass
        return r

    def update_cluster_config(self):
        c = cluster(self)
        typ = "EndpointAccessUpdate"
        v = self._get_param("resourcesVpcConfig")
        if v:
            c.resources_vpc_config.update({k: x for k, x in v.items() if x is not None})
            if "subnetIds" in v or "securityGroupIds" in v:
                typ = "VpcConfigUpdate"
        for p, attr, t in (
            ("logging", "logging", "LoggingUpdate"),
            ("accessConfig", "access_config", "AccessConfigUpdate"),
            ("upgradePolicy", "upgrade_policy", "UpgradePolicyUpdate"),
            ("zonalShiftConfig", "zonal_shift_config", "ZonalShiftConfigUpdate"),
            ("computeConfig", "compute_config", "AutoModeUpdate"),
            ("storageConfig", "storage_config", "AutoModeUpdate"),
        ):
            x = self._get_param(p)
            if x:
                typ = t
                if attr == "access_config":
                    c.access_config.update(x)
                elif attr == "logging":
                    on = {
                        ty for l in c.logging.get("clusterLogging", []) if l.get("enabled") for ty in l.get("types", [])
                    }
                    for l in x["clusterLogging"]:
                        on = on | set(l["types"]) if l.get("enabled") else on - set(l["types"])
                    c.logging = {"clusterLogging": [{"types": sorted(on), "enabled": True}] if on else []}
                else:
                    setattr(c, attr, x)
        if self._get_param("deletionProtection") is not None:
            c.deletion_protection = self._get_param("deletionProtection")
            typ = "DeletionProtectionUpdate"
        return ActionResult({"update": new_update(self, typ)})

    R.update_cluster_config = update_cluster_config

    def update_cluster_version(self):
        c = cluster(self)
        c.version = self._get_param("version")
        return ActionResult({"update": new_update(self, "VersionUpdate", [{"type": "Version", "value": c.version}])})

    P["{0}/clusters/(?P<name>[^/]+)/updates$"] = D
    R.update_cluster_version = update_cluster_version

    def associate_encryption_config(self):
        cluster(self).encryption_config = self._get_param("encryptionConfig")
        return ActionResult({"update": new_update(self, "AssociateEncryptionConfig")})

    R.associate_encryption_config = associate_encryption_config

    def describe_update(self):
        u = sub(self, "updates").get(self._get_param("updateId"))
        return ActionResult({"update": u}) if u else notfound("No update found")

    R.describe_update = describe_update
    R.list_updates = lambda self: ActionResult({"updateIds": list(sub(self, "updates"))})
    R.describe_cluster_versions = lambda self: ActionResult(
        {
            "clusterVersions": [
                {
                    "clusterVersion": f"1.{m}",
                    "clusterType": "eks",
                    "defaultVersion": m == 32,
                    "status": "STANDARD_SUPPORT",
                    "versionStatus": "STANDARD_SUPPORT",
                    "defaultPlatformVersion": "eks.1",
                    "kubernetesPatchVersion": f"1.{m}.3",
                }
                for m in (33, 32, 31, 30)
            ]
        }
    )

    # --- node groups
    @wrap(models.Nodegroup, "__init__")
    def f(orig, self, *a, **k):
        orig(self, *a, **k)
        if not k.get("remote_access"):
            self.remote_access = None
            self.resources = {"autoScalingGroups": self.resources["autoScalingGroups"]}
        self.disk_size = int(k["disk_size"]) if k.get("disk_size") else (None if k.get("launch_template") else 20)
        if k.get("launch_template") and not k.get("instance_types"):
            self.instance_types = None
        if not k.get("instance_types") and not k.get("launch_template"):
            self.instance_types = ["t3.medium"]
        self.ami_type = k.get("ami_type") or "AL2023_x86_64_STANDARD"
        self.update_config = self.update_config or {"maxUnavailable": 1}

    @wrap(R, "create_nodegroup")
    def f(orig, self):
        r = orig(self)
        c = cluster(self)
        ng = c.nodegroups[self._get_param("nodegroupName")]
        ng.version = self._get_param("version") or c.version
        ng.release_version = self._get_param("releaseVersion") or f"{ng.version}.3-20250519"
        ng.update_config = self._get_param("updateConfig") or {"maxUnavailable": 1}
        ng.node_repair_config = self._get_param("nodeRepairConfig")
        return r

    @wrap(R, "update_nodegroup_config")
    def f(orig, self):
        t = self._get_param("taints")
        if t and t.get("removeTaints") is None:
            t.pop("removeTaints", None)
        orig(self)
        return ActionResult({"update": new_update(self, "ConfigUpdate")})

    def update_nodegroup_version(self):
        ng = self.eks_backend.describe_nodegroup(self._get_param("name"), self._get_param("nodegroupName"))
        if self._get_param("version"):
            ng.version = self._get_param("version")
            ng.release_version = f"{ng.version}.3-20250519"
        if self._get_param("releaseVersion"):
            ng.release_version = self._get_param("releaseVersion")
        if self._get_param("launchTemplate"):
            ng.launch_template.update(self._get_param("launchTemplate"))
        return ActionResult({"update": new_update(self, "VersionUpdate")})

    R.update_nodegroup_version = update_nodegroup_version

    # --- addons
    def create_addon(self):
        c, n, a = cluster(self), self._get_param("addonName"), sub(self, "addons")
        if n in a:
            inuse("Addon already exists.")
        if n not in ADDON_VERSIONS:
            raise InvalidParameterException(message=f"Addon {n} specified is not supported")
        v = self._get_param("addonVersion") or ADDON_VERSIONS[n][0]
        x = {
            "addonName": n,
            "clusterName": c.name,
            "status": "ACTIVE",
            "addonVersion": v,
            "health": {"issues": []},
            "addonArn": arn(self, f"addon/{c.name}/{n}/{uuid.uuid4()}"),
            "createdAt": utcnow(),
            "modifiedAt": utcnow(),
            "serviceAccountRoleArn": self._get_param("serviceAccountRoleArn"),
            "tags": self._get_param("tags") or {},
            "configurationValues": self._get_param("configurationValues"),
            "podIdentityAssociations": [],
            "plusPia": [],
        }
        for p in self._get_param("podIdentityAssociations") or []:
            addon_pia(self, x, p)
        a[n] = x
        return ActionResult({"addon": x})

    def addon_pia(self, x, p):
        y = make_pia(self, "kube-system", p["serviceAccount"], p["roleArn"], owner=x["addonArn"])
        x["podIdentityAssociations"].append(y["associationArn"])

    def addon(self):
        x = sub(self, "addons").get(self._get_param("addonName"))
        return x or notfound(f"No addon: {self._get_param('addonName')} found in cluster: {self._get_param('name')}")

    def update_addon(self):
        x = addon(self)
        for p in ("addonVersion", "serviceAccountRoleArn", "configurationValues"):
            if self._get_param(p) is not None:
                x[p] = self._get_param(p)
        if self._get_param("podIdentityAssociations") is not None:
            x["podIdentityAssociations"] = []
            for p in self._get_param("podIdentityAssociations"):
                addon_pia(self, x, p)
        x["modifiedAt"] = utcnow()
        return ActionResult({"update": new_update(self, "AddonUpdate")})

    def delete_addon(self):
        x = addon(self)
        sub(self, "addons").pop(x["addonName"])
        return ActionResult({"addon": dict(x, status="DELETING")})

    R.create_addon, R.update_addon, R.delete_addon = create_addon, update_addon, delete_addon
    R.describe_addon = lambda self: ActionResult({"addon": addon(self)})
    R.list_addons = lambda self: ActionResult({"addons": list(sub(self, "addons"))})

    def describe_addon_versions(self):
        n = self._get_param("addonName")
        kv = self._get_param("kubernetesVersion") or "1.32"
        return ActionResult(
            {
                "addons": [
                    {
                        "addonName": a,
                        "type": "networking",
                        "owner": "aws",
                        "publisher": "eks",
                        "addonVersions": [
                            {
                                "addonVersion": v,
                                "architecture": ["amd64", "arm64"],
                                "requiresConfiguration": False,
                                "compatibilities": [
                                    {
                                        "clusterVersion": kv,
                                        "platformVersions": ["*"],
                                        "defaultVersion": i == len(vs) - 1,
                                    }
                                ],
                            }
                            for i, v in enumerate(vs)
                        ],
                    }
                    for a, vs in ADDON_VERSIONS.items()
                    if not n or n == a
                ]
            }
        )

    R.describe_addon_versions = describe_addon_versions
    R.describe_addon_configuration = lambda self: ActionResult(
        {
            "addonName": self._get_param("addonName"),
            "addonVersion": self._get_param("addonVersion"),
            "configurationSchema": "{}",
        }
    )

    # --- access entries
    def create_access_entry(self):
        c, p, a = cluster(self), self._get_param("principalArn"), sub(self, "access_entries")
        if p in a:
            inuse("The specified access entry resource is already in use on this cluster.")
        typ = self._get_param("type") or "STANDARD"
        kind, name = p.split(":")[5].split("/")[0], p.split("/")[-1]
        user = self._get_param("username") or (
            p.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/{{SessionName}}"
            if kind == "role"
            else p
        )
        if typ == "EC2_LINUX":
            user = "system:node:{{EC2PrivateDNSName}}"
        groups = self._get_param("kubernetesGroups") or (["system:nodes"] if typ == "EC2_LINUX" else [])
        x = {
            "clusterName": c.name,
            "principalArn": p,
            "kubernetesGroups": groups,
            "username": user,
            "type": typ,
            "tags": self._get_param("tags") or {},
            "accessEntryArn": arn(self, f"access-entry/{c.name}/{kind}/{self.current_account}/{name}/{uuid.uuid4()}"),
            "createdAt": utcnow(),
            "modifiedAt": utcnow(),
            "plusPolicies": {},
        }
        a[p] = x
        return ActionResult({"accessEntry": x})

    def entry(self):
        p = unquote(self._get_param("principalArn"))
        return sub(self, "access_entries").get(p) or notfound(f"The specified principalArn could not be found: {p}")

    def update_access_entry(self):
        x = entry(self)
        if self._get_param("kubernetesGroups") is not None:
            x["kubernetesGroups"] = self._get_param("kubernetesGroups")
        if self._get_param("username"):
            x["username"] = self._get_param("username")
        return ActionResult({"accessEntry": x})

    def delete_access_entry(self):
        x = entry(self)
        sub(self, "access_entries").pop(x["principalArn"])
        return EmptyResult()

    def associate_access_policy(self):
        x = entry(self)
        p = self._get_param("policyArn")
        x["plusPolicies"][p] = {
            "policyArn": p,
            "accessScope": self._get_param("accessScope"),
            "associatedAt": utcnow(),
            "modifiedAt": utcnow(),
        }
        return ActionResult(
            {
                "clusterName": x["clusterName"],
                "principalArn": x["principalArn"],
                "associatedAccessPolicy": x["plusPolicies"][p],
            }
        )

    def disassociate_access_policy(self):
        x = entry(self)
        x["plusPolicies"].pop(unquote(self._get_param("policyArn")), None) or notfound("policy not associated")
        return EmptyResult()

    R.create_access_entry, R.update_access_entry, R.delete_access_entry = (
        create_access_entry,
        update_access_entry,
        delete_access_entry,
    )
    R.associate_access_policy, R.disassociate_access_policy = associate_access_policy, disassociate_access_policy
    R.describe_access_entry = lambda self: ActionResult({"accessEntry": entry(self)})
    R.list_access_entries = lambda self: ActionResult({"accessEntries": list(sub(self, "access_entries"))})
    R.list_associated_access_policies = lambda self: ActionResult(
        {
            "clusterName": self._get_param("name"),
            "principalArn": entry(self)["principalArn"],
            "associatedAccessPolicies": list(entry(self)["plusPolicies"].values()),
        }
    )
    R.list_access_policies = lambda self: ActionResult(
        {
            "accessPolicies": [
                {"name": n, "arn": f"arn:aws:eks::aws:cluster-access-policy/{n}"}
                for n in (
                    "AmazonEKSAdminPolicy",
                    "AmazonEKSClusterAdminPolicy",
                    "AmazonEKSEditPolicy",
                    "AmazonEKSViewPolicy",
                    "AmazonEKSAdminViewPolicy",
                )
            ]
        }
    )

    # --- pod identity
    def make_pia(self, ns, sa, role, owner=None, tags=None):
        c = cluster(self)
        i = "a-" + rid()
        x = {
            "clusterName": c.name,
            "namespace": ns,
            "serviceAccount": sa,
            "roleArn": role,
            "associationId": i,
            "tags": tags or {},
            "associationArn": arn(self, f"podidentityassociation/{c.name}/{i}"),
            "createdAt": utcnow(),
            "modifiedAt": utcnow(),
            "ownerArn": owner,
            "disableSessionTags": bool(self._get_param("disableSessionTags")),
            "targetRoleArn": self._get_param("targetRoleArn"),
        }
        sub(self, "pia")[i] = x
        return x

    def create_pod_identity_association(self):
        ns, sa = self._get_param("namespace"), self._get_param("serviceAccount")
        if any(p["namespace"] == ns and p["serviceAccount"] == sa for p in sub(self, "pia").values()):
            inuse("Association already exists: " + ns + "/" + sa)
        return ActionResult(
            {"association": make_pia(self, ns, sa, self._get_param("roleArn"), tags=self._get_param("tags"))}
        )

    def pia(self):
        return sub(self, "pia").get(self._get_param("associationId")) or notfound("Association not found")

    def update_pod_identity_association(self):
        x = pia(self)
        if self._get_param("roleArn"):
            x["roleArn"] = self._get_param("roleArn")
        return ActionResult({"association": x})

    def delete_pod_identity_association(self):
        x = pia(self)
        sub(self, "pia").pop(x["associationId"])
        return ActionResult({"association": x})

    R.create_pod_identity_association, R.update_pod_identity_association, R.delete_pod_identity_association = (
        create_pod_identity_association,
        update_pod_identity_association,
        delete_pod_identity_association,
    )
    R.describe_pod_identity_association = lambda self: ActionResult({"association": pia(self)})
    R.list_pod_identity_associations = lambda self: ActionResult({"associations": list(sub(self, "pia").values())})

    # --- tags on every EKS arn
    def tagged(self, a):
        for c in self.eks_backend.clusters.values():
            if c.arn == a:
                return c.tags
            for ng in c.nodegroups.values():
                if ng.arn == a:
                    return ng.tags
            for fp in c.fargate_profiles.values():
                if fp.fargate_profile_arn == a:
                    return fp.tags
            for kind, key in (("addons", "addonArn"), ("access_entries", "accessEntryArn"), ("pia", "associationArn")):
                for x in c.__dict__.get("_plus_" + kind, {}).values():
                    if x[key] == a:
                        return x["tags"]
        notfound("Resource was not found")

    def tag_resource(self):
        tagged(self, self._extract_arn_from_path()).update(self._get_param("tags"))
        return EmptyResult()

    def untag_resource(self):
        t = tagged(self, self._extract_arn_from_path())
        for k in self.querystring.get("tagKeys", []):
            t.pop(k, None)
        return EmptyResult()

    R.tag_resource, R.untag_resource = tag_resource, untag_resource
    R.list_tags_for_resource = lambda self: ActionResult({"tags": tagged(self, self._extract_arn_from_path())})

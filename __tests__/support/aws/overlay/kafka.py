"""What moto lacks of MSK, or answers otherwise than AWS."""

import copy, json, uuid
from urllib.parse import unquote
from patching import patch, wrap, store, iso


@patch
def kafka():
    from moto.kafka import models, responses, urls
    from moto.kafka.exceptions import NotFoundException, BadRequestException

    R, B = responses.KafkaResponse, models.KafkaBackend

    class NF(NotFoundException):
        code = 404

    urls.url_paths["{0}/v1/configurations$"] = R.dispatch
    urls.url_paths["{0}/v1/configurations/(?P<arn>.+)$"] = R.dispatch
    urls.url_paths["{0}/v1/operations/(?P<clusterOperationArn>.+)$"] = R.dispatch
    urls.url_paths[
        "{0}/v1/clusters/(?P<clusterArn>.+)/(bootstrap-brokers|scram-secrets|nodes.*|security|monitoring|version|configuration)$"
    ] = R.dispatch

    @wrap(models.FakeKafkaCluster, "__init__")
    def f(orig, self, *a, **k):
        orig(self, *a, **k)
        self.state = "ACTIVE"
        self.creation_time = iso()
        self.arn = self.arn.replace("/" + self.cluster_id, f"/{self.cluster_name}/{self.cluster_id}-3")

    @wrap(R, "create_cluster_v2")
    def f(orig, self):
        d = json.loads(orig(self))
        c = self.kafka_backend.clusters[d["clusterArn"]]
        p = self._get_param("provisioned")
        if p:
            dress(c, p)
        else:
            c.serverless_config["clientAuthentication"] = (p or self._get_param("serverless")).get(
                "clientAuthentication"
            )
        return json.dumps(d)

    @wrap(R, "create_cluster")
    def f(orig, self):
        d = json.loads(orig(self))
        dress(self.kafka_backend.clusters[d["clusterArn"]], json.loads(self.body))
        return json.dumps(d)

    def dress(c, p):
        c.client_authentication, c.configuration_info, c.open_monitoring, c.logging_info = (
            p.get("clientAuthentication"),
            p.get("configurationInfo"),
            p.get("openMonitoring"),
            p.get("loggingInfo"),
        )
        c.enhanced_monitoring = p.get("enhancedMonitoring", "DEFAULT")
        c.storage_mode = p.get("storageMode", "LOCAL")
        e = copy.deepcopy(p.get("encryptionInfo") or {})
        e.setdefault(
            "encryptionAtRest", {"dataVolumeKMSKeyId": f"arn:aws:kms:{c.region_name}:{c.account_id}:key/{uuid.uuid4()}"}
        )
        e.setdefault("encryptionInTransit", {"clientBroker": "TLS", "inCluster": True})
        c.encryption_info = e
        b = c.broker_node_group_info = copy.deepcopy(p["brokerNodeGroupInfo"])
        b.setdefault("brokerAZDistribution", "DEFAULT")
        b.setdefault("connectivityInfo", {"publicAccess": {"type": "DISABLED"}})
        b["connectivityInfo"].setdefault("publicAccess", {"type": "DISABLED"})

    def get(self, a):
        c = self.clusters.get(a)
        if not c:
            raise NF(f"The requested resource doesn't exist: {a}")
        return c

    for n in ("describe_cluster", "describe_cluster_v2"):

        @wrap(B, n)
        def f(orig, self, cluster_arn):
            c = get(self, cluster_arn)
            d = orig(self, cluster_arn)
            for x in (d, d.get("provisioned", {})):
                ci = c.configuration_info
                if "currentBrokerSoftwareInfo" in x:
                    x["currentBrokerSoftwareInfo"] = dict(
                        {"configurationArn": ci["arn"], "configurationRevision": ci["revision"]} if ci else {},
                        kafkaVersion=c.kafka_version,
                    )
                if "openMonitoring" in x and not x["openMonitoring"]:
                    x["openMonitoring"] = {
                        "prometheus": {
                            "jmxExporter": {"enabledInBroker": False},
                            "nodeExporter": {"enabledInBroker": False},
                        }
                    }
                for k in ("clientAuthentication", "loggingInfo"):
                    if k in x and not x[k]:
                        del x[k]
                x.pop("activeOperationArn", None)
            return d

    @wrap(B, "delete_cluster")
    def f(orig, self, cluster_arn, current_version):
        get(self, cluster_arn)
        r = orig(self, cluster_arn, current_version)
        return r[0], "DELETING"

    def get_bootstrap_brokers(self):
        a = unquote(self.parsed_url.path.split("/clusters/")[-1].removesuffix("/bootstrap-brokers"))
        c = get(self.kafka_backend, a)
        n = c.number_of_broker_nodes or 1

        def bs(port):
            return ",".join(
                f"b-{i + 1}.{c.cluster_name}.{c.cluster_id[:6]}.c3.kafka.{c.region_name}.amazonaws.com:{port}"
                for i in range(n)
            )

        out = {}
        sasl = (c.client_authentication or (c.serverless_config or {}).get("clientAuthentication") or {}).get(
            "sasl"
        ) or {}
        cb = ((c.encryption_info or {}).get("encryptionInTransit") or {}).get("clientBroker", "TLS")
        if cb != "PLAINTEXT":
            out["bootstrapBrokerStringTls"] = bs(9094)
        if cb != "TLS":
            out["bootstrapBrokerString"] = bs(9092)
        if (sasl.get("iam") or {}).get("enabled"):
            out["bootstrapBrokerStringSaslIam"] = bs(9098)
        if (sasl.get("scram") or {}).get("enabled"):
            out["bootstrapBrokerStringSaslScram"] = bs(9096)
        return json.dumps(out)

    R.get_bootstrap_brokers = get_bootstrap_brokers
    R.list_scram_secrets = lambda self: json.dumps({"secretArnList": []})

    # configurations
    def cfgs(self):
        return store(self.kafka_backend, "cfgs")

    def carn(self):
        return unquote(self.parsed_url.path.split("/configurations/")[-1].split("/revisions")[0])

    def cfg(self):
        x = cfgs(self).get(carn(self))
        if not x:
            raise BadRequestException("Configuration ARN does not exist")
        return x

    def create_configuration(self):
        b = self.kafka_backend
        n = self._get_param("name")
        a = f"arn:aws:kafka:{b.region_name}:{b.account_id}:configuration/{n}/{uuid.uuid4()}-3"
        rev = {"creationTime": iso(), "revision": 1, "description": self._get_param("description") or ""}
        cfgs(self)[a] = {
            "arn": a,
            "name": n,
            "creationTime": iso(),
            "description": rev["description"],
            "kafkaVersions": self._get_param("kafkaVersions") or [],
            "latestRevision": rev,
            "state": "ACTIVE",
            "_props": {1: self._get_param("serverProperties")},
        }
        return json.dumps({"arn": a, "name": n, "creationTime": iso(), "latestRevision": rev, "state": "ACTIVE"})

    def describe_configuration(self):
        return json.dumps({k: v for k, v in cfg(self).items() if k != "_props"})

    def describe_configuration_revision(self):
        x = cfg(self)
        r = int(self.parsed_url.path.split("/")[-1])
        return json.dumps(
            {
                "arn": x["arn"],
                "creationTime": x["creationTime"],
                "description": x["description"],
                "revision": r,
                "serverProperties": x["_props"][r],
            }
        )

    def update_configuration(self):
        x = cfg(self)
        r = x["latestRevision"]["revision"] + 1
        x["_props"][r] = self._get_param("serverProperties")
        x["latestRevision"] = {
            "creationTime": iso(),
            "revision": r,
            "description": self._get_param("description") or "",
        }
        x["description"] = x["latestRevision"]["description"]
        return json.dumps({"arn": x["arn"], "latestRevision": x["latestRevision"]})

    def delete_configuration(self):
        x = cfg(self)
        del cfgs(self)[x["arn"]]
        return json.dumps({"arn": x["arn"], "state": "DELETING"})

    for f in (
        create_configuration,
        describe_configuration,
        describe_configuration_revision,
        update_configuration,
        delete_configuration,
    ):
        setattr(R, f.__name__, f)

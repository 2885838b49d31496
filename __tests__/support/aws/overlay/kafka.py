"""What moto lacks of MSK, or answers otherwise than AWS."""

import copy
import json
import uuid
from urllib.parse import unquote

from patching import iso, patch, store, wrap

PORT_OF_IAM = 9098
PORT_OF_TLS = 9094
CLOSED = {"enabledInBroker": False}


@patch
def addresses():
    """Routes that moto does not have; the provider reads all of them."""
    from moto.kafka import responses, urls

    for path in (
        "configurations$",
        "configurations/(?P<arn>.+)$",
        "clusters/(?P<clusterArn>.+)/bootstrap-brokers$",
        "clusters/(?P<clusterArn>.+)/scram-secrets$",
    ):
        urls.url_paths["{0}/v1/" + path] = responses.KafkaResponse.dispatch


def found(backend, arn):
    from moto.kafka.exceptions import NotFoundException

    class Missing(NotFoundException):
        code = 404

    if arn not in backend.clusters:
        raise Missing(f"The requested resource doesn't exist: {arn}")
    return backend.clusters[arn]


def keep(cluster, said):
    """Writes down what a request says of a cluster, with what AWS adds."""
    cluster.client_authentication = said.get("clientAuthentication")
    cluster.configuration_info = said.get("configurationInfo")
    cluster.logging_info = said.get("loggingInfo")
    cluster.enhanced_monitoring = said.get("enhancedMonitoring", "DEFAULT")
    cluster.storage_mode = said.get("storageMode", "LOCAL")
    cluster.encryption_info = copy.deepcopy(said.get("encryptionInfo"))
    cluster.broker_node_group_info = brokers = copy.deepcopy(said["brokerNodeGroupInfo"])
    brokers.setdefault("brokerAZDistribution", "DEFAULT")
    brokers.setdefault("connectivityInfo", {}).setdefault("publicAccess", {"type": "DISABLED"})


def answered(cluster, part):
    """One part of a description, as AWS words it."""
    configuration = cluster.configuration_info
    if "currentBrokerSoftwareInfo" in part:
        part["currentBrokerSoftwareInfo"] = {
            "kafkaVersion": cluster.kafka_version,
            "configurationArn": configuration["arn"],
            "configurationRevision": configuration["revision"],
        }
    if "openMonitoring" in part:
        part["openMonitoring"] = {"prometheus": {"jmxExporter": CLOSED, "nodeExporter": CLOSED}}
    # An empty one is no ARN, and the provider would wait for it.
    part.pop("activeOperationArn", None)


@patch
def clusters():
    """moto's never become active, and forget who may connect, their configuration and their logs."""
    from moto.kafka.models import FakeKafkaCluster, KafkaBackend
    from moto.kafka.responses import KafkaResponse

    @wrap(FakeKafkaCluster, "__init__")
    def create(original, self, *args, **said):
        original(self, *args, **said)
        self.state = "ACTIVE"
        self.creation_time = iso()
        # The provider takes the name out of the ARN.
        self.arn = self.arn.replace(f"/{self.cluster_id}", f"/{self.cluster_name}/{self.cluster_id}-3")

    @wrap(KafkaResponse, "create_cluster")
    def create_cluster(original, self):
        answer = original(self)
        keep(self.kafka_backend.clusters[json.loads(answer)["clusterArn"]], json.loads(self.body))
        return answer

    def describe(original, self, cluster_arn):
        cluster = found(self, cluster_arn)
        answer = original(self, cluster_arn)
        for part in (answer, answer.get("provisioned", {})):
            answered(cluster, part)
        return answer

    wrap(KafkaBackend, "describe_cluster")(describe)
    wrap(KafkaBackend, "describe_cluster_v2")(describe)

    @wrap(KafkaBackend, "delete_cluster")
    def delete(original, self, cluster_arn, current_version):
        found(self, cluster_arn)
        arn, _ = original(self, cluster_arn, current_version)
        return arn, "DELETING"


@patch
def bootstrap_brokers():
    """Where clients begin: one address for each broker."""
    from moto.kafka.responses import KafkaResponse

    def get_bootstrap_brokers(self):
        arn = unquote(self.parsed_url.path.split("/clusters/")[-1].removesuffix("/bootstrap-brokers"))
        cluster = found(self.kafka_backend, arn)
        domain = f"{cluster.cluster_name}.{cluster.cluster_id[:6]}.c3.kafka.{cluster.region_name}.amazonaws.com"
        hosts = [f"b-{number + 1}.{domain}" for number in range(cluster.number_of_broker_nodes)]
        return json.dumps(
            {
                "bootstrapBrokerStringTls": ",".join(f"{host}:{PORT_OF_TLS}" for host in hosts),
                "bootstrapBrokerStringSaslIam": ",".join(f"{host}:{PORT_OF_IAM}" for host in hosts),
            }
        )

    KafkaResponse.get_bootstrap_brokers = get_bootstrap_brokers
    KafkaResponse.list_scram_secrets = lambda self: json.dumps({"secretArnList": []})


@patch
def configurations():
    """What the brokers are told, with a number for each change."""
    from moto.kafka.exceptions import BadRequestException
    from moto.kafka.responses import KafkaResponse

    def kept(self):
        return store(self.kafka_backend, "configurations")

    def asked(self):
        arn = unquote(self.parsed_url.path.split("/configurations/")[-1].split("/revisions")[0])
        if arn not in kept(self):
            raise BadRequestException("Configuration ARN does not exist")
        return kept(self)[arn]

    def revise(self, configuration):
        number = len(configuration["properties"]) + 1
        configuration["properties"][number] = self._get_param("serverProperties")
        configuration["description"] = self._get_param("description") or ""
        configuration["latestRevision"] = {
            "creationTime": iso(),
            "revision": number,
            "description": configuration["description"],
        }

    def said(configuration):
        return json.dumps({key: value for key, value in configuration.items() if key != "properties"})

    def create_configuration(self):
        backend, name = self.kafka_backend, self._get_param("name")
        arn = f"arn:aws:kafka:{backend.region_name}:{backend.account_id}:configuration/{name}/{uuid.uuid4()}-3"
        kept(self)[arn] = configuration = {
            "arn": arn,
            "name": name,
            "creationTime": iso(),
            "kafkaVersions": self._get_param("kafkaVersions") or [],
            "state": "ACTIVE",
            "properties": {},
        }
        revise(self, configuration)
        return said(configuration)

    def update_configuration(self):
        revise(self, asked(self))
        return said(asked(self))

    def describe_configuration(self):
        return said(asked(self))

    def describe_configuration_revision(self):
        configuration = asked(self)
        number = int(self.parsed_url.path.split("/")[-1])
        return json.dumps(
            {
                "arn": configuration["arn"],
                "creationTime": configuration["creationTime"],
                "description": configuration["description"],
                "revision": number,
                "serverProperties": configuration["properties"][number],
            }
        )

    def delete_configuration(self):
        configuration = asked(self)
        del kept(self)[configuration["arn"]]
        return json.dumps({"arn": configuration["arn"], "state": "DELETING"})

    for answer in (
        create_configuration,
        update_configuration,
        describe_configuration,
        describe_configuration_revision,
        delete_configuration,
    ):
        setattr(KafkaResponse, answer.__name__, answer)


@patch
def growing_storage():
    """moto looks for what grows at the beginning of an id, and that of a cluster is its ARN."""
    from moto.applicationautoscaling import models, responses

    original = models._get_resource_type_from_resource_id

    def resource_type(resource_id):
        return "broker-storage" if ":kafka:" in resource_id else original(resource_id)

    models._get_resource_type_from_resource_id = resource_type
    # The provider asks, and moto has none.
    responses.ApplicationAutoScalingResponse.list_tags_for_resource = lambda self: json.dumps({"Tags": {}})

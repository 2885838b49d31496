"""What moto lacks of KMS, or answers otherwise than AWS."""

import copy
import json

from patching import patch, wrap

YEAR = 365


@patch
def rotation_period():
    """moto rotates once a year, whatever it is asked for, and says no id."""
    from moto.kms import responses

    def key_of(self):
        return self.kms_backend.keys[self.kms_backend.get_key_id(self._get_param("KeyId"))]

    @wrap(responses.KmsResponse, "enable_key_rotation")
    def enable_key_rotation(original, self):
        answer = original(self)
        key = key_of(self)
        key.rotation_days = self._get_param("RotationPeriodInDays") or getattr(key, "rotation_days", YEAR)
        return answer

    @wrap(responses.KmsResponse, "get_key_rotation_status")
    def get_key_rotation_status(original, self):
        answer = json.loads(original(self))
        key = key_of(self)
        if answer["KeyRotationEnabled"]:
            answer["RotationPeriodInDays"] = getattr(key, "rotation_days", YEAR)
        return json.dumps({**answer, "KeyId": key.id})


@patch
def replicas_of_their_own():
    """moto shares one configuration and one set of attributes between a key and its replica, and forgets its words."""
    from moto.kms import models, responses

    @wrap(models.KmsBackend, "replicate_key")
    def replicate_key(original, self, key_id, replica_region):
        source = self.keys[self.get_key_id(key_id)]
        replica = original(self, source.id, replica_region)
        replica.multi_region_configuration = copy.deepcopy(source.multi_region_configuration)
        replica.multi_region_configuration["MultiRegionKeyType"] = "REPLICA"
        replica.aliases, replica.grants, replica.rotations = {}, {}, []
        return replica

    @wrap(responses.KmsResponse, "replicate_key")
    def answer_replicate_key(original, self):
        answer = original(self)
        backend = models.kms_backends[self.current_account][self._get_param("ReplicaRegion")]
        replica = backend.keys[self.kms_backend.get_key_id(self._get_param("KeyId"))]
        replica.description = self._get_param("Description") or ""
        replica.policy = self._get_param("Policy") or replica.policy
        if self._get_param("Tags"):
            backend.tag_resource(replica.id, self._get_param("Tags"))
        return answer

    @wrap(models.KmsBackend, "describe_key")
    def describe_key(original, self, key_id):
        return self.keys[self.any_id_to_key_id(key_id)]

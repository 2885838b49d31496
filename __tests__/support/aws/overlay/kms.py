"""What moto lacks of KMS, or answers otherwise than AWS."""

import copy, json
from patching import patch, wrap


@patch
def kms_rotation_and_multiregion():
    from moto.kms import models, responses

    @wrap(responses.KmsResponse, "enable_key_rotation")
    def f(orig, self):
        r = orig(self)
        b = self.kms_backend
        k = b.keys[b.get_key_id(self._get_param("KeyId"))]
        k.plus_period = self._get_param("RotationPeriodInDays") or getattr(k, "plus_period", 365)
        return r

    @wrap(responses.KmsResponse, "get_key_rotation_status")
    def g(orig, self):
        d = json.loads(orig(self))
        b = self.kms_backend
        k = b.keys[b.get_key_id(self._get_param("KeyId"))]
        if d["KeyRotationEnabled"]:
            d["RotationPeriodInDays"] = getattr(k, "plus_period", 365)
        d["KeyId"] = k.id
        return json.dumps(d)

    @wrap(models.KmsBackend, "replicate_key")
    def h(orig, self, key_id, replica_region):
        key_id = self.get_key_id(key_id)
        src = self.keys[key_id]
        r = orig(self, key_id, replica_region)
        # moto shares one configuration dict and one set of attributes between primary and replica
        cfg = copy.deepcopy(src.multi_region_configuration)
        cfg["MultiRegionKeyType"] = "REPLICA"
        r.multi_region_configuration = cfg
        r.aliases, r.grants, r.rotations = {}, {}, []
        return r

    @wrap(responses.KmsResponse, "replicate_key")
    def i(orig, self):
        out = orig(self)
        b = self.kms_backend
        region = self._get_param("ReplicaRegion")
        rk = models.kms_backends[self.current_account][region].keys[b.get_key_id(self._get_param("KeyId"))]
        rk.description = self._get_param("Description") or ""
        if self._get_param("Policy"):
            rk.policy = self._get_param("Policy")
        tags = self._get_param("Tags")
        if tags:
            models.kms_backends[self.current_account][region].tag_resource(rk.id, tags)
        return out

    @wrap(models.KmsBackend, "describe_key")
    def j(orig, self, key_id):
        return self.keys[self.any_id_to_key_id(key_id)]

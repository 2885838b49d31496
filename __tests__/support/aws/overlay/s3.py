"""What moto lacks of S3 and its policies, or answers otherwise than AWS."""

from patching import patch, wrap


@patch
def bucket_policy_conditions():
    """moto turns any conditional statement of a bucket policy into DENIED: a TLS-only Deny then blocks every object call."""
    from moto.iam import access_control as ac

    @wrap(ac.IAMPolicyStatement, "is_action_permitted")
    def f(orig, self, action, resource="*", principal=None, incoming_condition_values=None):
        cond = self._statement.get("Condition")
        if cond and self._statement.get("Resource"):  # resource policy (a trust policy has no Resource)
            for op, kv in cond.items():
                for k, want in kv.items():
                    want = [str(w).lower() for w in (want if isinstance(want, list) else [want])]
                    # 127.0.0.1 stands for the TLS endpoint of AWS: SecureTransport is taken as true
                    if op == "Bool" and k == "aws:SecureTransport" and "true" in want:
                        continue
                    return ac.PermissionResult.NEUTRAL
            st = dict(self._statement)
            st.pop("Condition")
            return orig(ac.IAMPolicyStatement(st), action, resource, principal, incoming_condition_values)
        return orig(self, action, resource, principal, incoming_condition_values)


@patch
def s3_lifecycle_newer_noncurrent():
    """moto forgets NoncurrentVersionExpiration.NewerNoncurrentVersions: the provider waits 3 min and fails."""
    from moto.s3 import models, responses

    @wrap(models.FakeBucket, "set_lifecycle")
    def f(orig, self, rules):
        orig(self, rules)
        for r, m in zip(rules, self.rules):
            m.plus_newer = (r.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions")
            m.plus_filter = r.get("Filter") or {}

    @wrap(responses.S3Response, "serialized")
    def g(orig, self, result, *a, **k):
        if self.data.get("Action") == "GetBucketLifecycleConfiguration" and isinstance(
            getattr(result, "_result", None), dict
        ):
            rules = result._result.get("Rules", [])
            for out, m in zip(rules, self.backend.get_bucket_lifecycle(self.bucket_name)):
                if getattr(m, "plus_newer", None):
                    out.setdefault("NoncurrentVersionExpiration", {})["NewerNoncurrentVersions"] = m.plus_newer
                for kf in ("ObjectSizeGreaterThan", "ObjectSizeLessThan"):
                    if kf in getattr(m, "plus_filter", {}):
                        out.setdefault("Filter", {})[kf] = m.plus_filter[kf]
        return orig(self, result, *a, **k)


@patch
def s3_replication_echo():
    """moto answers every replication rule with DeleteMarkerReplication=Disabled and Filter prefix ''."""
    from moto.s3 import responses

    @wrap(responses.S3Response, "serialized")
    def g(orig, self, result, *a, **k):
        r = getattr(result, "_result", None)
        if isinstance(r, dict) and "ReplicationConfiguration" in r:
            raw = self.backend.get_bucket_replication(self.bucket_name)
            for out, src in zip(r["ReplicationConfiguration"].get("Rules", []), raw["Rule"]):
                for key in (
                    "DeleteMarkerReplication",
                    "Filter",
                    "SourceSelectionCriteria",
                    "ExistingObjectReplication",
                ):
                    if key in src:
                        out[key] = src[key] or ({"Prefix": ""} if key == "Filter" else src[key])
                if "Prefix" in src:
                    out["Prefix"] = src["Prefix"] or ""
                    out.pop("Filter", None)
        return orig(self, result, *a, **k)

"""What moto lacks of S3 and its policies, or answers otherwise than AWS."""

import json

from patching import patch, wrap


@patch
def bucket_policy_conditions():
    """moto turns any conditional statement of a bucket policy into DENIED: a TLS-only Deny then blocks every call."""
    from moto.iam import access_control

    statement_class = access_control.IAMPolicyStatement

    def holds_over_tls(condition):
        """Whether the loopback, which stands for the TLS endpoint of AWS, meets a condition. Others are not judged."""
        for operator, wanted in condition.items():
            for key, values in wanted.items():
                values = [str(value).lower() for value in (values if isinstance(values, list) else [values])]
                if not (operator == "Bool" and key == "aws:SecureTransport" and "true" in values):
                    return False
        return True

    @wrap(statement_class, "is_action_permitted")
    def is_action_permitted(original, self, action, resource="*", principal=None, incoming_condition_values=None):
        statement = dict(self._statement)
        # The policy of a resource names it; that of a role's trust does not.
        if "Condition" in statement and ("Resource" in statement or "NotResource" in statement):
            if not holds_over_tls(statement.pop("Condition")):
                return access_control.PermissionResult.NEUTRAL
            self = statement_class(statement)
        return original(self, action, resource, principal, incoming_condition_values)


@patch
def access_logs_beside_other_statements():
    """moto ends in an error 500 when the policy of a bucket for access logs says something of everybody ("*") as well."""
    from moto.s3 import models

    original = models.FakeBucket._log_permissions_enabled_policy

    def allowed(target_bucket, target_prefix):
        policy = json.loads((target_bucket.policy or b"{}").decode())
        of_services = [one for one in policy.get("Statement", []) if isinstance(one.get("Principal"), dict)]

        class Named:
            """The bucket, with the statements that moto can read."""

            policy = json.dumps({"Statement": of_services}).encode()
            partition, name = target_bucket.partition, target_bucket.name

        return original(Named, target_prefix)

    models.FakeBucket._log_permissions_enabled_policy = staticmethod(allowed)


@patch
def newest_old_versions_that_stay():
    """moto forgets NoncurrentVersionExpiration.NewerNoncurrentVersions: the provider waits 3 minutes and fails."""
    from moto.s3 import models, responses

    @wrap(models.FakeBucket, "set_lifecycle")
    def set_lifecycle(original, self, rules):
        original(self, rules)
        for said, kept in zip(rules, self.rules):
            kept.kept_versions = (said.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions")

    @wrap(responses.S3Response, "serialized")
    def serialized(original, self, result, *arguments, **named):
        answer = getattr(result, "_result", None)
        if self.data.get("Action") == "GetBucketLifecycleConfiguration" and isinstance(answer, dict):
            kept_rules = self.backend.get_bucket_lifecycle(self.bucket_name)
            for rule, kept in zip(answer.get("Rules", []), kept_rules):
                if getattr(kept, "kept_versions", None):
                    rule.setdefault("NoncurrentVersionExpiration", {})["NewerNoncurrentVersions"] = kept.kept_versions
        return original(self, result, *arguments, **named)


@patch
def replication_as_it_was_said():
    """moto answers every replication rule with DeleteMarkerReplication=Disabled and Filter prefix ''."""
    from moto.s3 import responses

    settings = ("DeleteMarkerReplication", "Filter", "SourceSelectionCriteria", "ExistingObjectReplication")

    @wrap(responses.S3Response, "serialized")
    def serialized(original, self, result, *arguments, **named):
        answer = getattr(result, "_result", None)
        if isinstance(answer, dict) and "ReplicationConfiguration" in answer:
            said_rules = self.backend.get_bucket_replication(self.bucket_name)["Rule"]
            for rule, said in zip(answer["ReplicationConfiguration"].get("Rules", []), said_rules):
                rule.update({key: said[key] for key in settings if key in said})
                if "Filter" in said and not said["Filter"]:
                    rule["Filter"] = {"Prefix": ""}
        return original(self, result, *arguments, **named)

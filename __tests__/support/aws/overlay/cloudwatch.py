"""What moto lacks of CloudWatch, or answers otherwise than AWS."""

from moto.core.responses import EmptyResult
from patching import patch, wrap, store


@patch
def cloudwatch_composite():
    from moto.cloudwatch import responses

    R = responses.CloudWatchResponse

    def comp(self):
        return store(self.cloudwatch_backend, "composite")

    def put_composite_alarm(self):
        n = self._get_param("AlarmName")
        b = self.cloudwatch_backend
        arn = f"arn:aws:cloudwatch:{b.region_name}:{b.account_id}:alarm:{n}"
        comp(self)[n] = {
            "AlarmName": n,
            "AlarmArn": arn,
            "AlarmRule": self._get_param("AlarmRule"),
            "AlarmDescription": self._get_param("AlarmDescription"),
            "StateValue": "OK",
            "ActionsEnabled": str(self._get_param("ActionsEnabled", True)).lower() != "false",
            "AlarmActions": self._get_param("AlarmActions", []),
            "OKActions": self._get_param("OKActions", []),
            "InsufficientDataActions": self._get_param("InsufficientDataActions", []),
        }
        t = self._get_param("Tags", [])
        if t:
            b.tagger.tag_resource(arn, [{"Key": x["Key"], "Value": x["Value"]} for x in t])
        return EmptyResult()

    R.put_composite_alarm = put_composite_alarm

    @wrap(R, "describe_alarms")
    def f(orig, self):
        r = orig(self)
        names = self._get_param("AlarmNames", [])
        types = self._get_param("AlarmTypes", []) or ["MetricAlarm"]
        if "CompositeAlarm" in types:
            r._result["CompositeAlarms"] = [v for k, v in comp(self).items() if not names or k in names]
        if "MetricAlarm" not in types:
            r._result["MetricAlarms"] = []
        return r

    @wrap(R, "delete_alarms")
    def g(orig, self):
        names = self._get_param("AlarmNames", [])
        if any(comp(self).pop(n, None) for n in names):
            return EmptyResult()
        return orig(self)

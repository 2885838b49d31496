"""What moto lacks of GuardDuty, or answers otherwise than AWS."""

from moto.core.utils import unix_time
from patching import patch, wrap


@patch
def guardduty():
    from moto.guardduty import models
    import threading

    lock = threading.Lock()

    @wrap(models.Detector, "__init__")
    def f(orig, self, *a, **k):
        orig(self, *a, **k)
        fs, self.features = self.features, []
        merge(self, fs)

    def merge(self, fs):
        with lock:  # moto replaces the whole list: parallel aws_guardduty_detector_feature lose each other
            for n in fs or []:
                old = next((o for o in self.features if o["name"] == n["name"]), None)
                if old:
                    old.update(n)
                else:
                    self.features.append(dict(n))
                (old or self.features[-1])["updatedAt"] = unix_time()

    @wrap(models.Detector, "update")
    def g(orig, self, enable, finding_publishing_frequency, data_sources, features):
        if data_sources is not None:
            data_sources = {**self.datasources, **data_sources}
        orig(self, enable, finding_publishing_frequency, data_sources, None)
        merge(self, features)

    @wrap(models.Detector, "to_json")
    def h(orig, self):
        d = orig(self)
        mp = ((self.datasources.get("malwareProtection") or {}).get("scanEc2InstanceWithFindings") or {}).get(
            "ebsVolumes"
        )
        d["dataSources"]["malwareProtection"] = {
            "scanEc2InstanceWithFindings": {"ebsVolumes": {"status": "ENABLED" if mp else "DISABLED"}},
            "serviceRole": d["serviceRole"],
        }
        return d

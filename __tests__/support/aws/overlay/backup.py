"""What moto lacks of AWS Backup, or answers otherwise than AWS."""

import json, uuid
from urllib.parse import unquote
from moto.core.utils import unix_time
from patching import patch, wrap, store


@patch
def backup():
    from moto.backup import models, responses, urls
    from moto.backup.exceptions import ResourceNotFoundException

    R = responses.BackupResponse
    P = {}
    P["{0}/backup/plans/(?P<backupPlanId>[^/]+)/selections/?$"] = R.dispatch
    P["{0}/backup/plans/(?P<backupPlanId>[^/]+)/selections/(?P<selectionId>[^/]+)$"] = R.dispatch
    P["{0}/backup-vaults/(?P<backupVaultName>[^/]+)/access-policy$"] = R.dispatch
    P["{0}/backup-vaults/(?P<backupVaultName>[^/]+)/notification-configuration$"] = R.dispatch
    P["{0}/global-settings$"] = R.dispatch
    P["{0}/account-settings$"] = R.dispatch
    P.update(urls.url_paths)
    urls.url_paths.clear()
    urls.url_paths.update(P)

    def list_tags(self):
        a = unquote(self.path.split("/tags/", 1)[1]).strip(
            "/"
        )  # moto takes the wrong path part without a trailing slash
        return json.dumps({"Tags": self.backup_backend.list_tags(a)})

    R.list_tags = list_tags
    for n in ("tag_resource", "untag_resource"):

        def f(self, n=n):
            a = unquote(self.path.split("/tags/" if n == "tag_resource" else "/untag/", 1)[1]).strip("/")
            p = json.loads(self.body)
            if n == "tag_resource":
                self.backup_backend.tag_resource(a, p.get("Tags"))
            else:
                self.backup_backend.untag_resource(a, p.get("TagKeyList"))
            return "{}"

        setattr(R, n, f)

    def parts(self):
        return [unquote(x) for x in self.path.split("?")[0].strip("/").split("/")]

    def plan(self):
        return self.backup_backend.get_backup_plan(parts(self)[2], None)

    def sel(self):
        x = plan(self).__dict__.setdefault("_plus_sel", {}).get(parts(self)[4])
        if not x:
            raise ResourceNotFoundException(msg="Cannot find Backup selection")
        return x

    def create_backup_selection(self):
        p = plan(self)
        i = str(uuid.uuid4())
        b = json.loads(self.body)["BackupSelection"]
        p.__dict__.setdefault("_plus_sel", {})[i] = {
            "BackupSelection": b,
            "SelectionId": i,
            "BackupPlanId": p.backup_plan_id,
            "CreationDate": unix_time(),
        }
        return json.dumps({"SelectionId": i, "BackupPlanId": p.backup_plan_id, "CreationDate": unix_time()})

    R.create_backup_selection = create_backup_selection
    R.get_backup_selection = lambda self: json.dumps(sel(self))
    R.list_backup_selections = lambda self: json.dumps(
        {
            "BackupSelectionsList": [
                {
                    "SelectionId": k,
                    "SelectionName": v["BackupSelection"]["SelectionName"],
                    "BackupPlanId": v["BackupPlanId"],
                }
                for k, v in plan(self).__dict__.get("_plus_sel", {}).items()
            ]
        }
    )

    def delete_backup_selection(self):
        x = sel(self)
        del plan(self)._plus_sel[x["SelectionId"]]
        return "{}"

    R.delete_backup_selection = delete_backup_selection

    def update_backup_plan(self):
        p = plan(self)
        new = models.Plan(json.loads(self.body)["BackupPlan"], p.creator_request_id, self.backup_backend)
        p.backup_plan = new.backup_plan
        p.version_id = new.version_id
        return json.dumps(
            {
                "BackupPlanId": p.backup_plan_id,
                "BackupPlanArn": p.backup_plan_arn,
                "CreationDate": p.creation_date,
                "VersionId": p.version_id,
            }
        )

    R.update_backup_plan = update_backup_plan

    @wrap(models.BackupBackend, "delete_backup_plan")
    def f(orig, self, backup_plan_id):
        r = orig(self, backup_plan_id)
        self.plans.pop(backup_plan_id)
        return r  # moto keeps it readable for ever

    def vault(self):
        return self.backup_backend.describe_backup_vault(parts(self)[1])

    for op, attr, key in (("access_policy", "plus_policy", "Policy"), ("notifications", "plus_notif", None)):

        def put(self, attr=attr):
            setattr(vault(self), attr, json.loads(self.body))
            return "{}"

        def get(self, attr=attr):
            v = vault(self)
            d = getattr(v, attr, None)
            if not d:
                raise ResourceNotFoundException(msg="not found")
            return json.dumps(dict(d, BackupVaultName=v.backup_vault_name, BackupVaultArn=v.backup_vault_arn))

        def dele(self, attr=attr):
            setattr(vault(self), attr, None)
            return "{}"

        for verb, fn in (("put", put), ("get", get), ("delete", dele)):
            setattr(R, f"{verb}_backup_vault_{op}", fn)
    R.describe_global_settings = lambda self: json.dumps(
        {"GlobalSettings": store(self.backup_backend, "gs") or {"isCrossAccountBackupEnabled": "false"}}
    )

    def update_global_settings(self):
        store(self.backup_backend, "gs").update(json.loads(self.body)["GlobalSettings"])
        return "{}"

    R.update_global_settings = update_global_settings
    R.describe_region_settings = lambda self: json.dumps(
        store(self.backup_backend, "rs") or {"ResourceTypeOptInPreference": {}, "ResourceTypeManagementPreference": {}}
    )

    def update_region_settings(self):
        store(self.backup_backend, "rs").update(json.loads(self.body))
        return "{}"

    R.update_region_settings = update_region_settings

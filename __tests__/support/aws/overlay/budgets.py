"""What moto lacks of Budgets, or answers otherwise than AWS."""

import json
from patching import patch, wrap, store


@patch
def budgets():
    from moto.budgets import responses
    from moto.budgets.exceptions import NotFoundException

    R = responses.BudgetsResponse

    def bud(self):
        return self.backend.budgets[self._get_param("AccountId")].get(self._get_param("BudgetName")) or (
            _ for _ in ()
        ).throw(NotFoundException("no budget"))

    def same(a, b):
        def n(d):
            return {
                k: (float(v) if k == "Threshold" else v)
                for k, v in d.items()
                if v is not None and k != "NotificationState"
            }

        a, b = n(a), n(b)
        a.setdefault("ThresholdType", "PERCENTAGE")
        b.setdefault("ThresholdType", "PERCENTAGE")
        return a == b

    def describe_subscribers_for_notification(self):
        for n in bud(self).notifications:
            if same(n.details, self._get_param("Notification")):
                return json.dumps({"Subscribers": n.subscribers})
        raise NotFoundException("no such notification")

    R.describe_subscribers_for_notification = describe_subscribers_for_notification

    def arn(self):
        return self._get_param("ResourceARN")

    @wrap(R, "create_budget")
    def f(orig, self):
        r = orig(self)
        t = self._get_param("ResourceTags")
        store(self.backend, "tags")[
            f"arn:aws:budgets::{self._get_param('AccountId')}:budget/{self._get_param('Budget')['BudgetName']}"
        ] = {x["Key"]: x["Value"] for x in t or []}
        return r

    R.list_tags_for_resource = lambda self: json.dumps(
        {"ResourceTags": [{"Key": k, "Value": v} for k, v in store(self.backend, "tags").get(arn(self), {}).items()]}
    )

    def tag_resource(self):
        store(self.backend, "tags").setdefault(arn(self), {}).update(
            {x["Key"]: x["Value"] for x in self._get_param("ResourceTags")}
        )
        return "{}"

    def untag_resource(self):
        for k in self._get_param("ResourceTagKeys"):
            store(self.backend, "tags").get(arn(self), {}).pop(k, None)
        return "{}"

    R.tag_resource, R.untag_resource = tag_resource, untag_resource

    def update_budget(self):
        n = self._get_param("NewBudget")
        self.backend.budgets[self._get_param("AccountId")][n["BudgetName"]].budget.update(n)
        return "{}"

    R.update_budget = update_budget

"""What moto lacks of EC2, or answers otherwise than AWS."""

from patching import patch, wrap


@patch
def ec2_sg_description_and_launch_template():
    from moto.ec2.models.security_groups import SecurityGroupRule

    SecurityGroupRule.description = property(
        lambda s: (s.ip_range or {}).get("Description")
        or (s.source_group or {}).get("Description")
        or (s.prefix_list_id or {}).get("Description")
    )
    from moto.ec2.models import security_groups as sgm

    @wrap(sgm.SecurityGroupBackend, "_add_source_group")
    def f(orig, self, source_groups, vpc_id):
        out = orig(self, source_groups, vpc_id)
        for src, dst in zip(source_groups or [], out):
            if src.get("Description"):
                dst["Description"] = src["Description"]
        return out

    from moto.ec2.responses.launch_templates import LaunchTemplates

    @wrap(LaunchTemplates, "create_launch_template")
    def g(orig, self):
        # the tags of the template itself are not part of LaunchTemplateData
        r = orig(self)
        t = self.ec2_backend.get_launch_template_by_name(self._get_param("LaunchTemplateName"))
        data = t.versions[0].data
        if isinstance(data.get("TagSpecifications"), list):
            data["TagSpecifications"] = [
                s for s in data["TagSpecifications"] if s.get("ResourceType") != "launch-template"
            ]
            if not data["TagSpecifications"]:
                data.pop("TagSpecifications")
        return r

"""What moto lacks of EC2, or answers otherwise than AWS."""

from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule
from moto.ec2.responses.launch_templates import LaunchTemplates
from patching import wrap


def description(rule):
    """moto keeps what a rule is for with what it lets in, and then says that it has none."""
    for let_in in (rule.ip_range, rule.source_group, rule.prefix_list_id):
        if let_in and let_in.get("Description"):
            return let_in["Description"]
    return None


SecurityGroupRule.description = property(description)


@wrap(SecurityGroupBackend, "_add_source_group")
def add_source_group(original, self, source_groups, vpc_id):
    """And forgets it where what is let in is a group."""
    added = original(self, source_groups, vpc_id)
    for given, kept in zip(source_groups or [], added):
        if given.get("Description"):
            kept["Description"] = given["Description"]
    return added


@wrap(LaunchTemplates, "create_launch_template")
def create_launch_template(original, self):
    """moto adds the tags of a template to those of what is started from it."""
    answer = original(self)
    template = self.ec2_backend.get_launch_template_by_name(self._get_param("LaunchTemplateName"))
    data = template.versions[0].data
    specifications = data.get("TagSpecifications")
    if isinstance(specifications, list):
        data["TagSpecifications"] = [one for one in specifications if one.get("ResourceType") != "launch-template"]
        if not data["TagSpecifications"]:
            del data["TagSpecifications"]
    return answer

export { DeployRoles, type DeployRolesProps } from "./deploy-roles";

/** What the bootstrap stack needs of the set-up. */
export const AWS_TOOLS = { terraform: true, awsProvider: true } as const;

/** To read and write states Terraform needs no provider. */
export const TERRAFORM_ALONE = { terraform: true } as const;

// The helm provider of Terraform, at the newest version that can be had as a Go module: its own main package is kept
// below a name that the module no longer has.
package main

import (
	"github.com/hashicorp/terraform-plugin-sdk/plugin"
	"github.com/hashicorp/terraform-provider-helm/helm"
)

func main() { plugin.Serve(&plugin.ServeOpts{ProviderFunc: helm.Provider}) }

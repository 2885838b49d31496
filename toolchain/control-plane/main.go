// One program for a whole Kubernetes control plane on the loopback: the stock etcd, kube-apiserver,
// kube-controller-manager and kube-scheduler, and `nodes`, which plays the machines that pods would run on.
package main

import (
	"fmt"
	"os"

	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"

	"bulwark.invalid/control-plane/etcd"
	"bulwark.invalid/control-plane/nodes"
)

// Each takes what follows its name on the command line.
var programs = map[string]func(arguments []string) error{
	"etcd":               etcd.Run,
	"nodes":              nodes.Run,
	"apiserver":          stock(func() int { return cli.Run(apiserver.NewAPIServerCommand()) }),
	"controller-manager": stock(func() int { return cli.Run(controllers.NewControllerManagerCommand()) }),
	"scheduler":          stock(func() int { return cli.Run(scheduler.NewSchedulerCommand()) }),
}

func main() {
	if len(os.Args) < 2 || programs[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: control-plane etcd|apiserver|controller-manager|scheduler|nodes ...")
		os.Exit(2)
	}
	if err := programs[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// stock wraps a command of Kubernetes, which reads the process's own arguments.
func stock(run func() int) func([]string) error {
	return func(arguments []string) error {
		os.Args = append(os.Args[:1], arguments...)
		os.Exit(run())
		return nil
	}
}

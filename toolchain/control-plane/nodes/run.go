// Package nodes plays the machines of a cluster and the kubelet on each: no container is ever started.
//
// What it answers for is the API alone. A pod is Ready a moment after it was scheduled because this package says so:
// no image is pulled, no probe is asked, no network policy holds anything back. What would keep a pod from starting
// on a real node and can be seen in the API is played as well: an image that cannot be pulled, a Secret or ConfigMap
// that is not there.
package nodes

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"strconv"
	"syscall"

	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// Run plays until it is told to end: `nodes KUBECONFIG COUNT`. It prints "nodes are ready" once it does.
func Run(arguments []string) error {
	if len(arguments) != 2 {
		return errors.New("usage: control-plane nodes KUBECONFIG COUNT")
	}
	count, err := strconv.Atoi(arguments[1])
	if err != nil {
		return err
	}
	client, err := clientOf(arguments[0])
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return play(ctx, client, count)
}

func clientOf(kubeconfig string) (kubernetes.Interface, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 200, 400
	return kubernetes.NewForConfig(config)
}

func play(ctx context.Context, client kubernetes.Interface, count int) error {
	if err := registerNodes(ctx, client, count); err != nil {
		return err
	}
	if err := createDefaultStorageClass(ctx, client); err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	core := factory.Core().V1()
	loops := []*loop{
		newKubelet(client, core).loop(),
		newProvisioner(client, core).claims(),
		newProvisioner(client, core).volumes(),
		newLoadBalancers(client, core).loop(),
	}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	for _, one := range loops {
		go one.run(ctx)
	}
	fmt.Println("nodes are ready")
	<-ctx.Done()
	return nil
}

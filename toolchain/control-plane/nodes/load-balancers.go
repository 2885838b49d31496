package nodes

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	informers "k8s.io/client-go/informers/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// loadBalancerAddress is what every Service of type LoadBalancer gets; nothing listens there.
const loadBalancerAddress = "127.0.0.1"

// LoadBalancers play the cloud that gives such a Service its address.
type loadBalancers struct {
	client kubernetes.Interface
	core   informers.Interface
}

func newLoadBalancers(client kubernetes.Interface, core informers.Interface) loadBalancers {
	return loadBalancers{client, core}
}

func (l loadBalancers) loop() *loop { return newLoop(l.core.Services().Informer(), l.look) }

func (l loadBalancers) look(ctx context.Context, key string) (time.Duration, error) {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return 0, err
	}
	service, err := l.core.Services().Lister().Services(namespace).Get(name)
	if err != nil || service.Spec.Type != corev1.ServiceTypeLoadBalancer || len(service.Status.LoadBalancer.Ingress) > 0 {
		return 0, err
	}
	served := service.DeepCopy()
	served.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: loadBalancerAddress}}
	_, err = l.client.CoreV1().Services(namespace).UpdateStatus(ctx, served, metav1.UpdateOptions{})
	return 0, err
}

func ignoreExisting(err error) error {
	if apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}

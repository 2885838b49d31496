package nodes

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	informers "k8s.io/client-go/informers/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	listers "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
)

const (
	// From scheduled to started, and from started to completed where a pod is to end: long enough that a rollout
	// is seen to roll.
	stepTime = 200 * time.Millisecond
	// How soon a pod that waits for something is looked at again.
	retryTime = 300 * time.Millisecond
)

// A kubelet plays that of every node.
type kubelet struct {
	client     kubernetes.Interface
	informer   cache.SharedIndexInformer
	pods       listers.PodLister
	references references
	events     record.EventRecorder
	lives      *lives
}

func newKubelet(client kubernetes.Interface, core informers.Interface) *kubelet {
	events := record.NewBroadcaster()
	events.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: client.CoreV1().Events("")})
	return &kubelet{
		client:     client,
		informer:   core.Pods().Informer(),
		pods:       core.Pods().Lister(),
		references: references{core.Secrets().Lister(), core.ConfigMaps().Lister()},
		events:     events.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "kubelet"}),
		lives:      newLives(),
	}
}

func (k *kubelet) loop() *loop { return newLoop(k.informer, k.look) }

func (k *kubelet) look(ctx context.Context, key string) (time.Duration, error) {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return 0, err
	}
	pod, err := k.pods.Pods(namespace).Get(name)
	switch {
	case err != nil:
		return 0, err
	case pod.Spec.NodeName == "":
		return 0, nil
	case pod.DeletionTimestamp != nil:
		return 0, k.remove(ctx, pod)
	case hasEnded(pod):
		return 0, nil
	}
	return k.bringFurther(ctx, pod, k.lives.of(pod.UID))
}

func hasEnded(pod *corev1.Pod) bool {
	return pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
}

// remove ends a pod at once: nothing runs that would need its grace.
func (k *kubelet) remove(ctx context.Context, pod *corev1.Pod) error {
	none := int64(0)
	k.lives.forget(pod.UID)
	return k.client.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name, metav1.DeleteOptions{
		GracePeriodSeconds: &none, Preconditions: &metav1.Preconditions{UID: &pod.UID},
	})
}

func (k *kubelet) bringFurther(ctx context.Context, pod *corev1.Pod, life *life) (time.Duration, error) {
	if wait := stepTime - time.Since(life.scheduled); wait > 0 {
		return wait, k.report(ctx, pod, life, creating(pod))
	}
	if why := k.references.missingInVolumes(pod); why != "" {
		k.warn(pod, life, "FailedMount", why)
		return retryTime, k.report(ctx, pod, life, creating(pod))
	}
	status := k.started(pod, life)
	if status.Phase != corev1.PodRunning {
		return retryTime, k.report(ctx, pod, life, status)
	}
	if life.running.IsZero() {
		life.running = time.Now()
	}
	if pod.Spec.RestartPolicy == corev1.RestartPolicyAlways {
		return 0, k.report(ctx, pod, life, status)
	}
	if wait := stepTime - time.Since(life.running); wait > 0 {
		return wait, k.report(ctx, pod, life, status)
	}
	return 0, k.report(ctx, pod, life, completed(pod))
}

// report writes a status, once for as long as it says the same.
func (k *kubelet) report(ctx context.Context, pod *corev1.Pod, life *life, status corev1.PodStatus) error {
	if says := summary(status); says != life.reported {
		reported := pod.DeepCopy()
		reported.Status = completedBy(pod, life, status)
		if _, err := k.client.CoreV1().Pods(pod.Namespace).UpdateStatus(ctx, reported, metav1.UpdateOptions{}); err != nil {
			return err
		}
		life.reported = says
	}
	return nil
}

// warn writes an event, the same one once for each pod.
func (k *kubelet) warn(pod *corev1.Pod, life *life, reason, message string) {
	if !life.told[message] {
		life.told[message] = true
		k.events.Event(pod, corev1.EventTypeWarning, reason, message)
	}
}

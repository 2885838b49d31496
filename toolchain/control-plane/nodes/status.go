package nodes

import (
	"encoding/json"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// creating is a pod on its node of which no container has started.
func creating(pod *corev1.Pod) corev1.PodStatus {
	reason := "ContainerCreating"
	if len(pod.Spec.InitContainers) > 0 {
		reason = "PodInitializing"
	}
	status := corev1.PodStatus{Phase: corev1.PodPending, Conditions: conditions(len(pod.Spec.InitContainers) == 0, false)}
	for _, container := range pod.Spec.InitContainers {
		status.InitContainerStatuses = append(status.InitContainerStatuses, waiting(container, reason, ""))
	}
	for _, container := range pod.Spec.Containers {
		status.ContainerStatuses = append(status.ContainerStatuses, waiting(container, reason, ""))
	}
	return status
}

// started is a pod of which everything has started that nothing hinders: Running and Ready when that is all.
func (k *kubelet) started(pod *corev1.Pod, life *life) corev1.PodStatus {
	status := creating(pod)
	for i, container := range pod.Spec.InitContainers {
		if hindrance := k.hindranceOf(pod, container); hindrance != nil {
			k.warn(pod, life, "Failed", hindrance.event)
			status.InitContainerStatuses[i] = waiting(container, hindrance.reason, hindrance.message)
			return status
		}
		status.InitContainerStatuses[i] = ended(container, true)
		if isSidecar(container) {
			status.InitContainerStatuses[i] = running(container)
		}
	}
	all := true
	for i, container := range pod.Spec.Containers {
		if hindrance := k.hindranceOf(pod, container); hindrance != nil {
			k.warn(pod, life, "Failed", hindrance.event)
			status.ContainerStatuses[i] = waiting(container, hindrance.reason, hindrance.message)
			all = false
			continue
		}
		status.ContainerStatuses[i] = running(container)
	}
	status.Conditions = conditions(true, all)
	if all {
		status.Phase = corev1.PodRunning
	}
	return status
}

// completed is a pod of which every container has ended well.
func completed(pod *corev1.Pod) corev1.PodStatus {
	status := corev1.PodStatus{Phase: corev1.PodSucceeded, Conditions: conditions(true, false)}
	for _, container := range pod.Spec.InitContainers {
		status.InitContainerStatuses = append(status.InitContainerStatuses, ended(container, true))
	}
	for _, container := range pod.Spec.Containers {
		status.ContainerStatuses = append(status.ContainerStatuses, ended(container, false))
	}
	for i := range status.Conditions {
		if status.Conditions[i].Status == corev1.ConditionFalse {
			status.Conditions[i].Reason = "PodCompleted"
		}
	}
	return status
}

func conditions(initialized, ready bool) []corev1.PodCondition {
	return []corev1.PodCondition{
		condition(corev1.PodInitialized, initialized, "ContainersNotInitialized"),
		condition(corev1.PodReady, ready, "ContainersNotReady"),
		condition(corev1.ContainersReady, ready, "ContainersNotReady"),
	}
}

func condition(kind corev1.PodConditionType, holds bool, otherwise string) corev1.PodCondition {
	if holds {
		return corev1.PodCondition{Type: kind, Status: corev1.ConditionTrue, LastTransitionTime: metav1.Now()}
	}
	return corev1.PodCondition{
		Type: kind, Status: corev1.ConditionFalse, Reason: otherwise, LastTransitionTime: metav1.Now(),
	}
}

// completedBy adds what a pod has in every status: what the scheduler said, its class, its addresses.
func completedBy(pod *corev1.Pod, life *life, status corev1.PodStatus) corev1.PodStatus {
	now := metav1.Now()
	status.QOSClass, status.StartTime = pod.Status.QOSClass, pod.Status.StartTime
	if status.StartTime == nil {
		status.StartTime = &now
	}
	for _, one := range pod.Status.Conditions {
		if one.Type == corev1.PodScheduled {
			status.Conditions = append(status.Conditions, one)
		}
	}
	status.HostIP = addressOf(pod.Spec.NodeName)
	status.HostIPs = []corev1.HostIP{{IP: status.HostIP}}
	if status.Phase != corev1.PodPending {
		status.PodIP = life.address
		if pod.Spec.HostNetwork {
			status.PodIP = status.HostIP
		}
		status.PodIPs = []corev1.PodIP{{IP: status.PodIP}}
	}
	return status
}

func addressOf(node string) string { return networkOfHosts + strings.TrimPrefix(node, nodePrefix) }

// summary is what a status says but for its times.
func summary(status corev1.PodStatus) string {
	said := []any{status.Phase}
	for _, one := range append(status.InitContainerStatuses, status.ContainerStatuses...) {
		said = append(said, one.Name, one.Image, one.Ready, one.State.Waiting, one.State.Terminated != nil)
	}
	text, _ := json.Marshal(said)
	return string(text)
}

package nodes

import (
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	// Images below this name cannot be pulled. RFC 2606 reserves the domain.
	unknownRegistry = "unknown.invalid"
	// A pod that has this annotation is played as if none of its images could be pulled.
	neverReady = "bulwark.test/never-ready"
)

// A hindrance is why a container does not start, in the kubelet's words.
type hindrance struct {
	reason  string
	message string
	event   string
}

func (k *kubelet) hindranceOf(pod *corev1.Pod, container corev1.Container) *hindrance {
	if strings.Contains(container.Image, unknownRegistry+"/") || pod.Annotations[neverReady] != "" {
		return &hindrance{
			reason:  "ImagePullBackOff",
			message: fmt.Sprintf("Back-off pulling image %q: ErrImagePull: %s", container.Image, notPulled(container.Image)),
			event:   fmt.Sprintf("Failed to pull image %q: %s", container.Image, notPulled(container.Image)),
		}
	}
	if why := k.references.missingInEnvironment(pod.Namespace, container); why != "" {
		return &hindrance{reason: "CreateContainerConfigError", message: why, event: "Error: " + why}
	}
	return nil
}

func notPulled(image string) string {
	return fmt.Sprintf("failed to pull and unpack image %q: failed to resolve reference %q: "+
		"dial tcp: lookup %s: no such host", image, image, strings.SplitN(image, "/", 2)[0])
}

func waiting(container corev1.Container, reason, message string) corev1.ContainerStatus {
	no := false
	state := corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
	return corev1.ContainerStatus{Name: container.Name, Image: container.Image, Started: &no, State: state}
}

func running(container corev1.Container) corev1.ContainerStatus {
	yes := true
	status := known(container)
	status.Ready, status.Started = true, &yes
	status.State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}}
	return status
}

func ended(container corev1.Container, ready bool) corev1.ContainerStatus {
	no := false
	now := metav1.Now()
	status := known(container)
	status.Ready, status.Started = ready, &no
	status.State = corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
		Reason: "Completed", StartedAt: metav1.NewTime(now.Add(-time.Second)), FinishedAt: now,
		ContainerID: status.ContainerID,
	}}
	return status
}

func known(container corev1.Container) corev1.ContainerStatus {
	return corev1.ContainerStatus{
		Name: container.Name, Image: container.Image, ImageID: container.Image, ContainerID: "played://" + container.Name,
	}
}

// A sidecar is an init container that runs on beside the others.
func isSidecar(container corev1.Container) bool {
	return container.RestartPolicy != nil && *container.RestartPolicy == corev1.ContainerRestartPolicyAlways
}

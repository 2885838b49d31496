package nodes

import (
	"context"
	"encoding/json"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
)

// As many zones as an AWS region usually offers a cluster.
const zones = 3

const (
	nodePrefix     = "node-"
	networkOfHosts = "192.0.2." // reserved for documentation, RFC 5737
)

// Large enough that a platform fits beside the second generation of itself.
var size = corev1.ResourceList{
	corev1.ResourceCPU:              resource.MustParse("32"),
	corev1.ResourceMemory:           resource.MustParse("256Gi"),
	corev1.ResourceEphemeralStorage: resource.MustParse("1Ti"),
	corev1.ResourcePods:             resource.MustParse("110"),
}

func registerNodes(ctx context.Context, client kubernetes.Interface, count int) error {
	for number := 1; number <= count; number++ {
		if err := registerNode(ctx, client, number); err != nil {
			return fmt.Errorf("node %d: %w", number, err)
		}
	}
	return nil
}

// Patches, since controllers annotate a node as soon as it is there. The taint that keeps pods off a new node is taken
// off here, since the controller that does so would miss the kubelet's leases.
func registerNode(ctx context.Context, client kubernetes.Interface, number int) error {
	node := newNode(number)
	if _, err := client.CoreV1().Nodes().Create(ctx, node, metav1.CreateOptions{}); err != nil {
		return err
	}
	if err := patch(ctx, client, node.Name, map[string]any{"status": readyStatus(number)}, "status"); err != nil {
		return err
	}
	return patch(ctx, client, node.Name, map[string]any{"spec": map[string]any{"taints": nil}})
}

func patch(ctx context.Context, client kubernetes.Interface, node string, change any, subresources ...string) error {
	body, err := json.Marshal(change)
	if err != nil {
		return err
	}
	_, err = client.CoreV1().Nodes().Patch(ctx, node, types.MergePatchType, body, metav1.PatchOptions{}, subresources...)
	return err
}

func newNode(number int) *corev1.Node {
	name := fmt.Sprintf("%s%d", nodePrefix, number)
	return &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{
		corev1.LabelHostname:       name,
		corev1.LabelOSStable:       "linux",
		corev1.LabelArchStable:     "amd64",
		corev1.LabelTopologyRegion: "region-1",
		corev1.LabelTopologyZone:   fmt.Sprintf("zone-%d", (number-1)%zones+1),
	}}}
}

func readyStatus(number int) corev1.NodeStatus {
	now := metav1.Now()
	return corev1.NodeStatus{
		Capacity:    size,
		Allocatable: size,
		Addresses:   []corev1.NodeAddress{{Type: corev1.NodeInternalIP, Address: addressOf(newNode(number).Name)}},
		Conditions: []corev1.NodeCondition{{
			Type: corev1.NodeReady, Status: corev1.ConditionTrue, Reason: "KubeletReady",
			Message: "played: no kubelet runs here", LastHeartbeatTime: now, LastTransitionTime: now,
		}},
	}
}

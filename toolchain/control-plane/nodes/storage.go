package nodes

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	informers "k8s.io/client-go/informers/core/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

const (
	storageClass  = "standard"
	provisionedBy = "pv.kubernetes.io/provisioned-by"
	// What the controller of volumes and the scheduler write on a claim for an external provisioner.
	provisionerOf = "volume.kubernetes.io/storage-provisioner"
	selectedNode  = "volume.kubernetes.io/selected-node"
)

// createDefaultStorageClass makes one that waits for the first pod, as the classes of EKS, GKE and AKS do: a claim that
// no pod mounts stays unbound.
func createDefaultStorageClass(ctx context.Context, client kubernetes.Interface) error {
	wait := storagev1.VolumeBindingWaitForFirstConsumer
	expandable := true
	_, err := client.StorageV1().StorageClasses().Create(ctx, &storagev1.StorageClass{
		ObjectMeta: metav1.ObjectMeta{
			Name:        storageClass,
			Annotations: map[string]string{"storageclass.kubernetes.io/is-default-class": "true"},
		},
		Provisioner:          "bulwark.test/played",
		VolumeBindingMode:    &wait,
		AllowVolumeExpansion: &expandable,
	}, metav1.CreateOptions{})
	return err
}

// A provisioner makes the volume for each claim that asks an external one, whatever its name: volumes of an ebs.csi.aws.com
// are played as well.
type provisioner struct {
	client kubernetes.Interface
	core   informers.Interface
}

func newProvisioner(client kubernetes.Interface, core informers.Interface) provisioner {
	return provisioner{client, core}
}

func (p provisioner) claims() *loop {
	return newLoop(p.core.PersistentVolumeClaims().Informer(), p.lookAtClaim)
}

func (p provisioner) volumes() *loop {
	return newLoop(p.core.PersistentVolumes().Informer(), p.lookAtVolume)
}

func (p provisioner) lookAtClaim(ctx context.Context, key string) (time.Duration, error) {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return 0, err
	}
	claim, err := p.core.PersistentVolumeClaims().Lister().PersistentVolumeClaims(namespace).Get(name)
	if err != nil || claim.DeletionTimestamp != nil || claim.Spec.VolumeName != "" || claim.Annotations[provisionerOf] == "" {
		return 0, err
	}
	class, err := p.client.StorageV1().StorageClasses().Get(ctx, *claim.Spec.StorageClassName, metav1.GetOptions{})
	if err != nil || (waitsForPod(class) && claim.Annotations[selectedNode] == "") {
		return 0, err
	}
	_, err = p.client.CoreV1().PersistentVolumes().Create(ctx, volumeFor(claim, class), metav1.CreateOptions{})
	return 0, ignoreExisting(err)
}

func waitsForPod(class *storagev1.StorageClass) bool {
	return class.VolumeBindingMode != nil && *class.VolumeBindingMode == storagev1.VolumeBindingWaitForFirstConsumer
}

// volumeFor makes a volume of no substance; the controller of volumes binds it to the claim that it names.
func volumeFor(claim *corev1.PersistentVolumeClaim, class *storagev1.StorageClass) *corev1.PersistentVolume {
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{
			Name:        "pvc-" + string(claim.UID),
			Annotations: map[string]string{provisionedBy: class.Provisioner},
		},
		Spec: corev1.PersistentVolumeSpec{
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: claim.Spec.Resources.Requests[corev1.ResourceStorage]},
			AccessModes:                   claim.Spec.AccessModes,
			VolumeMode:                    claim.Spec.VolumeMode,
			StorageClassName:              class.Name,
			PersistentVolumeReclaimPolicy: *class.ReclaimPolicy,
			PersistentVolumeSource:        corev1.PersistentVolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/played"}},
			ClaimRef: &corev1.ObjectReference{
				Kind: "PersistentVolumeClaim", APIVersion: "v1", Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
		},
	}
}

// lookAtVolume deletes what nobody claims any longer and is not to be kept.
func (p provisioner) lookAtVolume(ctx context.Context, name string) (time.Duration, error) {
	volume, err := p.core.PersistentVolumes().Lister().Get(name)
	if err != nil || volume.Annotations[provisionedBy] == "" || volume.DeletionTimestamp != nil {
		return 0, err
	}
	released := volume.Status.Phase == corev1.VolumeReleased
	if !released || volume.Spec.PersistentVolumeReclaimPolicy != corev1.PersistentVolumeReclaimDelete {
		return 0, nil
	}
	return 0, p.client.CoreV1().PersistentVolumes().Delete(ctx, name, metav1.DeleteOptions{})
}

package nodes

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	listers "k8s.io/client-go/listers/core/v1"
)

// References finds out which Secrets and ConfigMaps that a pod must have are not there, in the kubelet's words.
type references struct {
	secrets    listers.SecretLister
	configMaps listers.ConfigMapLister
}

// missingInVolumes says what the first volume that cannot be mounted lacks; nothing when all can.
func (r references) missingInVolumes(pod *corev1.Pod) string {
	for _, volume := range pod.Spec.Volumes {
		if why := r.missingInVolume(pod.Namespace, volume); why != "" {
			return fmt.Sprintf("MountVolume.SetUp failed for volume %q : %s", volume.Name, why)
		}
	}
	return ""
}

func (r references) missingInVolume(namespace string, volume corev1.Volume) string {
	if from := volume.Secret; from != nil {
		return r.missingSecret(namespace, from.SecretName, keysOf(from.Items), from.Optional)
	}
	if from := volume.ConfigMap; from != nil {
		return r.missingConfigMap(namespace, from.Name, keysOf(from.Items), from.Optional)
	}
	if volume.Projected == nil {
		return ""
	}
	for _, source := range volume.Projected.Sources {
		if why := r.missingInSource(namespace, source); why != "" {
			return why
		}
	}
	return ""
}

func (r references) missingInSource(namespace string, source corev1.VolumeProjection) string {
	if from := source.Secret; from != nil {
		return r.missingSecret(namespace, from.Name, keysOf(from.Items), from.Optional)
	}
	if from := source.ConfigMap; from != nil {
		return r.missingConfigMap(namespace, from.Name, keysOf(from.Items), from.Optional)
	}
	return ""
}

// missingInEnvironment says what the first variable lacks that cannot be set; nothing when all can.
func (r references) missingInEnvironment(namespace string, container corev1.Container) string {
	for _, source := range container.EnvFrom {
		if why := r.missingInEnvFrom(namespace, source); why != "" {
			return why
		}
	}
	for _, variable := range container.Env {
		if variable.ValueFrom == nil {
			continue
		}
		if why := r.missingInValue(namespace, *variable.ValueFrom); why != "" {
			return why
		}
	}
	return ""
}

func (r references) missingInEnvFrom(namespace string, source corev1.EnvFromSource) string {
	if from := source.SecretRef; from != nil {
		return r.missingSecret(namespace, from.Name, nil, from.Optional)
	}
	if from := source.ConfigMapRef; from != nil {
		return r.missingConfigMap(namespace, from.Name, nil, from.Optional)
	}
	return ""
}

func (r references) missingInValue(namespace string, source corev1.EnvVarSource) string {
	if from := source.SecretKeyRef; from != nil {
		return r.missingSecret(namespace, from.Name, []string{from.Key}, from.Optional)
	}
	if from := source.ConfigMapKeyRef; from != nil {
		return r.missingConfigMap(namespace, from.Name, []string{from.Key}, from.Optional)
	}
	return ""
}

func (r references) missingSecret(namespace, name string, keys []string, optional *bool) string {
	if optional != nil && *optional {
		return ""
	}
	secret, err := r.secrets.Secrets(namespace).Get(name)
	if err != nil {
		return err.Error()
	}
	for _, key := range keys {
		if _, there := secret.Data[key]; !there {
			return fmt.Sprintf("couldn't find key %s in Secret %s/%s", key, namespace, name)
		}
	}
	return ""
}

func (r references) missingConfigMap(namespace, name string, keys []string, optional *bool) string {
	if optional != nil && *optional {
		return ""
	}
	configMap, err := r.configMaps.ConfigMaps(namespace).Get(name)
	if err != nil {
		return err.Error()
	}
	for _, key := range keys {
		_, text := configMap.Data[key]
		_, binary := configMap.BinaryData[key]
		if !text && !binary {
			return fmt.Sprintf("couldn't find key %s in ConfigMap %s/%s", key, namespace, name)
		}
	}
	return ""
}

func keysOf(items []corev1.KeyToPath) []string {
	keys := make([]string, 0, len(items))
	for _, item := range items {
		keys = append(keys, item.Key)
	}
	return keys
}

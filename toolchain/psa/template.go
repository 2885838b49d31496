package main

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// A template is what an object makes pods from; a Pod is its own.
type template struct {
	// "Deployment/shop/web".
	name string
	pod  corev1.PodTemplateSpec
}

type object struct {
	Kind     string            `json:"kind"`
	Metadata metav1.ObjectMeta `json:"metadata"`
}

type pod struct {
	Spec corev1.PodSpec `json:"spec"`
}

type workload struct {
	Spec struct {
		Template *corev1.PodTemplateSpec `json:"template"`
	} `json:"spec"`
}

type cronJob struct {
	Spec struct {
		JobTemplate workload `json:"jobTemplate"`
	} `json:"spec"`
}

// The kinds of Kubernetes itself that make pods.
var workloads = map[string]bool{
	"Deployment": true, "StatefulSet": true, "DaemonSet": true, "ReplicaSet": true, "ReplicationController": true,
	"Job": true,
}

// templateIn reads one document; nothing when it makes no pods.
func templateIn(document []byte) (*template, error) {
	var read object
	if err := yaml.Unmarshal(document, &read); err != nil {
		return nil, err
	}
	name := read.Kind + "/" + read.Metadata.Namespace + "/" + read.Metadata.Name
	switch {
	case read.Kind == "Pod":
		var one pod
		err := yaml.Unmarshal(document, &one)
		return &template{name, corev1.PodTemplateSpec{ObjectMeta: read.Metadata, Spec: one.Spec}}, err
	case read.Kind == "CronJob":
		var one cronJob
		err := yaml.Unmarshal(document, &one)
		return withTemplate(name, one.Spec.JobTemplate), err
	case workloads[read.Kind]:
		var one workload
		err := yaml.Unmarshal(document, &one)
		return withTemplate(name, one), err
	}
	return nil, nil
}

func withTemplate(name string, from workload) *template {
	if from.Spec.Template == nil {
		return nil
	}
	return &template{name, *from.Spec.Template}
}

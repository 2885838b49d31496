{{- /* The volumes of a pod, as a list. Takes root, tasks, certificate, volumes, and kind of the workload. */ -}}
{{- define "bulwark.volumes" -}}
{{- $root := .root -}}
{{- $certificate := .certificate -}}
{{- range .tasks }}
{{- $container := include "bulwark.containerName" . }}
{{- if .files }}
- name: {{ printf "files-%s" $container | quote }}
  configMap:
    name: {{ include "bulwark.filesName" (dict "root" $root "task" .) | quote }}
    {{- include "bulwark.folders" .files | nindent 4 }}
{{- end }}
{{- if or .secret $certificate }}
- name: {{ printf "secrets-%s" $container | quote }}
  {{- include "bulwark.secrets" (dict "task" . "certificate" $certificate) | nindent 2 }}
{{- end }}
{{- end }}
{{- $kind := .kind }}
{{- range .volumes }}
{{- if ne .kind "claim" }}
- name: {{ .name | quote }}
  {{- include "bulwark.volume" . | nindent 2 }}
{{- else if ne $kind "StatefulSet" }}
{{- fail (printf "volume '%s' of '%s' is claimed for one pod alone, which only a StatefulSet can do; use kind 'node' or 'shared-claim'" .name $root.Values.name) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "bulwark.volume" -}}
{{- if eq .kind "shared-claim" -}}
persistentVolumeClaim:
  claimName: {{ .claim | quote }}
{{- else -}}
emptyDir:
  {{- if eq .kind "memory" }}
  medium: Memory
  {{- end }}
  sizeLimit: {{ .size | quote }}
{{- end }}
{{- end }}

{{- /* A key of a ConfigMap cannot hold a slash: where a path does, each key is told its path. */ -}}
{{- define "bulwark.folders" -}}
{{- if contains "/" (keys . | join "") -}}
items:
  {{- range $path, $content := . }}
  - key: {{ $path | replace "/" "__" | quote }}
    path: {{ $path | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{- /* Whole, without a list of its keys: a further key then shows in a running pod. 288 is 0440. */ -}}
{{- define "bulwark.secrets" -}}
projected:
  defaultMode: 288
  sources:
    {{- with .task.secret }}
    - secret:
        name: {{ .name | quote }}
    {{- end }}
    {{- with .certificate }}
    - secret:
        name: {{ .secretName | quote }}
        items:
          - key: tls-combined.pem
            path: {{ .file | quote }}
    {{- end }}
{{- end }}

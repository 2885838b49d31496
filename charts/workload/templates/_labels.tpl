{{- /* What pods are found by: never changes, since selectors cannot. Takes root, part. */ -}}
{{- define "bulwark.selector" -}}
app.kubernetes.io/name: {{ .root.Values.name | quote }}
app.kubernetes.io/component: {{ .part | quote }}
{{- end }}

{{- /* Of objects and of pods: no version of the chart, or every new chart would restart every pod. */ -}}
{{- define "bulwark.labels" -}}
{{ include "bulwark.selector" . }}
app.kubernetes.io/part-of: {{ .root.Values.environment | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
{{- end }}

{{- /* Of an object. Takes root, part, name; annotations; hook: its weight.
       Helm forgets the objects of hooks and would leave them behind at its uninstall, so they go when all hooks are done:
       https://helm.sh/docs/topics/charts_hooks/#hook-resources-are-not-managed-with-corresponding-releases */ -}}
{{- define "bulwark.metadata" -}}
name: {{ .name | quote }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "bulwark.labels" . | nindent 2 }}
  helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | quote }}
annotations:
  bulwark.path: {{ .root.Values.path | quote }}
  {{- with .annotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- if hasKey . "hook" }}
  helm.sh/hook: pre-install,pre-upgrade
  helm.sh/hook-weight: {{ .hook | toString | quote }}
  helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
  {{- end }}
{{- end }}

{{- /* Of a pod template. Takes root, part; annotations. */ -}}
{{- define "bulwark.podMetadata" -}}
labels:
  {{- include "bulwark.labels" . | nindent 2 }}
annotations:
  bulwark.path: {{ .root.Values.path | quote }}
  {{- with .annotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
